import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findUnpacked, type UnpackedPeer } from './unpacked-peers.ts';

/** Real programs the tests talk to, and the Debian packages each comes from. */
export const PEERS = {
  snmpget: 'snmp',
  snmpwalk: 'snmp',
  snmpbulkwalk: 'snmp',
  snmptranslate: 'snmp',
  snmptrap: 'snmp',
  snmpinform: 'snmp',
  snmptable: 'snmp',
  snmpd: 'snmpd',
  snmptrapd: 'snmptrapd',
  smilint: 'smitools',
  smidiff: 'smitools',
  mibdump: 'python3-pysmi',
  faketime: 'faketime',
  kamailio: 'kamailio',
  sipp: 'sip-tester',
  openssl: 'openssl',
  xmllint: 'libxml2-utils',
  curl: 'curl',
  sqlite3: 'sqlite3',
  vsftpd: 'vsftpd',
  'prometheus-snmp-exporter': 'prometheus-snmp-exporter',
  promtool: 'prometheus',
  check_snmp: 'monitoring-plugins-standard',
  nagios4: 'nagios4-core',
  snmptt: 'snmptt',
  chromium: 'chromium',
  pg_ctlcluster: 'postgresql',
  zabbix_server: 'zabbix-server-pgsql',
  php: 'php-cli php-pgsql zabbix-frontend-php',
  'systemd-analyze': 'systemd',
  shellcheck: 'shellcheck',
  unzip: 'unzip',
} as const;

export type Peer = keyof typeof PEERS;

/** Full path of a program; daemons are often outside a user's PATH, and Nagios' plugins always. */
export function findProgram(name: string): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
    '/usr/lib/nagios/plugins',
  ];
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return undefined;
}

/** Full path of a peer, or undefined where it is not installed. */
export function findPeer(peer: Peer): string | undefined {
  return findProgram(peer);
}

/** Full path of a peer; where it is missing the suite or test is skipped, and the run says what to install. */
export function requirePeer(context: Mocha.Context, peer: Peer): string {
  const path = findPeer(peer);
  if (path) return path;
  skip(context, `${peer}: apt-get install ${PEERS[peer]}`);
}

/** Full path of a peer whose installed version has to be this one; `ask` is the option that prints it. */
export function requireVersion(context: Mocha.Context, peer: Peer, version: string, ask: string): string {
  const path = requirePeer(context, peer);
  const { stdout, stderr } = spawnSync(path, [ask], { encoding: 'utf8' });
  const printed = (stdout || stderr).split('\n')[0] ?? '';
  if (!printed.includes(` ${version}.`)) skip(context, `${peer} ${version}, but there is: ${printed}`);
  return path;
}

/** Folder of a later version of a peer; where it is not unpacked the suite or test is skipped. */
export function requireUnpacked(context: Mocha.Context, peer: UnpackedPeer): string {
  return findUnpacked(peer) ?? skip(context, `${peer}: npm test unpacks it, on Debian 12`);
}

function skip(context: Mocha.Context, needed: string): never {
  const title = context.test?.fullTitle() ?? 'a suite';
  console.warn(`skipped: ${title.replace(/"before all" hook.*$/, '').trim()} - needs ${needed}`);
  context.skip();
}
