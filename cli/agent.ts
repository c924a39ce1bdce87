import { pino } from 'pino';
import { type BoundConfig, bindConfig } from '../agent/config/bind.ts';
import type { AgentConfig } from '../agent/config/config.ts';
import { loadConfig } from '../agent/config/load.ts';
import { CONFIG_RULES } from '../agent/config/rules.ts';
import { type Agent, startAgent } from '../agent/main.ts';
import { DOCUMENT_RULES } from '../document/rules.ts';
import type { Model } from '../model/model.ts';
import { ModelError, readModel } from '../model/read-model.ts';
import { printBanner } from './banner.ts';
import { CommandError, readFile } from './command-error.ts';
import { printProblems } from './problems.ts';
import { printInterval } from './watch.ts';

interface Prepared {
  readonly config: AgentConfig;
  readonly model: Model;
  readonly bound: BoundConfig;
}

/** `kpi1 agent`: true where the configuration has an error. Otherwise the agent runs until a signal ends it. */
export async function agent(
  file: string,
  { checkConfig, watch }: { checkConfig: boolean; watch: boolean },
  software: string,
): Promise<boolean> {
  const prepared = prepare(file);
  if (!prepared) return true;
  if (checkConfig) {
    const { modules, sources } = prepared.bound;
    console.log(
      `${file} is in order: ${modules.map(({ name }) => name).join(', ')} from ${sources.length} sources.`,
    );
    return false;
  }
  const log = pino(
    { name: 'kpi1', level: prepared.config.log.level },
    pino.destination({ fd: 2, sync: true }),
  );
  const start = async ({ config, model, bound }: Prepared) => {
    const options = { config, bound, model, software, log };
    const running = await startAgent(watch ? { ...options, onInterval: printInterval } : options);
    printBanner(config, bound.modules, running.endpoints);
    return running;
  };
  const running = await start(prepared).catch((error: Error) => {
    throw new CommandError(`${error.message}.`);
  });
  obeySignals(
    running,
    () => {
      const next = prepare(file);
      return next && (() => start(next));
    },
    log,
  );
  return false;
}

/** Reads the configuration and its model, and prints every problem; undefined where one is an error. */
function prepare(file: string): Prepared | undefined {
  const { config, document, diagnostics } = loadConfig(file, readFile(file), process.env);
  const model = config && readModelFile(config.model);
  const bound = config && model && bindConfig(config, document, model);
  const rules = { ...DOCUMENT_RULES, ...CONFIG_RULES };
  const all = [...diagnostics, ...(bound?.diagnostics ?? [])];
  const failed = printProblems(all, 'text', rules, new Map([[file, document.source]]));
  return failed || !config || !model || !bound ? undefined : { config, model, bound };
}

function readModelFile(path: string): Model {
  const text = Buffer.from(readFile(path)).toString('utf8');
  try {
    return readModel(text, path);
  } catch (error) {
    if (error instanceof ModelError) throw new CommandError(`${error.message}.`);
    throw error;
  }
}

/** SIGTERM and SIGINT stop the agent; SIGHUP starts it anew where its new configuration has no error. */
function obeySignals(first: Agent, reload: () => (() => Promise<Agent>) | undefined, log: pino.Logger): void {
  let running: Promise<Agent> = Promise.resolve(first);
  const fail = (error: unknown) => {
    log.fatal({ err: error }, 'the agent ends');
    process.exit(1);
  };
  process.on('SIGHUP', () => {
    const start = reloadOrKeep(reload, log);
    if (!start) return;
    running = running.then((agent) => agent.stop()).then(start);
    running.catch(fail);
  });
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    running.then((agent) => agent.stop()).then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function reloadOrKeep(reload: () => (() => Promise<Agent>) | undefined, log: pino.Logger) {
  try {
    const start = reload();
    if (!start) log.error({}, 'the new configuration has errors: the agent goes on with the old one');
    return start;
  } catch (error) {
    log.error({ reason: (error as Error).message }, 'the agent goes on with the old configuration');
    return undefined;
  }
}
