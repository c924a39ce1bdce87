import type { RawValue, SeriesValues } from './sample.ts';

/** A single series and what it says, as small as that can be: most readings are of one. */
export class OneSeries implements SeriesValues {
  readonly size = 1;
  readonly #name: string;
  readonly #value: RawValue;

  constructor(name: string, value: RawValue) {
    this.#name = name;
    this.#value = value;
  }

  has(name: string): boolean {
    return name === this.#name;
  }

  get(name: string): RawValue | undefined {
    return name === this.#name ? this.#value : undefined;
  }

  values(): RawValue[] {
    return [this.#value];
  }

  [Symbol.iterator](): Iterator<[string, RawValue]> {
    const entries: [string, RawValue][] = [[this.#name, this.#value]];
    return entries.values();
  }
}
