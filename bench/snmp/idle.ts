import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startAgent, writeAgent } from '../agent.ts';
import { atMost, type Figure } from '../report.ts';

const KPIS = 1_000;
/** More than the period of its source. */
const SETTLE_MS = 15_000;

/** Resident set of `kpi1 agent` that serves 1,000 KPIs and that nobody asks; on Linux only. */
export async function benchIdle(folder: string): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const port = await freePort();
  const agent = await startAgent(writeAgent(folder, port, KPIS), port);
  try {
    await pause(SETTLE_MS);
    const status = readFileSync(`/proc/${agent.pid}/status`, 'utf8');
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
    return [atMost('resident set of an idle agent, 1,000 KPIs', kilobytes / 1024, 90, ' MiB')];
  } finally {
    await agent.stop();
  }
}
