import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { GENERATED_FOLDER, GENERATED_MARK, HANDLER_FOLDER, MIB_FOLDER, NMS_FOLDER } from './folders.ts';

/** A file that is not as it should be; `text` is what it should hold, absent where there should be no file. */
export interface Change {
  readonly path: string;
  readonly kind: 'missing' | 'differs' | 'stale';
  readonly text?: string | Uint8Array;
}

/** Why a file could not be read or written. Nothing has changed; the message names the path and the remedy. */
export class OutputError extends Error {}

/** Paths of what a build may have written, below each folder. */
const OURS: Readonly<Record<string, RegExp>> = {
  [MIB_FOLDER]: /^[^/]+\.mib$/,
  [GENERATED_FOLDER]: /^[^/]+\.gen\.ts$/,
  [NMS_FOLDER]: /\//,
};

/**
 * Compares what a build gives with what stands below `out`. Stale is what an earlier build wrote and this one
 * would not; files that no build wrote are nobody's business, and a handler that exists is never touched.
 * Throws OutputError.
 */
export function findChanges(out: string, files: ReadonlyMap<string, string>): Change[] {
  const changes: Change[] = [];
  for (const [name, text] of files) {
    const path = join(out, name);
    const change = compareFile(path, text);
    const isHandlers = name.startsWith(`${HANDLER_FOLDER}/`);
    if (change && !(isHandlers && change.kind === 'differs')) changes.push(change);
  }
  for (const [folder, ours] of Object.entries(OURS)) {
    for (const file of listFiles(join(out, folder))) {
      const path = join(out, folder, file);
      if (!files.has(`${folder}/${file}`) && ours.test(file) && isGenerated(path))
        changes.push({ path, kind: 'stale' });
    }
  }
  return changes;
}

/** Compares one file with what it should hold; undefined where it does. Throws OutputError. */
export function compareFile(path: string, text: string): Change | undefined {
  const present = read(path);
  if (present === text) return undefined;
  return { path, kind: present === undefined ? 'missing' : 'differs', text };
}

/**
 * Makes all changes or none: every text is written beside its place first, then all are renamed. Throws
 * OutputError, with everything as it was.
 */
export function applyChanges(changes: readonly Change[]): void {
  const undo: (() => void)[] = [];
  const attempt = (path: string, action: () => void) => {
    try {
      action();
    } catch (error) {
      for (const step of undo.reverse()) ignoreErrors(step);
      throw explain(path, error as NodeJS.ErrnoException, 'written');
    }
  };
  for (const { path, text } of changes) {
    if (text !== undefined) attempt(path, () => stage(path, text, undo));
  }
  for (const { path, kind, text } of changes) {
    if (kind !== 'missing') attempt(path, () => move(path, beside(path, 'old'), undo));
    if (text !== undefined) attempt(path, () => move(beside(path, 'new'), path, undo));
  }
  for (const { path, kind } of changes) {
    if (kind !== 'missing') ignoreErrors(() => rmSync(beside(path, 'old')));
  }
}

function stage(path: string, text: string | Uint8Array, undo: (() => void)[]): void {
  makeFolder(dirname(path), undo);
  const staged = beside(path, 'new');
  undo.push(() => rmSync(staged, { force: true }));
  writeFileSync(staged, text);
}

/** Makes a folder and those above it, one by one: where none can be made, a recursive mkdir may not end. */
function makeFolder(folder: string, undo: (() => void)[]): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

function move(from: string, to: string, undo: (() => void)[]): void {
  renameSync(from, to);
  undo.push(() => renameSync(to, from));
}

function beside(path: string, what: 'old' | 'new'): string {
  return `${path}.${process.pid}.${what}`;
}

function ignoreErrors(step: () => void): void {
  try {
    step();
  } catch {}
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const problem = error as NodeJS.ErrnoException;
    if (problem.code === 'ENOENT') return undefined;
    throw explain(path, problem, 'read');
  }
}

/** Paths of the files below a folder, with slashes. */
function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  } catch (error) {
    const problem = error as NodeJS.ErrnoException;
    if (problem.code === 'ENOENT') return [];
    throw explain(folder, problem, 'read');
  }
}

function isGenerated(path: string): boolean {
  return read(path)?.slice(0, 500).includes(GENERATED_MARK) ?? false;
}

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'Give yourself the permission, or choose another output folder.',
  EPERM: 'Give yourself the permission, or choose another output folder.',
  EROFS: 'The file system is read-only: choose another output folder.',
  ENOSPC: 'The disk is full: make room.',
  EDQUOT: 'Your quota is used up: make room.',
  EFBIG: 'Files may not be so large here: choose another output folder.',
  ENOTDIR: 'A file stands where a folder is needed: move it away.',
  EEXIST: 'A file stands where a folder is needed: move it away.',
  EISDIR: 'A folder stands where a file is needed: move it away.',
};

function explain(path: string, { code = '', message }: NodeJS.ErrnoException, what: string): OutputError {
  const remedy = REMEDIES[code] ?? 'Choose another output folder.';
  return new OutputError(`${path} cannot be ${what} (${code || message}), so nothing was changed. ${remedy}`);
}
