import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate } from '../../../generator/generate.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from '../../agent/running/calls.ts';
import { type MetricsServer, startMetricsServer } from '../../agent/running/metrics-server.ts';
import { type RunningAgent, startRunningAgent } from '../../agent/running/running-agent.ts';
import { freePort } from '../free-port.ts';
import { USERS } from '../usm-users.ts';

/** With a name that is not ASCII. */
const DEFINITIONS = CALLS.replace('name: Total Load', 'name: Größte Last');
const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';

/** Who may ask over SNMPv3, beside the community `public`. */
export const NOC = USERS.find(({ name }) => name === 'SHA-256_AES-128')!;

/** The files of `kpi1 build` in a folder, and an agent that serves the same definitions. */
export interface ServedCalls {
  readonly folder: string;
  readonly agent: RunningAgent;
  /** 127.0.0.1 and the agent's port. */
  readonly target: string;
  /** Lets calls be attempted and answered, and the interval of ten seconds end. */
  call(attempts: number, answered: number): Promise<void>;
  /** From now on the source answers with an error. */
  fail(): void;
  stop(): Promise<void>;
}

/**
 * Builds the definitions of calls and serves them, after a first sample. `notify` and `instanceId` as a
 * configuration has them; `series` are what the source has besides.
 */
export async function serveCalls({
  notify = [],
  instanceId = 'test-01',
  series = {},
}: {
  readonly notify?: readonly object[];
  readonly instanceId?: string;
  readonly series?: Readonly<Record<string, number>>;
} = {}): Promise<ServedCalls> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-nms-'));
  const sources = Object.entries({ 'project.yaml': PROJECT, 'calls.yaml': DEFINITIONS }).map(
    ([file, content]) => ({
      file,
      content,
    }),
  );
  const { output } = generate({ sources, handlers: new Map(), generator: 'kpi1 test' });
  if (!output) throw new Error('the definitions of calls have an error');
  for (const [path, text] of output.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const target = `127.0.0.1:${await freePort('udp')}`;
  const metrics: MetricsServer = await startMetricsServer({ ...CALL_SERIES, ...series });
  const source = { name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' };
  const agent = await startRunningAgent({
    model: output.model,
    sources: [{ ...source, measurements: CALL_MAPPINGS }],
    notify,
    more: { instanceId, snmp: { listen: [target], users: [{ ...NOC, from: ['127.0.0.0/8'], view: 'all' }] } },
  });
  const add = (series: string, count: number) => {
    metrics.series[series] = Number(metrics.series[series]) + count;
  };
  await agent.says('the source answers', 'switch');
  await agent.endInterval(10);
  return {
    folder,
    agent,
    target,
    async call(attempts, answered) {
      add('calls_attempted_total', attempts);
      add('calls_answered_total', answered);
      await agent.endInterval(10);
    },
    fail() {
      metrics.answer = (response) => response.writeHead(500).end();
    },
    async stop() {
      await agent.stop();
      await metrics.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
