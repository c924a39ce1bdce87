import type { Log } from '../log.ts';

/** How long failures are only counted after one was told, in milliseconds. */
const QUIET_MS = 60_000;

/** Tells the first of a flood of failed authentications, and then one a minute with how many there were. */
export class FailureLog {
  readonly #log: Log;
  readonly #now: () => number;
  #untold = 0;
  #quietUntil = Number.NEGATIVE_INFINITY;

  /** `now` gives milliseconds that only ever grow. */
  constructor(log: Log, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  add(address: string, reason: string): void {
    this.#untold += 1;
    const now = this.#now();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + QUIET_MS;
    this.#log.warn({ address, reason, failures: this.#untold }, 'somebody was not let in over HTTP');
    this.#untold = 0;
  }
}
