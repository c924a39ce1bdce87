import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram } from './peers.ts';
import { findUnpacked, UNPACKED, type UnpackedPeer, unpackedFolder } from './unpacked-peers.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const MIRROR = 'http://deb.debian.org/debian';

export const missingUnpacked = (): UnpackedPeer[] =>
  (Object.keys(UNPACKED) as UnpackedPeer[]).filter((peer) => !findUnpacked(peer));

/** The libraries that unpacked programs run with are those of Debian 12. */
export function mayUnpack(): boolean {
  return /^VERSION_CODENAME=bookworm$/m.test(readRelease()) && findProgram('apt-get') !== undefined;
}

function readRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/** Downloads a peer's packages, which apt checks against Debian's keys, and unpacks them. Any user may. */
export function unpackPeer(peer: UnpackedPeer): void {
  const folder = unpackedFolder(peer);
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  const { suites, packages } = UNPACKED[peer];
  try {
    const apt = aptOf(work, suites);
    const root = join(work, 'root');
    if (!apt('update', '-qq') || !apt('download', '-qq', ...packages)) return;
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      if (!run('dpkg-deb', ['-x', join(work, file), root], work)) return;
    }
    renameSync(root, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** apt-get with sources and lists of its own, so that the machine's stay as they are. */
function aptOf(folder: string, suites: readonly string[]): (...args: readonly string[]) => boolean {
  const mirror = mirrorInUse();
  const sources = join(folder, 'sources.list');
  writeFileSync(
    sources,
    suites.map((suite) => `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`).join(''),
  );
  mkdirSync(join(folder, 'lists/partial'), { recursive: true });
  const options = {
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '-',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': folder,
    // The user that apt downloads as otherwise may not write here.
    'APT::Sandbox::User': '',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return (...args) => run('apt-get', [...flags, ...args], folder);
}

/** Where this machine's own apt has Debian from. */
function mirrorInUse(): string {
  const listed = spawnSync(
    'apt-get',
    [
      'indextargets',
      '--format',
      '$(REPO_URI)',
      'Origin: Debian',
      'Codename: bookworm',
      'Created-By: Packages',
    ],
    { encoding: 'utf8' },
  );
  return listed.stdout.split('\n')[0] || MIRROR;
}

function run(program: string, args: readonly string[], cwd: string): boolean {
  return spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
