import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPeer } from '../peer-process.ts';
import { type MessageCounts, parseMessageCounts } from './message-counts.ts';

/** How many calls, or registrations, go to each user: `{ answer: 120, 'status-486': 30 }`. */
type Mix = Readonly<Record<string, number>>;

export interface SippRun {
  readonly scenario: 'call' | 'register';
  readonly mix: Mix;
  /** Calls begun in a second. */
  readonly rate: number;
  /** Source address; Kamailio tells trunks apart by it. */
  readonly from: string;
  /** UDP port of the server on 127.0.0.1. */
  readonly port: number;
}

export interface SippResult {
  readonly counts: MessageCounts;
  /** Milliseconds from each accepted REGISTER to its 200, as SIPp's clock of whole milliseconds saw them. */
  readonly registerDelays: readonly number[];
}

/** Runs SIPp to its end. Rejects, with all SIPp wrote, where a call went other than its scenario says. */
export async function runSipp(program: string, run: SippRun): Promise<SippResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi1-sipp-'));
  try {
    const users = join(folder, 'users.csv');
    await writeFile(users, ['SEQUENTIAL', ...interleave(run.mix), ''].join('\n'));
    const sipp = startPeer(program, argumentsOf(run, users), { cwd: folder });
    const status = await sipp.exited;
    const files = new Map<string, string>();
    for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name), 'utf8'));
    const find = (ending: string) => [...files].find(([name]) => name.endsWith(ending))?.[1];
    const counts = find('_counts.csv');
    if (status !== 0 || counts === undefined) {
      throw new Error(`sipp ended with ${status}\n${find('_errors.log') ?? ''}\n${sipp.output()}`);
    }
    return { counts: parseMessageCounts(counts), registerDelays: parseDelays(find('_rtt.csv') ?? '') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function argumentsOf(run: SippRun, users: string): string[] {
  const calls = Object.values(run.mix).reduce((sum, count) => sum + count, 0);
  const scenario = fileURLToPath(new URL(`${run.scenario}.xml`, import.meta.url));
  return [
    ...['-sf', scenario, '-inf', users],
    ...['-m', String(calls), '-r', String(run.rate)],
    ...['-i', run.from, '-bind_local', '-ci', '127.0.0.1', '-nostdin'],
    ...['-timeout', '60s', '-timeout_error'],
    ...['-trace_counts', '-fd', '1', '-trace_rtt', '-rtt_freq', '1', '-trace_err'],
    `127.0.0.1:${run.port}`,
  ];
}

/** One line a call, the users in turn for as long as each has calls left. */
function interleave(mix: Mix): string[] {
  const left = new Map(Object.entries(mix));
  const lines: string[] = [];
  while (left.size > 0) {
    for (const [user, count] of left) {
      lines.push(`${user};`);
      if (count > 1) left.set(user, count - 1);
      else left.delete(user);
    }
  }
  return lines;
}

/** Lines such as `12.001;21;register` below a heading; one a response time. */
function parseDelays(csv: string): number[] {
  const lines = csv.trimEnd().split('\n').slice(1);
  return lines.map((line) => Number(line.split(';')[1])).filter((delay) => Number.isFinite(delay));
}
