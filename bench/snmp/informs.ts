import { join } from 'node:path';
import { median } from '../process.ts';
import { atLeast, type Figure } from '../report.ts';
import type { Informed } from './programs/inform.ts';
import { runProgram, startProgram } from './servers.ts';

const RUNS = 3;
const SECONDS = 2;

/** Informs to one live target. */
export async function benchInforms(programs: string): Promise<Figure[]> {
  const receiver = await startProgram(join(programs, 'acknowledge.js'));
  try {
    const rates: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const program = join(programs, 'inform.js');
      const { rate, failed } = await runProgram<Informed>(program, `${receiver.port}`, `${SECONDS}`);
      if (failed > 0) throw new Error(`${failed} informs failed`);
      rates.push(rate);
    }
    return [
      atLeast('informs acknowledged by one live target, ten objects each', median(rates), 5_000, ' /s'),
    ];
  } finally {
    await receiver.stop();
  }
}
