import { closeSync, openSync } from 'node:fs';
import Libsql from 'libsql';
import { codeOf } from './sqlite-error.ts';

/**
 * Keeps other agents out of the data folder for as long as this one lives: SQLite's lock on an empty file beside
 * the store, which ends with the process however that ends. The store itself stays open to readers.
 */
export class DataLock {
  readonly #database: Libsql.Database;

  /** Throws an Error with the remedy where another has it. */
  constructor(path: string) {
    try {
      closeSync(openSync(path, 'a', 0o600));
      this.#database = new Libsql(path);
      this.#database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    } catch (error) {
      const message = codeOf(error).startsWith('SQLITE_BUSY')
        ? 'is held by another agent. Each agent needs a dataDir of its own: end the other one, or choose another.'
        : `cannot be locked (${(error as Error).message}). Make its folder writable, or choose another dataDir.`;
      throw new Error(`${path}: ${message}`, { cause: error });
    }
  }

  release(): void {
    this.#database.close();
  }
}
