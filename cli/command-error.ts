import { readFileSync } from 'node:fs';
import { explainFileError } from '../document/file-error.ts';

/** What keeps a command from doing its work; printed without a stack. */
export class CommandError extends Error {
  readonly remedy: string | undefined;
  constructor(message: string, remedy?: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Reads a file. Throws CommandError, with the remedy given. */
export function readFile(path: string, remedy?: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandError(`${path} ${explainFileError(error)}.`, remedy);
  }
}
