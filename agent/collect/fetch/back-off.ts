/** Samples that may fail in a row before some are left out. */
const PATIENCE = 3;
/** A source that is down is tried at least this often, in seconds. */
const LONGEST = 30;

/**
 * How rarely a source that is down is tried: each further failure after the third doubles the samples from one
 * try to the next. Counted in samples, which come with the clock.
 */
export class BackOff {
  readonly #maxPeriods: number;
  #failures = 0;
  #left = 0;

  /** `every` is the sampling period in seconds. */
  constructor(every: number) {
    this.#maxPeriods = Math.max(1, Math.floor(LONGEST / every));
  }

  /** Whether the source has failed so often that it is not tried at every sample. */
  get isOn(): boolean {
    return this.#failures >= PATIENCE;
  }

  /** Whether the sample that is due is left out. */
  skip(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }

  failed(): void {
    this.#failures += 1;
    if (this.isOn) this.#left = Math.min(2 ** (this.#failures - PATIENCE + 1), this.#maxPeriods) - 1;
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
