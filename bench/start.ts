import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startAgent, writeAgent } from './agent.ts';
import { median } from './process.ts';
import { atMost, type Figure } from './report.ts';

const RUNS = 5;

/** Time from starting the process to its first answer, with 1,000 KPIs. */
export async function benchStart(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  try {
    const times: number[] = [];
    const port = await freePort();
    const config = writeAgent(folder, port, 1_000);
    for (let run = 0; run < RUNS; run++) {
      const agent = await startAgent(config, port);
      times.push(agent.firstAnswer);
      await agent.stop();
    }
    return [atMost('first answer after the start, 1,000 KPIs', median(times), 400, ' ms')];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
