import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, writeAgent } from '../agent.ts';
import { atMost, type Figure, withoutGoal } from '../report.ts';
import type { Slowest } from './programs/slowest.ts';
import { runProgram } from './servers.ts';

const KPIS = 1_000;

/** How long one packet can hold up all others: a whole agent, and requests made to be slow. */
export async function benchSlowest(parent: string, programs: string): Promise<Figure[]> {
  const folder = join(parent, 'slowest');
  mkdirSync(folder);
  const config = writeAgent(folder, await freePort(), KPIS);
  const told = await runProgram<Slowest>(join(programs, 'slowest.js'), config);
  const { packets, best, worst } = told;
  const of = `of ${packets.toLocaleString('en-US')}`;
  return [
    atMost(`slowest packet ${of}, the better of two tries`, best, 10, ' ms'),
    withoutGoal('the same, the worse of two tries', worst, ' ms'),
  ];
}
