import { chmodSync, cpSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { type PeerProcess, startPeer } from '../peer-process.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** Where its packages keep what we need, below the folder that they are in. */
const SQL = 'usr/share/zabbix-server-pgsql';
const FRONTEND = 'usr/share/zabbix';
/** The file of the frontend that names its configuration, which has one place only. */
const CONFIG_CLASS = 'include/classes/core/CConfigFile.php';
/** Of all that a new database holds, what it takes to log in: the many templates it comes with take minutes. */
const TABLES =
  'config|users|usrgrp|users_groups|ugset|ugset_group|user_ugset|role|role_rule|hstgrp|hgset|hgset_group|config_autoreg_tls';

export interface ZabbixPrograms {
  readonly server: string;
  readonly php: string;
  /** `/`, or where the packages of server and frontend are unpacked. */
  readonly root: string;
  /** What the server needs to start. */
  readonly env: NodeJS.ProcessEnv;
}

/** Zabbix server with its web API, on ports of 127.0.0.1. */
export interface ZabbixServer {
  /** Of the API. */
  readonly url: string;
  /** A method of the API as the user Admin. Rejects with the error it answers. */
  call<T>(method: string, params: object): Promise<T>;
  /** What snmptrapd writes here is read as notifications. */
  readonly trapFile: string;
  output(): string;
  stop(): Promise<void>;
}

export async function startZabbixServer({ server, php, root, env }: ZabbixPrograms): Promise<ZabbixServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-zabbix-'));
  chmodSync(folder, 0o755);
  const started: PeerProcess[] = [];
  let postgres: Postgres | undefined;
  const stop = async () => {
    for (const peer of started.reverse()) await peer.stop();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    postgres = await startPostgres(join(folder, 'postgres'));
    await fillDatabase(postgres, join(root, SQL));
    const trapFile = join(folder, 'traps.log');
    writeFileSync(trapFile, '');
    const daemon = startPeer(server, ['-f', '-c', writeServerConfig(folder, postgres.port, trapFile)], {
      env,
    });
    started.push(daemon);
    await eventually(
      'the server runs',
      async () => daemon.output().includes('server #0 started') || undefined,
    );
    const port = await freePort('tcp');
    const web = copyFrontend(join(root, FRONTEND), folder, postgres.port);
    started.push(startPeer(php, ['-S', `127.0.0.1:${port}`, '-t', web]));
    const url = `http://127.0.0.1:${port}/api_jsonrpc.php`;
    return { url, call: await logIn(url), trapFile, output: () => daemon.output(), stop };
  } catch (error) {
    await stop();
    throw new Error('Zabbix does not run', { cause: error });
  }
}

/** A statement of 6.0 is a row; one of 7.0 goes on for as many lines as it has rows. */
async function fillDatabase(postgres: Postgres, sql: string): Promise<void> {
  const chosen = `tolower($1 $2) == "insertinto" { on = $3 ~ /^(${TABLES})$/ } on`;
  await postgres.run(`zcat ${sql}/schema.sql.gz | psql -q -1 -d zabbix -v ON_ERROR_STOP=1`);
  await postgres.run(`zcat ${sql}/data.sql.gz | awk '${chosen}' | psql -q -1 -d zabbix -v ON_ERROR_STOP=1`);
}

function writeServerConfig(folder: string, databasePort: number, trapFile: string): string {
  const file = join(folder, 'zabbix_server.conf');
  const settings = {
    // Nobody sends it anything, so it does not listen.
    StartTrappers: 0,
    LogType: 'console',
    PidFile: join(folder, 'zabbix_server.pid'),
    SocketDir: folder,
    DBHost: '127.0.0.1',
    DBPort: databasePort,
    DBName: 'zabbix',
    DBUser: 'zabbix',
    AllowRoot: 1,
    CacheUpdateFrequency: 1,
    StartPingers: 0,
    StartDiscoverers: 0,
    StartHTTPPollers: 0,
    StartSNMPTrapper: 1,
    SNMPTrapperFile: trapFile,
  };
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return file;
}

/** The frontend with a configuration of its own. */
function copyFrontend(frontend: string, folder: string, databasePort: number): string {
  const web = join(folder, 'web');
  // What links point to is in other packages, and the API does without it.
  cpSync(frontend, web, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  const configuration = join(folder, 'zabbix.conf.php');
  writeFileSync(
    configuration,
    `<?php
$DB = ['TYPE' => 'POSTGRESQL', 'SERVER' => '127.0.0.1', 'PORT' => '${databasePort}', 'DATABASE' => 'zabbix',
  'USER' => 'zabbix', 'PASSWORD' => '', 'SCHEMA' => '', 'ENCRYPTION' => false, 'VERIFY_HOST' => false,
  'KEY_FILE' => '', 'CERT_FILE' => '', 'CA_FILE' => '', 'CIPHER_LIST' => '', 'DOUBLE_IEEE754' => true];
`,
  );
  const source = readFileSync(join(web, CONFIG_CLASS), 'utf8');
  writeFileSync(
    join(web, CONFIG_CLASS),
    source.replace("'/etc/zabbix/zabbix.conf.php'", `'${configuration}'`),
  );
  return web;
}

async function logIn(url: string): Promise<ZabbixServer['call']> {
  let auth: string | null = null;
  const call = async <T>(method: string, params: object): Promise<T> => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json-rpc' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params, auth }),
    });
    const { result, error } = (await answer.json()) as { result: T; error?: { data: string } };
    if (error) throw new Error(`${method}: ${error.data}`);
    return result;
  };
  auth = await eventually('the API answers', () =>
    call<string>('user.login', { username: 'Admin', password: 'zabbix' }),
  );
  return call;
}
