/** One number, text or truth as a source gave it. Counters beyond 2^53 come as bigint. */
export type RawValue = number | bigint | string | boolean;

/** Values by the name of what the source calls each: a Map is one. */
export interface SeriesValues<V extends RawValue = RawValue> {
  readonly size: number;
  has(name: string): boolean;
  get(name: string): V | undefined;
  values(): Iterable<V>;
  [Symbol.iterator](): Iterator<[string, V]>;
}

/** One measurement of one object instance in one sample. */
export interface Reading {
  /** Position of the measurement in the list the source was made with. */
  readonly measurement: number;
  /** The values of the object's index, in order; empty for a scalar. */
  readonly index: readonly (string | number)[];
  /**
   * What the source's own series are called and what each says: a selector that matches several is their
   * sum, and each has counter resets of its own.
   */
  readonly series: SeriesValues;
}

/** All a source had to say at one moment, or why it had nothing. */
export type Sample =
  | {
      readonly ok: true;
      readonly readings: readonly Reading[];
      readonly problems: readonly MeasurementProblem[];
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Why a measurement of a source that did answer has no reading for one row. Without `index`: the row has no
 * name; where the measurement has no reading beside it, none of its rows could be read.
 */
export interface MeasurementProblem {
  readonly measurement: number;
  readonly index?: readonly (string | number)[];
  readonly reason: string;
}

/** A sample with the moment it stands for. */
export interface TimedSample {
  /** Name of the source. */
  readonly source: string;
  /** Nominal time of the sample in milliseconds since the epoch: the tick it was due at. */
  readonly at: number;
  readonly sample: Sample;
}
