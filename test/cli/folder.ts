import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEFINITIONS = fileURLToPath(new URL('../fixtures/definitions', import.meta.url));

/** A folder for one test, with a definition set in `defs`, that is removed with all in it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'kpi1-cli-'));

  constructor() {
    cpSync(DEFINITIONS, this.at('defs'), { recursive: true });
  }

  at(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  write(name: string, text: string): string {
    mkdirSync(dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), text);
    return this.at(name);
  }

  /** Replaces a part of a file; throws where the file has no such part. */
  edit(name: string, from: string | RegExp, to: string): void {
    const text = this.read(name);
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${name} has no ${from}`);
    this.write(name, changed);
  }

  /** Every file and folder below a name, each file with what it holds. */
  tree(name = '.'): Record<string, string> {
    const entries = readdirSync(this.at(name), { withFileTypes: true, recursive: true });
    const found = entries.map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name);
      const holds = entry.isFile() ? readFileSync(path, 'utf8') : entry.isSymbolicLink() ? 'link' : 'folder';
      return [path.slice(this.at(name).length + 1), holds];
    });
    return Object.fromEntries(found.sort());
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
