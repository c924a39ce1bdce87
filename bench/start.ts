import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeModel } from './model.ts';
import { median } from './process.ts';
import { atMost, type Figure } from './report.ts';

const RUNS = 5;

/** GET of sysUpTime.0, SNMPv2c, community `public`. */
const GET = Buffer.from(
  '302602010104067075626c6963a019020101020100020100300e300c06082b060102010103000500',
  'hex',
);

/** Time from starting the process to its first answer, with 1,000 KPIs. */
export async function benchStart(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  try {
    const times: number[] = [];
    const port = await freePort();
    const config = writeAgent(folder, port);
    for (let run = 0; run < RUNS; run++) times.push(await timeToFirstAnswer(config, port));
    return [atMost('first answer after the start, 1,000 KPIs', median(times), 400, ' ms')];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeAgent(folder: string, port: number): string {
  const { model, text } = makeModel(1_000);
  writeFileSync(join(folder, 'model.json'), text);
  const names = model.modules.flatMap(({ measurements }) => measurements.map(({ name }) => name));
  const config = {
    instanceId: 'bench',
    model: 'model.json',
    snmp: {
      listen: [`127.0.0.1:${port}`],
      communities: [{ name: 'public', from: ['127.0.0.0/8'], view: 'all' }],
      views: { all: { include: ['1.3.6.1'] } },
    },
    sources: [
      {
        name: 'bench',
        type: 'prometheus',
        url: 'file:///nonexistent/metrics',
        every: '10s',
        measurements: Object.fromEntries(names.map((name) => [name, name])),
      },
    ],
  };
  const file = join(folder, 'agent.yaml');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function timeToFirstAnswer(config: string, port: number): Promise<number> {
  const client = createSocket('udp4');
  const answered = once(client, 'message');
  const began = performance.now();
  const agent = spawn(process.execPath, ['dist/cli/main.js', 'agent', '--config', config], {
    stdio: 'ignore',
  });
  const ask = setInterval(() => client.send(GET, port, '127.0.0.1'), 2);
  try {
    await Promise.race([
      answered,
      once(agent, 'exit').then(() => {
        throw new Error('the agent ended before it answered');
      }),
    ]);
    return performance.now() - began;
  } finally {
    clearInterval(ask);
    client.close();
    if (agent.exitCode === null) {
      const ended = once(agent, 'exit');
      agent.kill();
      await ended;
    }
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
