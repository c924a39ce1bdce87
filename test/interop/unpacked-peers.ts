import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Kept between runs, outside version control. */
export const PEER_CACHE = join(import.meta.dirname, '../../node_modules/.cache/kpi1-peers');

/**
 * Later versions of peers that Debian 12 installs in an earlier one. Only one version of a package can be
 * installed, so these are unpacked, with such libraries as the earlier version does without.
 */
export const UNPACKED = {
  'zabbix-7.0': {
    suites: ['bookworm', 'bookworm-backports'],
    packages: [
      'zabbix-server-pgsql=1:7.0.*',
      'zabbix-frontend-php=1:7.0.*',
      'libevent-core-2.1-7',
      'libevent-extra-2.1-7',
      'libevent-pthreads-2.1-7',
    ],
  },
  // Its one library is libc, and it does with that of Debian 12.
  'snmp_exporter-0.28': { suites: ['trixie'], packages: ['prometheus-snmp-exporter=0.28.*'] },
  // Debian 12 has 1.29, which knows no Compose specification.
  'docker-compose-2.26': { suites: ['trixie'], packages: ['docker-compose=2.26.*'] },
} as const;

export type UnpackedPeer = keyof typeof UNPACKED;

/** The folder that stands for `/` of a peer's packages; it exists once they are all in it. */
export function unpackedFolder(peer: UnpackedPeer): string {
  return join(PEER_CACHE, peer);
}

/** That folder, or undefined where the peer is not unpacked. */
export function findUnpacked(peer: UnpackedPeer): string | undefined {
  const folder = unpackedFolder(peer);
  return existsSync(folder) ? folder : undefined;
}

/** An environment in which a program finds the libraries that were unpacked with it. */
export function unpackedEnvironment(folder: string): NodeJS.ProcessEnv {
  const libraries = join(folder, 'usr/lib');
  const folders = readdirSync(libraries).filter((name) => name.includes('-linux-'));
  return { ...process.env, LD_LIBRARY_PATH: folders.map((name) => join(libraries, name)).join(':') };
}
