import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { median } from '../process.ts';
import type { Server } from './servers.ts';

/** How fast a server answered; what load.c prints, and what it cost. */
export interface Rates {
  /** A second. */
  readonly answers: number;
  readonly varbinds: number;
  /** In all. */
  readonly lost: number;
  readonly wrong: number;
  /** Latency in microseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of CPU time that the server's process took for an answer. */
  readonly cpu: number;
}

/** A load on one server. */
export interface Load {
  readonly server: Server;
  /** Its mode, and what comes after WINDOW, among the arguments of load.c. */
  readonly mode: string;
  readonly rest: readonly string[];
  /** Called before each run. */
  prepare?(): void;
}

const ROUNDS = 5;
const SECONDS = 1;
const WARM_UP_SECONDS = 0.4;
/** Requests under way at once. */
const WINDOW = 64;

const execute = promisify(execFile);

/**
 * Runs loads in turn, several short times each, so that a machine whose speed drifts is the same to all.
 * Gives the median rates of each, in their order; throws where a server answers wrong.
 */
export async function runInTurn(program: string, loads: readonly Load[]): Promise<Rates[]> {
  const runs = loads.map(() => [] as Rates[]);
  for (const load of loads) await run(program, load, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, load] of loads.entries()) runs[n]?.push(await run(program, load, SECONDS));
  }
  return runs.map(medians);
}

async function run(program: string, load: Load, seconds: number): Promise<Rates> {
  const { server, mode, rest } = load;
  load.prepare?.();
  const before = cpuTime(server.pid);
  const args = [mode, `${server.port}`, `${seconds}`, `${WINDOW}`, ...rest];
  const { stdout } = await execute(program, args);
  const rates = JSON.parse(stdout) as Omit<Rates, 'cpu'>;
  const cpu = (cpuTime(server.pid) - before) / (rates.answers * seconds);
  if (rates.wrong === 0 && rates.answers > 0) return { ...rates, cpu };
  throw new Error(`load ${args.join(' ')}: ${stdout}`);
}

/** User and system time that a process has taken, in microseconds; Linux counts it in hundredths of a second. */
function cpuTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [utime, stime] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
  return (Number(utime) + Number(stime)) * 10_000;
}

function medians(runs: readonly Rates[]): Rates {
  const of = (key: keyof Rates) => median(runs.map((rates) => rates[key]));
  return {
    answers: of('answers'),
    varbinds: of('varbinds'),
    lost: of('lost'),
    wrong: of('wrong'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
  };
}
