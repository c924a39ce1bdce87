import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** A real program a test runs; it has a process group of its own, so that its children end with it. */
export interface PeerProcess {
  readonly pid: number;
  /** What it has written so far, both streams as they came. */
  output(): string;
  /** Its exit status; null where a signal ended it. Rejects where it cannot be started. */
  readonly exited: Promise<number | null>;
  /** Asks it to end (SIGTERM), and its whole group by force where it has not within three seconds. */
  stop(): Promise<void>;
  /** Ends the whole group at once, as a crash would. */
  kill(): Promise<void>;
}

const GRACE_MS = 3000;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

export function startPeer(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): PeerProcess {
  const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => written.push(text));
  }
  running.add(child);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status));
  }).finally(() => running.delete(child));
  /** Of what could not be started there is nothing to end. */
  const ended = exited.catch(() => null);
  const kill = async () => {
    signalGroup(child, 'SIGKILL');
    await ended;
  };
  const stop = async () => {
    if (running.has(child)) child.kill('SIGTERM');
    const grace = new AbortController();
    const overdue = pause(GRACE_MS, undefined, { signal: grace.signal }).then(kill, () => {});
    await Promise.race([ended, overdue]);
    grace.abort();
  };
  return { pid: child.pid ?? 0, output: () => written.join(''), exited, stop, kill };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
