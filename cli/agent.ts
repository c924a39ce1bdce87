import { pino } from 'pino';
import { bindConfig } from '../agent/config/bind.ts';
import type { AgentConfig } from '../agent/config/config.ts';
import { loadConfig } from '../agent/config/load.ts';
import { CONFIG_RULES } from '../agent/config/rules.ts';
import { type Agent, startAgent } from '../agent/main.ts';
import { DOCUMENT_RULES } from '../document/rules.ts';
import type { Model } from '../model/model.ts';
import { ModelError, readModel } from '../model/read-model.ts';
import { printBanner } from './banner.ts';
import { CommandError, readFile } from './definition-files.ts';
import { printProblems } from './problems.ts';
import { printInterval } from './watch.ts';

/** `kpi1 agent`: true where the configuration has an error. Otherwise the agent runs until a signal ends it. */
export async function agent(
  file: string,
  { checkConfig, watch }: { checkConfig: boolean; watch: boolean },
  software: string,
): Promise<boolean> {
  const loaded = loadConfig(file, readFile(file), process.env);
  const model = loaded.config && readModelFile(loaded.config.model);
  const bound = loaded.config && model && bindConfig(loaded.config, loaded.document, model);
  const diagnostics = [...loaded.diagnostics, ...(bound?.diagnostics ?? [])];
  const sourceTexts = new Map([[file, loaded.document.source]]);
  const failed = printProblems(diagnostics, 'text', { ...DOCUMENT_RULES, ...CONFIG_RULES }, sourceTexts);
  if (failed || !loaded.config || !model || !bound) return true;
  if (checkConfig) {
    console.log(
      `${file} is in order: ${bound.modules.map(({ name }) => name).join(', ')} from ${bound.sources.length} sources.`,
    );
    return false;
  }
  const { config } = loaded;
  const log = pino({ name: 'kpi1', level: config.log.level }, pino.destination({ fd: 2, sync: true }));
  const options = { config, bound, baseOid: model.baseOid, software, log };
  const running = await startOrExplain(() =>
    startAgent(watch ? { ...options, onInterval: printInterval } : options),
  );
  printBanner(config, bound.modules, running.endpoints);
  stopOnSignal(running, log);
  return false;
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

/** What keeps the agent from starting is said in a sentence, without a stack. */
async function startOrExplain(start: () => Promise<Agent>): Promise<Agent> {
  try {
    return await start();
  } catch (error) {
    throw new CommandError(`${(error as Error).message}.`);
  }
}

function stopOnSignal(running: Agent, log: pino.Logger): void {
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
