import type { SqliteFile } from './sqlite-file.ts';
import type { Trouble } from './trouble.ts';

/** A part of the store that changes in memory first and then on disk. */
export interface Part {
  /** Writes down what is not on disk yet. */
  save(): void;
  /** All of it is on disk now. */
  saved(): void;
}

export interface Change {
  /** Takes it back in memory, where the transaction fails. */
  undo(): void;
  /** Over a power cut too; not given: over the end of the process. */
  readonly durably?: boolean;
  /** Not to be taken in memory alone: where it cannot be written, it throws. */
  readonly orFail?: boolean;
  /** Told when it holds, be it in memory alone. */
  done?(): void;
}

/**
 * Brings changes to disk, each by itself or several in a transaction. Where the disk does not take them they
 * stay in memory, hold there, and are written with the next change that can be.
 */
export class Commits {
  readonly #file: SqliteFile;
  readonly #trouble: Trouble;
  readonly #parts: Part[] = [];
  #changes: Change[] | undefined;

  constructor(file: SqliteFile, trouble: Trouble) {
    this.#file = file;
    this.#trouble = trouble;
  }

  add(part: Part): void {
    this.#parts.push(part);
  }

  /** Told of a change that was made in memory. */
  changed(change: Change): void {
    if (this.#changes) this.#changes.push(change);
    else this.#write([change]);
  }

  transaction<T>(work: () => T): T {
    if (this.#changes) return work();
    const changes: Change[] = [];
    this.#changes = changes;
    let result: T;
    try {
      result = work();
    } catch (error) {
      undo(changes);
      throw error;
    } finally {
      this.#changes = undefined;
    }
    if (changes.length > 0) this.#write(changes);
    return result;
  }

  /** Writes down what could not be so far. */
  flush(): void {
    if (this.#trouble.present) this.#write([]);
  }

  #write(changes: readonly Change[]): void {
    const durably = changes.some((change) => change.durably);
    try {
      this.#file.transaction(() => {
        for (const part of this.#parts) part.save();
      }, durably);
    } catch (error) {
      if (changes.some(({ orFail }) => orFail)) {
        undo(changes);
        throw new Error(
          `The change could not be stored (${(error as Error).message}). Make room on the disk.`,
          {
            cause: error,
          },
        );
      }
      this.#trouble.meet(error);
      for (const change of changes) change.done?.();
      return;
    }
    for (const part of this.#parts) part.saved();
    for (const change of changes) change.done?.();
    this.#trouble.end();
  }
}

function undo(changes: readonly Change[]): void {
  for (const change of changes.toReversed()) change.undo();
}
