import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { explainFileError } from '../document/file-error.ts';
import { type DefinitionSource, isDefinitionSource } from '../generator/definitions/load.ts';
import { LOCK_FILE } from '../generator/lock/lock.ts';
import { CommandError, readFile } from './command-error.ts';

/** A folder of definitions as it lies on disk. */
export interface DefinitionFiles {
  readonly sources: readonly DefinitionSource[];
  /** Path of the lock, whether or not there is one yet. */
  readonly lockFile: string;
  readonly lock: DefinitionSource | undefined;
}

/** Reads the definition files of a folder and its lock. Throws CommandError. */
export function readDefinitionFiles(folder: string): DefinitionFiles {
  const names = listFolder(folder);
  const remedy = 'Every YAML file of the folder is a definition: make it readable, or move it away.';
  const source = (name: string) => ({
    file: join(folder, name),
    content: readFile(join(folder, name), remedy),
  });
  const sources = names.filter(isDefinitionSource).map(source);
  if (sources.length === 0) {
    throw new CommandError(
      `The folder ${folder} holds no definitions.`,
      'Put project.yaml and a definition file such as sip.yaml there; docs/definitions.md has their form.',
    );
  }
  const lock = names.includes(LOCK_FILE) ? source(LOCK_FILE) : undefined;
  return { sources, lockFile: join(folder, LOCK_FILE), lock };
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const isFile = (error as NodeJS.ErrnoException).code === 'ENOTDIR';
    const why = isFile ? 'is a file, not a folder' : explainFileError(error);
    throw new CommandError(`The folder ${folder} ${why}.`, 'Name the folder that holds your definitions.');
  }
}
