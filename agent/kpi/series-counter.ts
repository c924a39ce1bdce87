import { addExact, type Exact, subtractExact } from './exact.ts';
import type { SeriesValues } from './sample.ts';

/** Most series remembered that are not there any more; what older ones have contributed is kept. */
const MAX_VANISHED = 1000;

/**
 * A counter that is the sum of its source's series. Each series has resets of its own: one that is lower than
 * before has started again from 0. One that vanishes keeps what it contributed, and goes on from there
 * where it comes back.
 */
export class SeriesCounter {
  /** What each series last said, from the second one on; as long as there is one, it is beside. */
  #latest: Map<string, Exact> | undefined;
  #only: string | undefined;
  /** What series that are forgotten last said. */
  #forgotten: Exact = 0;
  #total: Exact = 0;

  /** The sum of what each series last said. Falls where a series has started again. */
  get total(): Exact {
    return this.#total;
  }

  /**
   * Takes what the series say now and returns by how much they have grown; one not seen before has grown
   * from 0. So the growth at the very first sample is all there was before, and means nothing.
   */
  update(series: SeriesValues<Exact>): number {
    if (!this.#latest && series.size === 1) {
      for (const [key, value] of series) {
        this.#only ??= key;
        if (this.#only === key) return this.#updateOnly(value);
      }
    }
    return this.#updateAll(series);
  }

  #updateOnly(value: Exact): number {
    const before = this.#total;
    this.#total = addExact(0, value);
    return growthOf(before, value);
  }

  #updateAll(series: SeriesValues<Exact>): number {
    this.#latest ??= new Map(this.#only === undefined ? [] : [[this.#only, this.#total]]);
    let growth = 0;
    let total: Exact = 0;
    for (const [key, value] of series) {
      const before = this.#latest.get(key) ?? 0;
      growth += growthOf(before, value);
      total = addExact(total, value);
      this.#latest.set(key, value);
    }
    if (this.#latest.size > series.size) total = addExact(total, this.#sumVanished(series, this.#latest));
    this.#total = addExact(total, this.#forgotten);
    return growth;
  }

  #sumVanished(series: SeriesValues<Exact>, latest: Map<string, Exact>): Exact {
    let excess = latest.size - series.size - MAX_VANISHED;
    let sum: Exact = 0;
    for (const [key, value] of latest) {
      if (series.has(key)) continue;
      if (excess-- > 0) {
        latest.delete(key);
        this.#forgotten = addExact(this.#forgotten, value);
      } else {
        sum = addExact(sum, value);
      }
    }
    return sum;
  }
}

/** What is lower than before has started again from 0. */
function growthOf(before: Exact, value: Exact): number {
  return value < before ? Number(value) : subtractExact(value, before);
}
