import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { prepareConfig } from '../../../agent/config/prepare.ts';
import type { KpiResult } from '../../../agent/kpi/calculate.ts';
import type { Log } from '../../../agent/log.ts';
import { startAgent } from '../../../agent/main.ts';
import type { InstanceService } from '../../../agent/requests/service.ts';
import { compile } from '../../../generator/compile.ts';
import { type DefinitionSource, loadDefinitions } from '../../../generator/definitions/load.ts';
import type { Model, ModelFigure, ModelModule } from '../../../model/model.ts';
import { eventually } from '../../interop/eventually.ts';
import { FakeClock } from '../collect/fake-clock.ts';
import { createManager, type Manager } from './manager.ts';

/** 12:00:01 on a day. */
const START = Date.UTC(2026, 10, 21, 12, 0, 1);

/** An agent in this process, whose clock stands still until it is told to go on. */
export interface RunningAgent {
  readonly model: Model;
  readonly manager: Manager;
  /** Where it listens on 127.0.0.1. */
  readonly port: number;
  readonly clock: FakeClock;
  /** Answers the Operational Environment. */
  readonly service: InstanceService;
  /** Where it answers over SNMP, and over HTTP; undefined where it does not. */
  readonly snmpPort: number | undefined;
  readonly httpPort: number | undefined;
  /** What it logged: level, message and fields. */
  readonly logged: readonly { readonly level: string; readonly message: string; readonly fields: object }[];
  /** Lets time pass to the end of the interval under way, and waits until its KPIs are published and reported. */
  endInterval(frequency: number): Promise<readonly KpiResult[]>;
  /** Resolves when it has logged this of a source. */
  says(message: string, source: string): Promise<void>;
  /** The module, measurement or KPI of this name. */
  module(name: string): ModelModule;
  figure(name: string): ModelFigure;
  stop(): Promise<void>;
}

export interface RunningAgentOptions {
  readonly model: Model;
  /** As a configuration file has them. */
  readonly sources: readonly object[];
  readonly notify?: readonly object[];
  readonly more?: object;
  /** Where it keeps what outlives it, and the time it starts at; not given: a folder that goes with it, START. */
  readonly folder?: string;
  readonly startAt?: number;
}

/** Compiles definitions; throws where they have an error. */
export function compileModel(files: Readonly<Record<string, string>>): Model {
  const project = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';
  const sources: DefinitionSource[] = Object.entries({ 'project.yaml': project, ...files }).map(
    ([file, content]) => ({ file, content }),
  );
  const { definitions, sourceTexts, diagnostics } = loadDefinitions(sources);
  const compiled =
    definitions && compile(definitions, sourceTexts, { handlers: new Map(), generator: 'kpi1 test' });
  if (!compiled?.output) {
    const problems = [...diagnostics, ...(compiled?.diagnostics ?? [])];
    throw new Error(problems.map(({ rule, message }) => `${rule} ${message}`).join('\n'));
  }
  return compiled.output.model;
}

/** Starts an agent on a free port of 127.0.0.1, community `public`. */
export async function startRunningAgent(options: RunningAgentOptions): Promise<RunningAgent> {
  const { model, sources, notify = [], more = {} } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'kpi1-running-'));
  writeFileSync(join(folder, 'model.json'), JSON.stringify(model));
  const { snmp, ...rest } = { snmp: {}, ...more };
  const configuration = {
    instanceId: 'test-01',
    model: 'model.json',
    snmp: {
      listen: ['127.0.0.1:0'],
      communities: [{ name: 'public', from: ['127.0.0.0/8'], view: 'all' }],
      views: { all: { include: ['1.3.6.1'] } },
      ...snmp,
    },
    sources,
    notify,
    ...rest,
  };
  const text = Buffer.from(stringify(configuration));
  const { prepared, diagnostics } = prepareConfig(join(folder, 'agent.yaml'), text, {});
  if (!prepared) throw new Error(diagnostics.map(({ message }) => message).join('\n'));

  const clock = new FakeClock(options.startAt ?? START);
  const logged: { level: string; message: string; fields: object }[] = [];
  const log = (level: string) => (fields: object, message: string) => logged.push({ level, message, fields });
  const ended = new Map<number, { end: number; tell: (results: readonly KpiResult[]) => void }>();
  const agent = await startAgent({
    ...prepared,
    software: 'kpi1 test',
    log: { info: log('info'), warn: log('warn'), error: log('error') } satisfies Log,
    clock,
    onInterval(results, end) {
      const frequency = results[0]?.kpi.reportingFrequency ?? 0;
      const waiting = ended.get(frequency);
      if (waiting?.end === end) waiting.tell(results);
    },
  });
  const says = async (message: string, source: string) => {
    await eventually(`${source}: ${message}`, async () =>
      logged.find(
        (each) => each.message === message && (each.fields as { source?: string }).source === source,
      ),
    );
  };
  const port = agent.endpoints[0]?.port ?? 0;
  const manager = createManager(port);
  const modules = model.modules;
  let isStopped = false;
  const figures = modules.flatMap(({ measurements, kpis }) => [...measurements, ...kpis]);
  return {
    model,
    manager,
    port,
    clock,
    service: agent.service,
    snmpPort: agent.endpoints[0]?.port,
    httpPort: agent.httpEndpoint?.port,
    logged,
    says,
    async endInterval(frequency) {
      const left = frequency * 1000 - (clock.now() % (frequency * 1000));
      const results = new Promise<readonly KpiResult[]>((tell) => {
        ended.set(frequency, { end: clock.now() + left, tell });
      });
      await clock.advance(left);
      return results;
    },
    module: (name) => find(modules, name),
    figure: (name) => find(figures, name),
    async stop() {
      if (isStopped) return;
      isStopped = true;
      manager.close();
      await agent.stop();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function find<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}
