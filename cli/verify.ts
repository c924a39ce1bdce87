import { BASE_MIB_NAME } from '../model/base-mib.ts';
import { parseDuration } from '../model/duration.ts';
import type { Model, ModelModule } from '../model/model.ts';
import { OeError } from '../oe/oe-error.ts';
import type { ListenOptions } from '../verify/notifications/check-notifications.ts';
import { printVerdict, type VerdictFormat } from '../verify/print/print-verdict.ts';
import { type Verdict, verify } from '../verify/verify.ts';
import { CommandError } from './command-error.ts';
import { type AccessOptions, loadModel, parseAddress, snmpAccess } from './oe-access.ts';
import type { Terminal } from './terminal.ts';

export interface VerifyCommandOptions
  extends Pick<
    AccessOptions,
    'community' | 'user' | 'auth' | 'authFile' | 'priv' | 'privFile' | 'timeout' | 'model'
  > {
  readonly module?: readonly string[];
  readonly listen?: string;
  readonly for?: string;
  readonly set: boolean;
  readonly format: VerdictFormat;
}

const SNMP_PORT = 161;
const TRAP_PORT = 162;
const USAGE = 2;
/** Nothing is said of the agent: it does not answer, or refuses who asks. */
const NOT_COMPARED = 3;
/**
 * Beyond the end of an interval, in seconds: until it is calculated and sent, by an agent that waits a minute
 * before it tries again, as nobody acknowledged what it sent before.
 */
const REPORT_GRACE = 75;

/** `kpi1 verify`: true where the agent is not as the model says. Throws CommandError. */
export async function verifyAgent(
  address: string,
  options: VerifyCommandOptions,
  terminal: Terminal,
): Promise<boolean> {
  const model = loadModel(options.model, true) as Model;
  const modules = wantedModules(options.module, model);
  const access = { ...snmpAccess(options), ...parseAddress(address, SNMP_PORT) };
  const listen = listenOptions(options, modules, access, terminal);
  const verdict = await attempt(
    verify({
      ...{ access, model, modules, sets: options.set, now: () => Date.now() },
      ...(listen && { listen }),
      onProgress: (text) => terminal.progress?.(text),
    }),
  ).finally(() => terminal.progress?.(''));
  terminal.out(printVerdict(verdict, options.format, address));
  return verdict.findings.some(({ severity }) => severity === 'error');
}

async function attempt(verifying: Promise<Verdict>): Promise<Verdict> {
  try {
    return await verifying;
  } catch (error) {
    if (error instanceof OeError) {
      throw new CommandError(error.message, error.remedy, NOT_COMPARED);
    }
    if ((error as NodeJS.ErrnoException).syscall !== 'bind') throw error;
    throw new CommandError(
      `Notifications cannot be received: ${(error as Error).message}.`,
      'Take another --listen.',
    );
  }
}

function wantedModules(names: readonly string[] | undefined, model: Model): readonly ModelModule[] {
  if (!names) return model.modules;
  const known = model.modules.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name) && name !== BASE_MIB_NAME);
  if (unknown.length > 0) {
    throw new CommandError(
      `The model has no module ${unknown.join(', ')}.`,
      `There is ${known.join(', ')}.`,
      USAGE,
    );
  }
  return model.modules.filter(({ name }) => names.includes(name));
}

function listenOptions(
  { listen, for: duration }: VerifyCommandOptions,
  modules: readonly ModelModule[],
  { community, user }: Pick<ListenOptions, 'community' | 'user'>,
  terminal: Terminal,
): ListenOptions | undefined {
  if (listen === undefined) {
    if (duration === undefined) return undefined;
    throw new CommandError('--for is for how long notifications are taken.', 'Give --listen, too.', USAGE);
  }
  const seconds = listeningTime(duration, modules);
  return {
    ...parseAddress(listen, TRAP_PORT),
    ...{ community, ...(user && { user }) },
    durationMs: seconds * 1000,
    onListening: (port) => terminal.err(`Waiting up to ${seconds}s for reports on port ${port}.`),
  };
}

/** For how many seconds notifications are waited for: as it is said, or until each module has had to report. */
function listeningTime(duration: string | undefined, modules: readonly ModelModule[]): number {
  if (duration !== undefined) {
    const seconds = parseDuration(duration);
    if (seconds !== undefined) return seconds;
    throw new CommandError(`${duration} is no time to listen.`, 'Write --for 5m.', USAGE);
  }
  const reporting = modules.filter(({ kpis }) => kpis.length > 0);
  if (reporting.length > 0) return Math.max(...reporting.map(firstReport));
  const remedy = 'Say how long to listen: --for 5m.';
  throw new CommandError('No module to verify has KPIs, so none reports.', remedy, USAGE);
}

/** In how many seconds a report of a module must have come. */
function firstReport({ kpis }: ModelModule): number {
  return Math.min(...kpis.map(({ reportingFrequency }) => reportingFrequency)) + REPORT_GRACE;
}
