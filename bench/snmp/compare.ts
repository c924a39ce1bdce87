import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from '../process.ts';

/** How fast a server answered; what load.c prints. */
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
}

/** A load on one server: the arguments of load.c for a run that begins now. */
export type Load = (seconds: number, window: number) => readonly string[];

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
  for (const load of loads) await run(program, load(WARM_UP_SECONDS, WINDOW));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, load] of loads.entries()) runs[n]?.push(await run(program, load(SECONDS, WINDOW)));
  }
  return runs.map(medians);
}

async function run(program: string, args: readonly string[]): Promise<Rates> {
  const { stdout } = await execute(program, args);
  const rates = JSON.parse(stdout) as Rates;
  if (rates.wrong === 0 && rates.answers > 0) return rates;
  throw new Error(`load ${args.join(' ')}: ${stdout}`);
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
  };
}
