import { closeSync, constants, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Log } from '../log.ts';

const DIGITS = 16;

/**
 * The last sequence number, once more beside the database: where that is lost or put back from a copy, the
 * numbers go on after those that receivers have seen. Always the same few octets in place, so that it can be
 * written while the disk is full. It may lag behind the database, never the other way round.
 */
export class SequenceFile {
  readonly #file: number;
  readonly #log: Log;
  /** The number it began with; 0 where there is none. */
  readonly last: number;

  /** Throws an Error with the remedy where it cannot be opened. */
  constructor(path: string, log: Log) {
    this.#log = log;
    try {
      this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    } catch (error) {
      throw new Error(`${path}: cannot be opened (${(error as Error).message}). Make it writable.`);
    }
    const text = readFileSync(path, 'utf8');
    const known = /^[0-9]{16}\n$/.test(text);
    if (text !== '' && !known)
      log.warn({ file: path }, 'the file held no sequence number, and is begun anew');
    this.last = known ? Number(text) : 0;
    this.write(this.last);
    fsyncSync(this.#file);
  }

  write(sequence: number): void {
    try {
      writeSync(this.#file, `${String(sequence).padStart(DIGITS, '0')}\n`, 0);
    } catch (error) {
      this.#log.error({ err: error }, 'the last sequence number could not be written beside the store');
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
