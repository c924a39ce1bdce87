import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the file, beside the definitions, that OIDs are locked in. */
export const LOCK_FILE = 'oid.lock.yaml';

/** A folder of definitions as it lies on disk. */
export interface DefinitionFiles {
  readonly sources: readonly { readonly file: string; readonly content: Uint8Array }[];
  /** Path of the lock, whether or not there is one yet. */
  readonly lockFile: string;
  readonly lock: Uint8Array | undefined;
}

/** What keeps a command from doing its work; printed without a stack. */
export class CommandError extends Error {
  readonly remedy: string | undefined;
  constructor(message: string, remedy?: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Reads the YAML files of a folder, in order of name, without the lock. Throws CommandError. */
export function readDefinitionFiles(folder: string): DefinitionFiles {
  const names = listFolder(folder).filter((name) => /\.ya?ml$/.test(name));
  const lockFile = join(folder, LOCK_FILE);
  const sources = names
    .filter((name) => name !== LOCK_FILE)
    .sort()
    .map((name) => ({ file: join(folder, name), content: readFile(join(folder, name)) }));
  if (sources.length === 0) {
    throw new CommandError(
      `${folder} holds no definitions.`,
      'Put project.yaml and a definition file such as sip.yaml there.',
    );
  }
  return { sources, lockFile, lock: names.includes(LOCK_FILE) ? readFile(lockFile) : undefined };
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'does not exist'
        : `cannot be read: ${(error as Error).message}`;
    throw new CommandError(
      `The folder ${folder} ${why}.`,
      'Name the folder that holds your definitions: kpi1 check DIR.',
    );
  }
}

/** Reads a file. Throws CommandError. */
export function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}
