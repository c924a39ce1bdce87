import { readFileSync } from 'node:fs';
import { explainFileError } from '../document/file-error.ts';

/** What keeps a command from doing its work; printed without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly remedy: string | undefined;
  /** What the process ends with, where that is not the code of problems. */
  readonly exitCode: number | undefined;
  constructor(message: string, remedy?: string, exitCode?: number) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** Tells by the name: what runs TypeScript directly may load this module twice, and has two classes then. */
export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && error.name === 'CommandError';
}

/** Reads a file. Throws CommandError, with the remedy given. */
export function readFile(path: string, remedy?: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandError(`${path} ${explainFileError(error)}.`, remedy);
  }
}
