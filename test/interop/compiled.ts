import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import build from '../../tsconfig.build.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'dist/cli/main.js');

/** The compiled `kpi1`, which starts quicker, where it was made of the sources as they are now. */
export function findCompiled(): string | undefined {
  const made = statSync(PROGRAM, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return build.include.every((folder) => newestOf(join(ROOT, folder)) <= made) ? PROGRAM : undefined;
}

function newestOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...['.', ...entries].map((entry) => statSync(join(folder, entry)).mtimeMs));
}
