/** Told the address of the failure that was met just now, and how many there were since it was last told. */
export type FailureListener = (address: string, failures: number) => void;

/** Of a flood of failures tells the first, and then one in every so many milliseconds. */
export class AuthenticationFailures {
  readonly #intervalMs: number;
  readonly #listener: FailureListener;
  readonly #now: () => number;
  #untold = 0;
  #quietUntil = Number.NEGATIVE_INFINITY;

  /** `now` gives milliseconds that only ever grow. */
  constructor(intervalMs: number, listener: FailureListener, now: () => number = () => performance.now()) {
    this.#intervalMs = intervalMs;
    this.#listener = listener;
    this.#now = now;
  }

  add(address: string): void {
    this.#untold += 1;
    const now = this.#now();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + this.#intervalMs;
    const failures = this.#untold;
    this.#untold = 0;
    this.#listener(address, failures);
  }
}
