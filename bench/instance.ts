import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { CLI } from './agent.ts';
import { modelOf } from './model.ts';
import { atMost, type Figure, withoutGoal } from './report.ts';
import { buildPrograms } from './snmp/build.ts';
import { startProgram } from './snmp/servers.ts';

const MEASUREMENTS = 10_000;
const KPIS = 1_000;
const EVERY_MS = 1_000;
/** Until V8 has compiled what is hot, and two intervals have been reported. */
const SETTLE_MS = 30_000;
const MEASURED_MS = 60_000;
const TICKS_PER_SECOND = 100;

/** A whole instance under load: sampled, calculated, stored, reported to targets of every binding. */
export async function benchInstance(): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  const receivers = await startReceivers(folder);
  const metrics = writeInstance(folder, receivers.notify);
  let second = 0;
  const service = setInterval(() => writeMetrics(metrics, ++second), EVERY_MS);
  const agent = spawn(process.execPath, [CLI, 'agent', '--config', join(folder, 'agent.yaml')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await pause(SETTLE_MS);
    const before = cpuSeconds(agent);
    const resident = await largestMiB(agent);
    const cpu = ((cpuSeconds(agent) - before) / MEASURED_MS) * 1000 * 100;
    const what = `${MEASUREMENTS} measurements a second, ${KPIS} KPIs at 10 s`;
    return [
      atMost(`${what}, reported over ${receivers.bindings}: CPU of one core`, cpu, 25, ' %'),
      atMost('the same: resident set, the largest of each second', resident, 200, ' MiB'),
      withoutGoal('the same: reports acknowledged over HTTP', receivers.posted(), ''),
    ];
  } finally {
    clearInterval(service);
    const ended = once(agent, 'exit');
    agent.kill();
    await ended;
    await receivers.stop();
    rmSync(folder, { recursive: true });
  }
}

interface Receivers {
  readonly notify: readonly object[];
  readonly bindings: string;
  posted(): number;
  stop(): Promise<void>;
}

async function startReceivers(folder: string): Promise<Receivers> {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const informs = await startProgram(join(buildPrograms(programs), 'acknowledge.js'));
  let posted = 0;
  const http = createServer((request, response) => {
    request.resume().once('end', () => {
      posted += 1;
      response.end();
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const ftp = await startFtp(folder);
  return {
    notify: [
      { type: 'snmp', to: `127.0.0.1:${informs.port}`, community: 'bench', inform: true },
      { type: 'http', url: `http://127.0.0.1:${portOf(http)}/kpi1` },
      ...(ftp ? [ftp.target] : []),
    ],
    bindings: ftp ? 'SNMP, HTTP and FTP' : 'SNMP and HTTP (for FTP: apt-get install vsftpd)',
    posted: () => posted,
    async stop() {
      await informs.stop();
      http.closeAllConnections();
      http.close();
      ftp?.server.kill();
    },
  };
}

/** vsftpd with an anonymous user who may append; undefined where it is not installed. */
async function startFtp(folder: string): Promise<{ server: ChildProcess; target: object } | undefined> {
  const program = spawnSync('which', ['vsftpd'], {
    encoding: 'utf8',
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  }).stdout.trim();
  if (program === '') return undefined;
  const port = await freeTcpPort();
  const home = join(folder, 'ftp');
  mkdirSync(join(home, 'in'), { recursive: true });
  const configuration = [
    ...['listen=YES', 'listen_ipv6=NO', 'listen_address=127.0.0.1', `listen_port=${port}`, 'background=NO'],
    ...['run_as_launching_user=YES', 'seccomp_sandbox=NO', `anon_root=${home}`, 'anonymous_enable=YES'],
    ...['local_enable=NO', 'no_anon_password=YES', 'write_enable=YES', 'anon_upload_enable=YES'],
    ...['anon_other_write_enable=YES', 'anon_mkdir_write_enable=YES'],
  ];
  const file = join(folder, 'vsftpd.conf');
  writeFileSync(file, `${configuration.join('\n')}\n`);
  const server = spawn(program, [file], { stdio: 'ignore' });
  const target = {
    ...{ type: 'ftp', FTPServerIP: '127.0.0.1', FTPServerPort: port, InstanceID: 'bench' },
    ...{ FTPUserName: 'anonymous', FTPUserPasswd: 'bench', FTPDir: join(home, 'in') },
  };
  return { server, target };
}

/** Writes model and configuration; gives the path of what the service says. */
function writeInstance(folder: string, notify: readonly object[]): string {
  const names = Array.from({ length: MEASUREMENTS }, (_, i) => `requests${i + 1}`);
  writeFileSync(join(folder, 'model.json'), modelOf(definitions(names)).text);
  const metrics = join(folder, 'metrics');
  writeMetrics(metrics, 0);
  const source = {
    ...{ name: 'bench', type: 'prometheus', url: pathToFileURL(metrics).href, every: '1s' },
    measurements: Object.fromEntries(names.map((name) => [name, name])),
  };
  const config = { instanceId: 'bench', model: 'model.json', snmp: { listen: ['127.0.0.1:0'] } };
  writeFileSync(join(folder, 'agent.yaml'), JSON.stringify({ ...config, notify, sources: [source] }));
  return metrics;
}

function definitions(names: readonly string[]): Map<string, string> {
  const kpis = Array.from({ length: KPIS }, (_, i) => {
    const [of, all] = [names[10 * i], names[10 * i + 1]];
    return `  - { name: Share ${i + 1}, description: A share., purpose: To be measured., formula: 100 * ${of} / (${of} + ${all}), unit: percent, dataType: real(2), reportingFrequency: 10s, reportingDuration: continuous, dataSource: Bench }`;
  });
  const lines = [
    'module: { name: BENCH-KPI-MIB, prefix: bench, description: Made to be measured., revisions: [{ date: 2026-11-21, description: First. }] }',
    'measurements:',
    ...names.map(
      (name) => `  - { name: ${name}, description: Requests., unit: requests, dataType: counter }`,
    ),
    'kpis:',
    ...kpis,
  ];
  const project = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';
  return new Map([
    ['project.yaml', project],
    ['bench.yaml', `${lines.join('\n')}\n`],
  ]);
}

/** What a busy service says after so many seconds. Put in place at once, so that nobody reads half of it. */
function writeMetrics(file: string, second: number): void {
  const lines = Array.from(
    { length: MEASUREMENTS },
    (_, i) => `requests${i + 1} ${second * ((i % 97) + 1)}\n`,
  );
  writeFileSync(`${file}.new`, lines.join(''));
  renameSync(`${file}.new`, file);
}

function cpuSeconds({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The largest resident set there was when it was looked at, each second of the time that is measured. */
async function largestMiB(agent: ChildProcess): Promise<number> {
  let largest = 0;
  const end = performance.now() + MEASURED_MS;
  while (performance.now() < end) {
    await pause(Math.min(1000, Math.max(0, end - performance.now())));
    largest = Math.max(largest, residentMiB(agent));
  }
  return largest;
}

function residentMiB({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function freeTcpPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
