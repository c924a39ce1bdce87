import { join } from 'node:path';
import { atMost, type Figure, round } from '../report.ts';
import type { Served } from './programs/serve.ts';
import { startProgram } from './servers.ts';

const MILLION = 1_000_000;

/** What an instance takes where there are a million. */
export async function benchMemory(programs: string): Promise<Figure[]> {
  const server = await startProgram<Served>(join(programs, 'serve.js'), `${MILLION}`);
  await server.stop();
  const { rss, accounted } = server.told;
  return [
    atMost(
      'resident set, an instance of a million',
      rss / MILLION,
      120,
      ' octets',
      ` (${round(accounted / MILLION)} in heap and arrays)`,
    ),
  ];
}
