import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Generated, type GenerateInput, generate } from '../../generator/generate.ts';

const GOLDEN = fileURLToPath(new URL('../golden', import.meta.url));
const OBSERVED = fileURLToPath(new URL('../observed', import.meta.url));

export const GENERATOR = 'kpi1 0.0.0';

/** Folder of what a golden case must give. */
export const expectedFolder = (name: string) => join(GOLDEN, name, 'expected');

/** The definitions of a golden case, and its lock where it has one. */
export function goldenInput(name: string): GenerateInput {
  const folder = join(GOLDEN, name, 'definitions');
  const read = (file: string) => ({ file, content: readFileSync(join(folder, file), 'utf8') });
  const files = readdirSync(folder).sort();
  return {
    sources: files.filter((file) => file !== 'oid.lock.yaml').map(read),
    ...(files.includes('oid.lock.yaml') ? { lock: read('oid.lock.yaml') } : {}),
    handlers: new Map(),
    generator: GENERATOR,
  };
}

/** All files a golden case gives, the lock among them; but what is for management systems only of `example`. */
export function generateGolden(name: string): { generated: Generated; files: Record<string, string> } {
  const generated = generate(goldenInput(name));
  const { files = new Map<string, string>(), lock = '' } = generated.output ?? {};
  const shown = [...files].filter(([path]) => name === 'example' || !path.startsWith('nms/'));
  return { generated, files: { ...Object.fromEntries(shown), 'oid.lock.yaml': lock } };
}

/** The files a golden case must give; UPDATE_GOLDEN=1 makes them what it gives now. */
export function goldenFiles(name: string, observed: Record<string, string>): Record<string, string> {
  const folder = expectedFolder(name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    rmSync(folder, { recursive: true, force: true });
    writeAll(folder, observed);
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

/** Keeps what a failing case gave, for a look beside what it should give; gives the folder. */
export function keepObserved(name: string, observed: Record<string, string>): string {
  const folder = join(OBSERVED, name);
  rmSync(folder, { recursive: true, force: true });
  writeAll(folder, observed);
  return folder;
}

function writeAll(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
