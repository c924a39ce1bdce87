import { intervalEnd } from './interval.ts';

/** What is kept of one interval. */
export interface Window {
  /** End of the interval. */
  readonly end: number;
}

/** What the windows are of. */
export interface WindowOwner<W extends Window> {
  openWindow(end: number, frequency: number): W;
}

/**
 * The windows of the interval under way and of the one before it, for each frequency. The one before is kept
 * because samples of the next interval may come while others are still waited for; earlier ones are gone.
 */
export class Windows<W extends Window> {
  readonly #frequencies: readonly number[];
  readonly #owner: WindowOwner<W>;
  readonly #current: (W | undefined)[];
  readonly #previous: (W | undefined)[];

  /** `frequencies` is the caller's, for all windows of a measurement; one added to it is followed from the next sample on. */
  constructor(frequencies: readonly number[], owner: WindowOwner<W>) {
    this.#frequencies = frequencies;
    this.#owner = owner;
    this.#current = frequencies.map(() => undefined);
    this.#previous = frequencies.map(() => undefined);
  }

  /** The windows, one a frequency, that a sample of this time belongs to. */
  at(time: number): readonly W[] {
    for (let i = 0; i < this.#frequencies.length; i++) {
      const frequency = this.#frequencies[i] as number;
      const current = this.#current[i];
      const end = intervalEnd(time, frequency);
      if (current?.end === end) continue;
      this.#previous[i] = current;
      this.#current[i] = this.#owner.openWindow(end, frequency);
    }
    return this.#current as W[];
  }

  /** What is kept of the interval of this frequency that ends at `end`. */
  find(frequency: number, end: number): W | undefined {
    const i = this.#frequencies.indexOf(frequency);
    const current = this.#current[i];
    if (current?.end === end) return current;
    const previous = this.#previous[i];
    return previous?.end === end ? previous : undefined;
  }

  clear(): void {
    this.#current.fill(undefined);
    this.#previous.fill(undefined);
  }
}
