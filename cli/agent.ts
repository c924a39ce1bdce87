import { setFlagsFromString } from 'node:v8';
import { HandlerError } from '../agent/collect/handler/load-handler.ts';
import { type PreparedConfig, prepareConfig } from '../agent/config/prepare.ts';
import { CONFIG_RULES } from '../agent/config/rules.ts';
import { startAgent } from '../agent/main.ts';
import { DOCUMENT_RULES } from '../document/rules.ts';
import { printBanner } from './banner.ts';
import { CommandError, readFile } from './command-error.ts';
import { count } from './count.ts';
import { LazyLog } from './log.ts';
import { printProblems } from './problems.ts';
import { supervise } from './supervise.ts';
import type { Terminal } from './terminal.ts';
import { testNotification } from './test-notification.ts';
import { intervalPrinter } from './watch.ts';

export interface AgentCommandOptions {
  /** Path of the configuration. */
  readonly config: string;
  readonly checkConfig: boolean;
  readonly watch: boolean;
  readonly sendTestNotification: boolean;
}

/**
 * `kpi1 agent`: true where the configuration has an error, or a test notification did not get through. Otherwise
 * the agent runs until a signal ends it.
 */
export async function agent(
  { config: file, checkConfig, watch, sendTestNotification }: AgentCommandOptions,
  software: string,
  terminal: Terminal,
): Promise<boolean> {
  tuneV8();
  const first = prepare(file, terminal);
  if (!first) return true;
  if (checkConfig) {
    const { modules, sources } = first.bound;
    const names = modules.map(({ name }) => name).join(', ');
    terminal.out(`${file} is in order: ${names} from ${count(sources.length, 'source')}.`);
    return false;
  }
  if (sendTestNotification) return testNotification(file, first, software, terminal);
  const log = new LazyLog(first.config.log.level);
  const starter = (prepared: PreparedConfig) => async () => {
    log.level = prepared.config.log.level;
    const onInterval = intervalPrinter(terminal);
    const reload = () => checkAndReload(file);
    const running = await startAgent({ ...prepared, software, log, reload, ...(watch && { onInterval }) });
    optimizeAfter(USUAL_BUDGET);
    printBanner(prepared.config, prepared.bound.modules, running, terminal);
    return running;
  };
  const reload = () => {
    const next = prepare(file, terminal);
    return next && starter(next);
  };
  await supervise(starter(first), reload, log).catch((error: Error) => {
    throw new CommandError(asSentence(error.message), remedyFor(error));
  });
  return false;
}

/** How much of a function runs before V8 looks whether to optimize it, in octets of bytecode. */
const STARTING_BUDGET = 1_000_000;
/** V8's own. */
const USUAL_BUDGET = 67_584;

/**
 * Tunes V8 to a program that starts once, allocates next to nothing afterwards, and runs for months beside what it
 * measures. The young generation keeps its first size: it would grow to 32 MiB while the agent starts, and stay
 * so. The old one is collected when it has grown by two fifths, not when it has doubled. And until the agent has
 * started, a function must run much longer than usual before it is optimized: it is done before that pays.
 */
function tuneV8(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
  optimizeAfter(STARTING_BUDGET);
}

/** Only Node.js 20 needs that, and has the flag: V8 optimizes later by itself from 12 on. */
function optimizeAfter(budget: number): void {
  if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString(`--interrupt-budget=${budget}`);
}

/** Has the configuration taken over where it has no error; otherwise gives the errors, without what may be secret. */
function checkAndReload(file: string): string[] {
  let content: Uint8Array;
  try {
    content = readFile(file);
  } catch (error) {
    return [(error as Error).message];
  }
  const { prepared, diagnostics } = prepareConfig(file, content, process.env);
  if (prepared) {
    process.kill(process.pid, 'SIGHUP');
    return [];
  }
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ place, rule, message }) => `${place ? `${place.line}:${place.column}: ` : ''}${rule} ${message}`);
}

/** Reads the configuration and prints every problem; undefined where one is an error. Throws CommandError. */
function prepare(file: string, terminal: Terminal): PreparedConfig | undefined {
  const remedy = 'Name the configuration of the agent; docs/configuration.md has its form.';
  const { prepared, diagnostics } = prepareConfig(file, readFile(file, remedy), process.env);
  // Without the lines themselves, which may hold secrets.
  printProblems(diagnostics, 'text', { ...DOCUMENT_RULES, ...CONFIG_RULES }, new Map(), terminal);
  return prepared;
}

function asSentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

function remedyFor(error: Error): string | undefined {
  return error instanceof HandlerError
    ? 'Correct the handler; the contract that it imports says what it must give.'
    : undefined;
}
