import { fileURLToPath } from 'node:url';
import { type PeerProcess, startPeer } from './peer-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** Starts `kpi1` with these arguments in the project's folder, from its sources. */
export function startKpi1(...args: readonly string[]): PeerProcess {
  return startPeer(process.execPath, ['--import', 'tsx', MAIN, ...args], { cwd: ROOT });
}

/** Runs `kpi1` to its end. Rejects, with all it wrote, unless it ends with 0. */
export async function runKpi1(...args: readonly string[]): Promise<string> {
  const kpi1 = startKpi1(...args);
  const status = await kpi1.exited;
  if (status !== 0) throw new Error(`kpi1 ${args.join(' ')} ended with ${status}\n${kpi1.output()}`);
  return kpi1.output();
}
