import { spawnSync } from 'node:child_process';

/** What one run of a program cost. */
export interface Cost {
  /** User and system time of the whole process in milliseconds. */
  readonly cpu: number;
  /** Wall time in milliseconds. */
  readonly wall: number;
  /** Largest resident set in MiB. */
  readonly memory: number;
}

/** Reports the cost of its own process on file descriptor 3 at exit. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => { const u = process.resourceUsage(); writeSync(3, JSON.stringify({ cpu: (u.userCPUTime + u.systemCPUTime) / 1000, memory: u.maxRSS / 1024 })); });",
)}`;

/** Runs a Node program to its end; throws where it fails. */
export function costOf(...argv: readonly string[]): Cost {
  const begin = performance.now();
  const run = spawnSync(process.execPath, ['--import', REPORT, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const wall = performance.now() - begin;
  if (run.status !== 0) throw new Error(`${argv.join(' ')} ended with ${run.status}: ${run.stderr}`);
  return { wall, ...(JSON.parse(String(run.output[3])) as { cpu: number; memory: number }) };
}

/** The median of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1] as number;
}

/** Runs two programs in turn, so that a machine whose speed drifts slows both; gives the median of each figure. */
export function costsInTurn(runs: number, ...programs: readonly (() => Cost)[]): Cost[] {
  const costs = programs.map(() => [] as Cost[]);
  for (let run = 0; run < runs; run++) {
    for (const [n, program] of programs.entries()) costs[n]?.push(program());
  }
  return costs.map((all) => ({
    cpu: median(all.map(({ cpu }) => cpu)),
    wall: median(all.map(({ wall }) => wall)),
    memory: median(all.map(({ memory }) => memory)),
  }));
}
