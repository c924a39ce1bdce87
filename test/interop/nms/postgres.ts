import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { startPeer } from '../peer-process.ts';

/** Where Debian keeps the server, a folder for each version. */
const VERSIONS = '/usr/lib/postgresql';

/** PostgreSQL on 127.0.0.1 with a superuser `zabbix`, who needs no password; what it holds is lost at its end. */
export interface Postgres {
  readonly port: number;
  /** Runs a shell command whose psql talks to it. Rejects where it fails. */
  run(command: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a cluster of its own in a folder that it makes. It refuses to be root, so root becomes `postgres`. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const programs = join(VERSIONS, readdirSync(VERSIONS).sort().at(-1) ?? '', 'bin');
  const isRoot = process.getuid?.() === 0;
  const asUser = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : ['env'];
  const [become = '', ...how] = asUser;
  mkdirSync(folder);
  if (isRoot) spawnSync('chown', ['postgres:', folder]);
  chmodSync(folder, 0o700);
  const port = await freePort('tcp');
  const made = startPeer(
    become,
    [
      ...how,
      join(programs, 'initdb'),
      '-D',
      folder,
      '-A',
      'trust',
      '-U',
      'zabbix',
      '-N',
      '-E',
      'UTF8',
      '--locale',
      'C',
    ],
    { cwd: '/' },
  );
  if ((await made.exited) !== 0) throw new Error(`initdb failed\n${made.output()}`);
  const listen = ['-p', `${port}`, '-h', '127.0.0.1', '-k', folder];
  const server = startPeer(become, [...how, join(programs, 'postgres'), '-D', folder, ...listen, '-F'], {
    cwd: '/',
  });
  const run = async (command: string) => {
    const env = {
      ...process.env,
      PGHOST: '127.0.0.1',
      PGPORT: `${port}`,
      PGUSER: 'zabbix',
      PGDATABASE: 'postgres',
    };
    const shell = startPeer('/bin/bash', ['-o', 'pipefail', '-c', command], { env });
    if ((await shell.exited) !== 0) throw new Error(`${command}\n${shell.output()}`);
  };
  try {
    await eventually('PostgreSQL answers', async () => {
      await run("psql -q -c 'create database zabbix'");
      return true;
    });
  } catch (error) {
    await server.stop();
    throw new Error(`PostgreSQL does not run\n${server.output()}`, { cause: error });
  }
  return { port, run, stop: () => server.stop() };
}
