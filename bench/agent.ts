import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeModel } from './model.ts';

/** The command line as it is installed: `npm run build` makes it. */
export const CLI = 'dist/cli/main.js';

/** GET of sysUpTime.0, SNMPv2c, community `public`. */
const GET = Buffer.from(
  '302602010104067075626c6963a019020101020100020100300e300c06082b060102010103000500',
  'hex',
);

/** An agent that has answered. */
export interface Agent {
  readonly pid: number;
  /** Milliseconds from starting the process to its first answer. */
  readonly firstAnswer: number;
  stop(): Promise<void>;
}

/**
 * Writes the model of so many KPIs, metrics for each of its measurements, and the configuration of an agent
 * that serves them. Gives the configuration's path.
 */
export function writeAgent(folder: string, port: number, kpis: number): string {
  const { model, text } = makeModel(kpis);
  writeFileSync(join(folder, 'model.json'), text);
  const measurements = model.modules.flatMap((module) => module.measurements);
  const metrics = join(folder, 'metrics');
  writeFileSync(metrics, measurements.map(({ name }, i) => `${name}{port="1"} ${i}\n`).join(''));
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
        url: pathToFileURL(metrics).href,
        every: '10s',
        measurements: Object.fromEntries(
          measurements.map(({ name, per }) => [
            name,
            per === undefined ? name : { metric: name, labels: { portNumber: 'port' } },
          ]),
        ),
      },
    ],
  };
  const file = join(folder, 'agent.yaml');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Starts `kpi1 agent` and asks it until it answers. */
export async function startAgent(config: string, port: number): Promise<Agent> {
  const client = createSocket('udp4');
  const answered = once(client, 'message');
  const began = performance.now();
  const agent = spawn(process.execPath, [CLI, 'agent', '--config', config], { stdio: 'ignore' });
  const ask = setInterval(() => client.send(GET, port, '127.0.0.1'), 2);
  const stop = async () => {
    if (agent.exitCode !== null) return;
    const ended = once(agent, 'exit');
    agent.kill();
    await ended;
  };
  try {
    await Promise.race([
      answered,
      once(agent, 'exit').then(() => {
        throw new Error('the agent ended before it answered');
      }),
    ]);
    return { pid: agent.pid as number, firstAnswer: performance.now() - began, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearInterval(ask);
    client.close();
  }
}

/** A UDP port of 127.0.0.1 that is free. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
