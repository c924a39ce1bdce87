import type { Log } from '../log.ts';
import { failureOf } from './sqlite-error.ts';

/** Says once that something cannot be written, and once that it can again. */
export class Trouble {
  readonly #log: Log;
  readonly #what: string;
  #dropped = 0;
  #begun = false;

  /** `what`: what cannot be written, and what becomes of it meanwhile. */
  constructor(log: Log, what: string) {
    this.#log = log;
    this.#what = what;
  }

  get present(): boolean {
    return this.#begun;
  }

  /** `dropped`: how many values, or reports, are lost by it. */
  meet(error: unknown, dropped = 0): void {
    if (failureOf(error) === 'other') throw error;
    this.#dropped += dropped;
    if (this.#begun) return;
    this.#begun = true;
    const reason = (error as Error).message;
    this.#log.error({ reason }, `${this.#what} Make room on the disk, and see that it can be written`);
  }

  end(): void {
    if (!this.#begun) return;
    this.#log.info({ dropped: this.#dropped }, 'the store can be written again');
    this.#begun = false;
    this.#dropped = 0;
  }
}
