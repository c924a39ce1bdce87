import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const TITLE = /\b(?:describe|it)\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
const ID = /\b[KO]\d\d\b/g;

/** The test files with a test or suite named after each requirement, as paths below `test`. */
export function testsByRequirement(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const entry of readdirSync(TESTS, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.test.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(TESTS, path);
    if (name.startsWith('conformance')) continue;
    for (const [, ...quoted] of readFileSync(path, 'utf8').matchAll(TITLE)) {
      for (const [id] of quoted.join('').matchAll(ID)) found.set(id, (found.get(id) ?? new Set()).add(name));
    }
  }
  return found;
}
