/**
 * Installs the Debian packages that the tests' peers come from, where that may be done (root on Debian);
 * elsewhere says what to install; and unpacks later versions of some (any user on Debian 12). The tests run either
 * way: suites without their peer are skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findHelm, unpackHelm } from '../deploy/helm.ts';
import { findPeer, findProgram, PEERS, type Peer } from './peers.ts';
import { mayUnpack, missingUnpacked, unpackPeer } from './unpack-peers.ts';

/** Tells Debian's packages not to start their daemons: the tests start their own. */
const POLICY = '/usr/sbin/policy-rc.d';

const missing = () => (Object.keys(PEERS) as Peer[]).filter((peer) => !findPeer(peer));
const packagesOf = (peers: readonly Peer[]) => [...new Set(peers.flatMap((peer) => PEERS[peer].split(' ')))];

function install(packages: readonly string[]): void {
  const policy = !existsSync(POLICY);
  if (policy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  } finally {
    if (policy) rmSync(POLICY, { force: true });
  }
}

const wanted = missing();
if (wanted.length > 0) {
  const may = process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
  if (may) {
    console.log(`Installing what the tests talk to: ${packagesOf(wanted).join(' ')}`);
    install(packagesOf(wanted));
  }
  const left = missing();
  if (left.length > 0) {
    console.log(
      `Not installed: ${left.join(', ')}. Their suites are skipped. On Debian, as root: apt-get install ${packagesOf(left).join(' ')}`,
    );
  }
}

if (mayUnpack()) {
  for (const peer of missingUnpacked()) {
    console.log(`Unpacking what the tests talk to: ${peer}`);
    unpackPeer(peer);
  }
}
const packed = missingUnpacked();
if (packed.length > 0) {
  console.log(
    `Not unpacked: ${packed.join(', ')}. Their suites are skipped. It takes Debian 12 and its mirror.`,
  );
}

if (!findHelm()) {
  console.log('Unpacking what the tests talk to: helm');
  unpackHelm();
  if (!findHelm()) console.log('Not unpacked: helm. Its suite is skipped. It takes unzip, and Linux on x64.');
}
