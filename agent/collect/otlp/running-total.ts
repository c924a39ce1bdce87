import { addExact, type Exact } from '../../kpi/exact.ts';
import type { DataPoint } from './data-points.ts';

/**
 * What one series has come to: of points with delta temporality their sum, of cumulative ones the total over all
 * restarts of their sender, of others the latest.
 */
export class RunningTotal {
  /** What it came to before the latest restart. */
  #before = new Map<string, Exact>();
  /** What the sender said last. */
  #latest: ReadonlyMap<string, Exact> = new Map();
  #start: Exact = 0;
  #time: Exact = 0;

  /** Takes a point, unless it is none later than the one before: a repetition, or one that was overtaken. */
  take({ values, temporality, start, time }: DataPoint): void {
    if (time !== 0 && time <= this.#time) return;
    const said = new Map(values);
    if (temporality === 'delta') this.#latest = sum(this.#latest, said);
    else {
      if (temporality === 'cumulative' && this.#isRestart(said, start)) {
        this.#before = sum(this.#before, this.#latest);
      }
      this.#latest = said;
    }
    this.#start = start;
    this.#time = time;
  }

  publish(): Iterable<readonly [metric: string, value: Exact]> {
    return sum(this.#before, this.#latest);
  }

  /** A sender that starts anew says a later start (OTLP data model, "Resets and Gaps"), or at least counts less. */
  #isRestart(said: ReadonlyMap<string, Exact>, start: Exact): boolean {
    if (this.#latest.size === 0) return false;
    if (start !== 0 && this.#start !== 0 && start > this.#start) return true;
    // Of a distribution the count: its sum may fall.
    for (const [metric, value] of said) return value < (this.#latest.get(metric) ?? 0);
    return false;
  }
}

function sum(a: ReadonlyMap<string, Exact>, b: ReadonlyMap<string, Exact>): Map<string, Exact> {
  const sums = new Map(a);
  for (const [metric, value] of b) sums.set(metric, addExact(sums.get(metric) ?? 0, value));
  return sums;
}
