import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../agent.ts';
import { ask, communityRequest, type Question } from './requests.ts';
import { COLUMN, COMMUNITY, ENGINE_ID, USER } from './table.ts';

/** A server of 127.0.0.1 in a process of its own. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  /** When it started, in milliseconds of `performance.now()`: its snmpEngineTime is counted from there. */
  readonly startedAt: number;
  stop(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Starts a Node program that tells its port; `told` is all that it tells. */
export async function startProgram<Told extends { port: number }>(
  program: string,
  ...args: readonly string[]
): Promise<Server & { readonly told: Told }> {
  const startedAt = performance.now();
  const child = fork(program, args, { execArgv: ['--expose-gc'] });
  const told = await firstMessage<Told>(child, program);
  return { port: told.port, pid: child.pid as number, startedAt, told, stop: () => stop(child) };
}

/** Runs a Node program that ends by itself; gives what it tells. */
export async function runProgram<Told>(program: string, ...args: readonly string[]): Promise<Told> {
  const child = fork(program, args);
  const ended = once(child, 'exit');
  const told = await firstMessage<Told>(child, program);
  await ended;
  return told;
}

/** Starts snmpd with the table of so many rows (table.c), and nothing of the machine's own configuration. */
export async function startSnmpd(module: string, rows: number, parent: string): Promise<Server> {
  const folder = join(parent, `snmpd-${rows}`);
  mkdirSync(folder);
  const port = await freePort();
  const file = join(folder, 'snmpd.conf');
  const configuration = [
    `agentAddress udp:127.0.0.1:${port}`,
    `rocommunity ${COMMUNITY} 127.0.0.1`,
    `exactEngineID 0x${ENGINE_ID.toString('hex')}`,
    `createUser ${USER.name} SHA "${USER.auth.passphrase}" AES "${USER.priv.passphrase}"`,
    `rouser ${USER.name} authPriv`,
    `dlmod benchTable ${module}`,
  ];
  writeFileSync(file, `${configuration.join('\n')}\n`);
  const startedAt = performance.now();
  const child = spawn('snmpd', ['-f', '-Ln', '-C', '-c', file, '-I', '-smux'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      PATH: `${process.env.PATH}:/usr/sbin`,
      BENCH_ROWS: `${rows}`,
      MIBS: '',
      SNMP_PERSISTENT_DIR: folder,
    },
  });
  const last: Question = { type: 'get', oid: [...COLUMN, rows] };
  for (let answered = false; !answered; ) {
    if (child.exitCode !== null) throw new Error('snmpd ended before it answered');
    if (performance.now() - startedAt > PATIENCE_MS) throw new Error('snmpd does not answer');
    await pause(50);
    answered = (await ask(port, communityRequest(last), 200)) !== undefined;
  }
  return { port, pid: child.pid as number, startedAt, stop: () => stop(child) };
}

function firstMessage<Told>(child: ChildProcess, program: string): Promise<Told> {
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as Told));
    child.once('exit', (status) => reject(new Error(`${program} ended with ${status}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
