import type { Aggregate, FormulaInputs } from '../../model/formula/inputs.ts';
import { NoValue } from '../../model/value.ts';
import type { MeasurementRecord } from './record.ts';
import type { Index } from './row-key.ts';

/** The records of a module's measurements, in its order; NoValue for one that no source gives. */
export type ModuleRecords = readonly (MeasurementRecord | NoValue)[];

export interface InputsOptions {
  readonly records: ModuleRecords;
  /** The interval: milliseconds. */
  readonly frequency: number;
  readonly end: number;
  /** Seconds of it that have passed. */
  readonly seconds: number;
  /** The interval has ended. */
  readonly isComplete: boolean;
}

/** What the formulas of one module read of one interval. A scalar is looked at once, so all KPIs see the same. */
export class IntervalInputs implements FormulaInputs {
  readonly seconds: number;
  readonly #options: InputsOptions;
  readonly #scalars: (Aggregate | NoValue | undefined)[] = [];
  readonly #indexes = new Map<string, ReadonlyMap<string, Index> | NoValue>();
  readonly #keys = new Map<string, readonly string[] | NoValue>();

  constructor(options: InputsOptions) {
    this.seconds = options.seconds;
    this.#options = options;
  }

  aggregate(measurement: number, row: string | undefined): Aggregate | NoValue {
    if (row !== undefined) return this.#aggregate(measurement, row);
    let aggregate = this.#scalars[measurement];
    if (aggregate === undefined) {
      aggregate = this.#aggregate(measurement, '');
      this.#scalars[measurement] = aggregate;
    }
    return aggregate;
  }

  rows(object: string): readonly string[] | NoValue {
    let keys = this.#keys.get(object);
    if (keys === undefined) {
      const indexes = this.indexes(object);
      keys = indexes instanceof NoValue ? indexes : [...indexes.keys()];
      this.#keys.set(object, keys);
    }
    return keys;
  }

  /** The instances of an object in the interval: those that any of its measurements has, by key. */
  indexes(object: string): ReadonlyMap<string, Index> | NoValue {
    let indexes = this.#indexes.get(object);
    if (indexes === undefined) {
      indexes = this.#findIndexes(object);
      this.#indexes.set(object, indexes);
    }
    return indexes;
  }

  #aggregate(measurement: number, key: string): Aggregate | NoValue {
    const { records, frequency, end, isComplete } = this.#options;
    const record = records[measurement] as MeasurementRecord | NoValue;
    return record instanceof NoValue ? record : record.aggregate(frequency, end, key, isComplete);
  }

  #findIndexes(object: string): ReadonlyMap<string, Index> | NoValue {
    const { records, frequency, end } = this.#options;
    const found = new Map<string, Index>();
    let isKnown = false;
    let unknown = new NoValue('no source gives a measurement of it');
    for (const record of records) {
      if (record instanceof NoValue || record.measurement.per !== object) continue;
      const rows = record.rowsIn(frequency, end);
      if (rows instanceof NoValue) {
        unknown = new NoValue(`${record.measurement.name}: ${rows.reason}`);
        continue;
      }
      isKnown = true;
      for (const [key, index] of rows) found.set(key, index);
    }
    return isKnown ? found : unknown;
  }
}
