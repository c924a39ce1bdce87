import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isProjectName, printNewProject } from '../generator/new-project/new-project.ts';
import { applyChanges, OutputError } from '../generator/output.ts';
import { CommandError, readFile } from './command-error.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

export interface InitOptions {
  /** What module and package are named after; without it, the folder. */
  readonly name?: string;
  /** IANA's number of the organization. */
  readonly enterprise: string;
  /** A packed kpi1, which the project keeps and depends on, in the place of the registry's. */
  readonly package?: string;
}

/** As of every command that is called wrongly. */
const USAGE = 2;

const NAME_FORM =
  'A name is words of small letters and digits with hyphens between, a letter first, at most 24 characters.';

/** `kpi1 init`: true where the folder has files of those names, and then nothing is written. */
export function init(
  folder: string,
  { name: given, enterprise: written, package: packed }: InitOptions,
  terminal: Terminal,
  now = new Date(),
): boolean {
  const name = readName(given ?? toName(basename(resolve(folder))), given);
  const enterprise = readEnterprise(written);
  const date = now.toISOString().slice(0, 10);
  const [, version = ''] = readProgramVersion().split(' ');
  const kept = packed === undefined ? undefined : readPackage(packed);
  const dependency = kept ? `file:${kept.path}` : version;
  const contents = new Map<string, string | Uint8Array>(
    printNewProject({ name, enterprise, date, dependency }),
  );
  if (kept) contents.set(kept.path, kept.content);
  const files = [...contents].map(([path, text]) => ({ path: join(folder, path), text }));
  const taken = files.filter(({ path }) => existsSync(path));
  if (taken.length > 0) {
    for (const { path } of taken) terminal.err(`kpi1: ${path} is there already.`);
    terminal.err('remedy: Name another folder, or move these files away. Nothing was written.');
    return true;
  }
  try {
    applyChanges(files.map((file) => ({ ...file, kind: 'missing' })));
  } catch (error) {
    if (error instanceof OutputError) throw new CommandError(error.message);
    throw error;
  }
  for (const { path } of files) terminal.out(`wrote ${path}`);
  terminal.out(`Next: cd ${toWord(folder)} && npm install && npm run build && npm run agent`);
  return false;
}

/** What the project is to keep of a package that `npm pack` made. Throws CommandError. */
function readPackage(file: string): { readonly path: string; readonly content: Uint8Array } {
  const remedy = 'Name the file that npm pack made: kpi1-VERSION.tgz.';
  if (!/\.(tgz|tar\.gz)$/.test(file)) throw new CommandError(`${file} is no package.`, remedy, USAGE);
  return { path: `vendor/${basename(file)}`, content: readFile(file, remedy) };
}

/** A path as a shell takes it for one word. */
function toWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** What of a folder's name may be in a project's. */
function toName(folder: string): string {
  const words = folder.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^[-0-9]+|-+$/g, '');
}

function readName(name: string, given: string | undefined): string {
  if (isProjectName(name)) return name;
  const what = given === undefined ? 'The name of the folder' : `"${given}"`;
  throw new CommandError(`${what} does not do as the name of a project.`, `Give --name. ${NAME_FORM}`, USAGE);
}

function readEnterprise(written: string): number {
  const enterprise = /^[1-9]\d{0,9}$/.test(written) ? Number(written) : 0;
  if (enterprise >= 1 && enterprise <= 0xffffffff) return enterprise;
  throw new CommandError(
    `"${written}" is no enterprise number.`,
    'IANA gives them to organizations, from 1 on; 32473 is for documentation.',
    USAGE,
  );
}
