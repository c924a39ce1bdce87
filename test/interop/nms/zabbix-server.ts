import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { type PeerProcess, startPeer } from '../peer-process.ts';
import { type Postgres, startPostgres } from './postgres.ts';

const SQL = '/usr/share/zabbix-server-pgsql';
const FRONTEND = '/usr/share/zabbix';
/** The file of the frontend that names its configuration, which has one place only. */
const CONFIG_CLASS = 'include/classes/core/CConfigFile.php';
/** Of all that a new database holds, what it takes to log in: the many templates it comes with take minutes. */
const TABLES = 'config|users|usrgrp|users_groups|role|role_rule|hstgrp|config_autoreg_tls';

/** Zabbix server 6.0 with its web API, on ports of 127.0.0.1. */
export interface ZabbixServer {
  /** A method of the API as the user Admin. Rejects with the error it answers. */
  call<T>(method: string, params: object): Promise<T>;
  /** What snmptrapd writes here is read as notifications. */
  readonly trapFile: string;
  output(): string;
  stop(): Promise<void>;
}

export async function startZabbixServer(programs: {
  readonly server: string;
  readonly php: string;
}): Promise<ZabbixServer> {
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
    await postgres.run(`zcat ${SQL}/schema.sql.gz | psql -q -1 -d zabbix -v ON_ERROR_STOP=1`);
    await postgres.run(
      `zcat ${SQL}/data.sql.gz | grep -iE '^insert into (${TABLES}) ' | psql -q -1 -d zabbix`,
    );
    const trapFile = join(folder, 'traps.log');
    writeFileSync(trapFile, '');
    const server = startPeer(programs.server, [
      '-f',
      '-c',
      writeServerConfig(folder, postgres.port, trapFile),
    ]);
    started.push(server);
    await eventually(
      'the server runs',
      async () => server.output().includes('server #0 started') || undefined,
    );
    const port = await freePort('tcp');
    started.push(
      startPeer(programs.php, ['-S', `127.0.0.1:${port}`, '-t', copyFrontend(folder, postgres.port)]),
    );
    const api = await logIn(`http://127.0.0.1:${port}/api_jsonrpc.php`);
    return { call: api, trapFile, output: () => server.output(), stop };
  } catch (error) {
    await stop();
    throw new Error('Zabbix does not run', { cause: error });
  }
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
function copyFrontend(folder: string, databasePort: number): string {
  const web = join(folder, 'web');
  cpSync(FRONTEND, web, { recursive: true, dereference: true });
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
