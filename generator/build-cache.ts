import { createHash, type Hash } from 'node:crypto';
import { type Dirent, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../document/diagnostic.ts';
import { GENERATED_FOLDER, HANDLER_FOLDER, MIB_FOLDER, NMS_FOLDER } from './folders.ts';
import { LOCK_FILE } from './lock/lock.ts';

/** The folders that a build reads and writes. */
export interface BuildFolders {
  readonly definitions: string;
  readonly out: string;
}

/** What the last build of the same folders left. */
export interface CachedBuild {
  /** What it had to say, if nothing that it read or wrote has changed since, nor this program. */
  readonly diagnostics: readonly Diagnostic[] | undefined;
  /** Remembers that a build has just ended well and said this. Failing to is no error. */
  store(diagnostics: readonly Diagnostic[]): void;
}

interface Entry {
  readonly state: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Looks up a build in the cache of this user, `${XDG_CACHE_HOME:-~/.cache}/kpi1`. Nothing of it lies in the
 * project. Whatever is wrong with the cache, the answer is only that there is none.
 */
export function openBuildCache(folders: BuildFolders, env: NodeJS.ProcessEnv = process.env): CachedBuild {
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kpi1');
  const place = digest((hash) =>
    hash.update(JSON.stringify([resolve(folders.definitions), resolve(folders.out)])),
  );
  const file = join(cache, `build-${place}.json`);
  const sources = digestSources(folders);
  const entry = readEntry(file);
  return {
    diagnostics: entry && entry.state === digestState(folders) ? entry.diagnostics : undefined,
    store(diagnostics) {
      // Somebody saved a file meanwhile: what was written is not what it says.
      if (digestSources(folders) !== sources) return;
      writeEntry(cache, file, { state: digestState(folders), diagnostics });
    },
  };
}

function readEntry(file: string): Entry | undefined {
  try {
    const entry = JSON.parse(readFileSync(file, 'utf8')) as Partial<Entry> | null;
    return Array.isArray(entry?.diagnostics) ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

function writeEntry(cache: string, file: string, entry: Entry): void {
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(entry), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

/** Everything that a build reads and writes, and this program itself. */
function digestState({ definitions, out }: BuildFolders): string {
  const program = fileURLToPath(new URL('..', import.meta.url));
  return digest((hash) => {
    for (const folder of ['generator', 'model', 'document']) addTree(hash, join(program, folder));
    addFiles(hash, definitions, (name) => /\.ya?ml$/.test(name));
    for (const folder of [MIB_FOLDER, GENERATED_FOLDER, HANDLER_FOLDER]) {
      addFiles(hash, join(out, folder), () => true);
    }
    addTree(hash, join(out, NMS_FOLDER));
  });
}

/** The definitions without the lock, which a build may write. */
function digestSources({ definitions }: BuildFolders): string {
  return digest((hash) => addFiles(hash, definitions, (name) => /\.ya?ml$/.test(name) && name !== LOCK_FILE));
}

function digest(add: (hash: Hash) => void): string {
  const hash = createHash('sha256');
  add(hash);
  return hash.digest('hex');
}

function addTree(hash: Hash, folder: string): void {
  addFiles(hash, folder, () => true);
  for (const entry of entriesOf(folder)) if (entry.isDirectory()) addTree(hash, join(folder, entry.name));
}

/** Adds names and contents of the files in a folder; of what cannot be read, that it cannot. */
function addFiles(hash: Hash, folder: string, wanted: (name: string) => boolean): void {
  const names = entriesOf(folder).filter((entry) => !entry.isDirectory() && wanted(entry.name));
  hash.update(JSON.stringify([folder, names.length]));
  for (const { name } of names) addFile(hash, name, join(folder, name));
}

function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return [];
  }
}

function addFile(hash: Hash, name: string, path: string): void {
  try {
    const content = readFileSync(path);
    hash.update(JSON.stringify([name, content.length])).update(content);
  } catch {
    hash.update(JSON.stringify([name, 'unreadable']));
  }
}
