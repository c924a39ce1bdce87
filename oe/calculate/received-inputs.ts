import type { Aggregate, FormulaInputs } from '../../model/formula/inputs.ts';
import type { ModelMeasurement, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { Point, Reading, ReceivedFigures } from './received-figures.ts';

/** An interval in milliseconds: what was read with begin < time ≤ end is of it. */
export interface ReceivedInterval {
  readonly begin: number;
  readonly end: number;
  /** Every sample of it is known, not just the values at its end that a report has. */
  readonly isSampled: boolean;
}

/** What the formulas of one module read of an interval, as far as it was received (K35). */
export class ReceivedInputs implements FormulaInputs {
  readonly seconds: number;
  /** Counters that fell in what was read: how far they had counted before is not known. */
  readonly falls = new Set<string>();
  readonly #figures: ReceivedFigures;
  readonly #module: ModelModule;
  readonly #interval: ReceivedInterval;

  constructor(figures: ReceivedFigures, module: ModelModule, interval: ReceivedInterval) {
    this.seconds = (interval.end - interval.begin) / 1000;
    this.#figures = figures;
    this.#module = module;
    this.#interval = interval;
  }

  aggregate(slot: number, row: string | undefined): Aggregate | NoValue {
    const measurement = this.#module.measurements[slot] as ModelMeasurement;
    const points = this.#figures.points(measurement, row ?? '');
    const inside = points.filter(({ at }) => this.#isInside(at));
    const previous = this.#previousOf(points);
    const last = inside.at(-1)?.value ?? new NoValue(`nothing was received at ${timeOf(this.#interval.end)}`);
    const before =
      previous?.value ?? new NoValue(`nothing was received at ${timeOf(this.#interval.begin)}, its begin`);
    return {
      increase: this.#increaseOf(measurement, previous, inside),
      last: asFigure(last),
      previous: asFigure(before),
      ...this.#spreadOf(inside),
    };
  }

  rows(object: string): readonly string[] | NoValue {
    const rows = new Set<string>();
    for (const measurement of this.#module.measurements) {
      if (measurement.per !== object) continue;
      for (const row of this.#figures.rows(measurement)) {
        if (this.#figures.points(measurement, row).some(({ at }) => this.#isInside(at))) rows.add(row);
      }
    }
    return rows.size > 0 ? [...rows] : new NoValue('no row of it was received');
  }

  #isInside(at: number): boolean {
    return at > this.#interval.begin && at <= this.#interval.end;
  }

  /** The latest reading at or before the begin, if it is not older than an interval. */
  #previousOf(points: readonly Point[]): Point | undefined {
    const { begin, end } = this.#interval;
    return points.findLast(({ at }) => at <= begin && at > begin - (end - begin));
  }

  /** From one reading to the next; one that is lower than before has started again from 0. */
  #increaseOf(
    { name, dataType }: ModelMeasurement,
    previous: Point | undefined,
    inside: readonly Point[],
  ): number | NoValue {
    if (dataType.kind !== 'counter') return new NoValue('it is no counter');
    if (!previous) return new NoValue(`nothing was received at ${timeOf(this.#interval.begin)}, its begin`);
    if (inside.length === 0) return new NoValue(`nothing was received at ${timeOf(this.#interval.end)}`);
    let increase = 0;
    let before = previous.value;
    for (const { value } of inside) {
      if (Number(value) < Number(before)) {
        this.falls.add(`${name} fell from ${before} to ${value}`);
        increase += Number(value);
      } else {
        increase += difference(value, before);
      }
      before = value;
    }
    return increase;
  }

  #spreadOf(inside: readonly Point[]): Pick<Aggregate, 'min' | 'max' | 'avg'> {
    const numbers = inside.map(({ value }) => Number(value)).filter((number) => !Number.isNaN(number));
    const none = this.#interval.isSampled
      ? new NoValue('no sample was received')
      : new NoValue('reports have the value at the end of an interval only');
    if (numbers.length === 0 || !this.#interval.isSampled) return { min: none, max: none, avg: none };
    const sum = numbers.reduce((total, number) => total + number, 0);
    return { min: Math.min(...numbers), max: Math.max(...numbers), avg: sum / numbers.length };
  }
}

/** Exact for integers beyond what a double holds. */
function difference(later: Reading, earlier: Reading): number {
  if (typeof later === 'bigint' || typeof earlier === 'bigint') {
    if (Number.isInteger(Number(later)) && Number.isInteger(Number(earlier))) {
      return Number(BigInt(later) - BigInt(earlier));
    }
  }
  return Number(later) - Number(earlier);
}

function asFigure(reading: Reading | NoValue): number | boolean | string | NoValue {
  return typeof reading === 'bigint' ? Number(reading) : reading;
}

function timeOf(time: number): string {
  return new Date(time).toISOString().replace(/\.000Z$/, 'Z');
}
