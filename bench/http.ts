import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { encodeMessage } from '../messages/xml/encode.ts';
import { median } from './process.ts';
import { atLeast, type Figure, round } from './report.ts';

const SERVER = fileURLToPath(new URL('http/serve.ts', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../node_modules', import.meta.url));
const RUNS = 5;
const SECONDS = 3;
const CONNECTIONS = 32;
/** Of /proc/PID/stat, in Linux. */
const TICKS_PER_SECOND = 100;

/** Queries over HTTP, by wrk over kept connections; server and load share this machine. */
export async function benchHttp(): Promise<Figure[]> {
  if (spawnSync('wrk', ['--version']).error) {
    console.log('\nwrk is missing: apt-get install wrk');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  const server = fork(compile(folder), { execArgv: [] });
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }];
    const one = measure(server, port, script(folder, 'one', ['Session Establishment Ratio']));
    const names = Array.from({ length: 100 }, (_, n) => `Session Establishment Ratio ${n}`);
    const hundred = measure(server, port, script(folder, 'hundred', names));
    return [
      atLeast('OEPMQueryRequest of one KPI', one.rate, 5_000, '/s', `, ${round(one.cpu)} µs`),
      atLeast('OEPMQueryRequest of 100 KPIs', hundred.rate, 500, '/s', `, ${round(hundred.cpu)} µs`),
    ];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Compiles the server as what is installed is compiled; tsx would make slower code of it. */
function compile(folder: string): string {
  const outfile = join(folder, 'serve.mjs');
  symlinkSync(PACKAGES, join(folder, 'node_modules'));
  buildSync({
    ...{ entryPoints: [SERVER], outfile, bundle: true, packages: 'external' },
    ...{ format: 'esm', platform: 'node', target: 'node20' },
  });
  return outfile;
}

/** What makes wrk send a query of so many identifiers; counts what was not answered with 200. */
function script(folder: string, name: string, identifiers: readonly string[]): string {
  const body = encodeMessage({ kind: 'OEPMQueryRequest', oeId: 'bench', identifiers });
  const file = join(folder, `${name}.lua`);
  const lines = [
    'wrk.method = "POST"',
    'wrk.headers["Content-Type"] = "application/xml"',
    'wrk.headers["Accept"] = "application/xml, multipart/mixed"',
    `wrk.body = [[${body}]]`,
    'function done(summary) io.write(string.format("%d %d %d %d\\n", summary.requests, summary.duration,',
    '  summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout)) end',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** Medians: answers a second, and the server's CPU time for one in microseconds. */
function measure(server: ChildProcess, port: number, file: string): { rate: number; cpu: number } {
  const runs = Array.from({ length: RUNS + 1 }, () => {
    const before = cpuSeconds(server);
    const load = ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', file, `http://127.0.0.1:${port}/kpi1`];
    const { stdout } = spawnSync('wrk', load, { encoding: 'utf8' });
    const [answers = 0, microseconds = 0, refused = 0, failed = 0] = (stdout.trim().split('\n').at(-1) ?? '')
      .split(' ')
      .map(Number);
    if (!(answers > 0) || refused + failed > 0) throw new Error(`wrk: ${stdout}`);
    const cpu = ((cpuSeconds(server) - before) * 1e6) / answers;
    return { rate: (answers * 1e6) / microseconds, cpu };
  });
  // The first warms up.
  const counted = runs.slice(1);
  return {
    rate: median(counted.map(({ rate }) => rate)),
    cpu: median(counted.map(({ cpu }) => cpu)),
  };
}

/** User and system time of a process so far. */
function cpuSeconds({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}
