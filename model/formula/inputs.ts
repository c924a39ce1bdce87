import type { NoValue, Value } from '../value.ts';

/** What the samples of one measurement (of one object instance) in one interval amount to. */
export interface Aggregate {
  /** A counter's increase over the interval, resets handled; of what is no counter, NoValue. */
  readonly increase: number | NoValue;
  /** The latest sample in the interval; a counter's running total. */
  readonly last: number | boolean | string | NoValue;
  /** The latest sample before the interval began: where `delta` of a gauge starts. */
  readonly previous: number | boolean | string | NoValue;
  /** Over the interval's numeric samples. */
  readonly min: number | NoValue;
  readonly max: number | NoValue;
  readonly avg: number | NoValue;
}

/**
 * What a formula reads: one interval, seen from one row (or from none, for a scalar KPI). An object always
 * gives the same answers: formulas remember by it what they share. Reasons need not name the measurement or
 * the object: formulas put its name before them.
 */
export interface FormulaInputs {
  /** Length of the interval. */
  readonly seconds: number;
  /** `measurement` is its position in ModelModule.measurements; `row` is undefined for a scalar measurement. */
  aggregate(measurement: number, row: string | undefined): Aggregate | NoValue;
  /** Keys of the instances of an object that exist in this interval. */
  rows(object: string): readonly string[] | NoValue;
}

/**
 * A formula, or a part of one, ready to evaluate over one interval: for one row of the KPI's own object, or
 * for `undefined` where the KPI is a scalar. Everything without a figure is NoValue with the reason.
 */
export type Formula = (inputs: FormulaInputs, row: string | undefined) => Value;
