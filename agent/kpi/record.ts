import type { Aggregate } from '../../model/formula/inputs.ts';
import type { ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import { AttemptWindow } from './attempt-window.ts';
import type { Exact } from './exact.ts';
import { Row } from './row.ts';
import { aggregateRow } from './row-aggregate.ts';
import { type Index, rowKey } from './row-key.ts';
import type { RawValue, SeriesValues } from './sample.ts';
import { type WindowOwner, Windows } from './windows.ts';

/** Most rows remembered that are not there any more, so that a counter that comes back does not start anew. */
const MAX_VANISHED = 10_000;
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * One measurement: what its rows say now, and what they amount to in the interval under way and the one
 * before it, for each frequency it is needed at. Keeps no samples. Samples come in order of time: first
 * succeed() or fail() for the measurement, then what each row says.
 */
export class MeasurementRecord implements WindowOwner<AttemptWindow> {
  readonly measurement: ModelMeasurement;
  /** Sampling period in milliseconds. */
  every: number;
  readonly isCounter: boolean;
  readonly #frequencies: number[];
  /** When frequencies began to be followed that were not from the beginning. */
  #followedAt: Map<number, number> | undefined;
  readonly #attempts: Windows<AttemptWindow>;
  /** The row with the empty key, a scalar's: a map of its own for each would take as much as all else here. */
  #only: Row | undefined;
  /** The others by key; undefined as long as there is none. */
  #table: Map<string, Row> | undefined;
  /** All rows; undefined where the list is to be made anew. */
  #list: readonly Row[] | undefined;
  /** What began with the first sample, for people. */
  started = 'collection';
  startedAt = NEVER;
  /** Time of the latest sample, good or not. */
  attemptedAt = NEVER;
  /** Time of the latest good sample. */
  goodAt = NEVER;
  /** Why the latest sample failed. */
  reason: string | undefined;
  /** What the latest good sample has of the measurement that fits no row. */
  misfit: string | undefined;
  /** Why it is not collected; undefined where it is. */
  #idle: NoValue | undefined;

  /** `frequencies`: of the KPIs that need the measurement, in milliseconds. */
  constructor(measurement: ModelMeasurement, every: number, frequencies: readonly number[]) {
    this.measurement = measurement;
    this.every = every;
    this.isCounter = measurement.dataType.kind === 'counter';
    this.#frequencies = [...frequencies];
    this.#attempts = new Windows(this.#frequencies, this);
  }

  openWindow(end: number, frequency: number): AttemptWindow {
    return new AttemptWindow(end, frequency, this, this.#followedAt?.get(frequency));
  }

  get isCollected(): boolean {
    return this.#idle === undefined;
  }

  /** Follows one more frequency (milliseconds) from `at` on; the interval under way then has no figures. */
  follow(frequency: number, at: number): void {
    if (this.#frequencies.includes(frequency)) return;
    this.#followedAt ??= new Map();
    this.#followedAt.set(frequency, at);
    this.#frequencies.push(frequency);
  }

  /** Ends collection: nothing is known of it any more, nor of the intervals under way. */
  pause(at: number, why: string): void {
    this.#idle = new NoValue(why);
    if (this.attemptedAt === NEVER) return;
    // The moment after: the interval that a sample at its end closes has its figures.
    for (const window of this.#attempts.at(at + 1)) window.cut = this.#idle;
  }

  /** Collection begins anew; a counter's running total goes on. */
  resume(): void {
    if (this.#idle === undefined) return;
    this.#idle = undefined;
    this.restart();
    this.started = 'collection';
  }

  /** A sample that says what there is of the measurement; its rows follow. */
  succeed(at: number): void {
    this.#forgetVanished();
    for (const window of this.#attempt(at)) {
      window.goodAt = at;
      window.reason = undefined;
    }
    this.goodAt = at;
    this.reason = undefined;
    this.misfit = undefined;
  }

  /** A sample that says nothing of the measurement: a hole in all its rows. */
  fail(at: number, reason: string): void {
    for (const window of this.#attempt(at)) window.reason = reason;
    this.reason = reason;
    this.misfit = undefined;
  }

  setValue(at: number, index: Index, value: RawValue): void {
    this.#rowOf(index).setValue(at, value);
  }

  count(at: number, index: Index, series: SeriesValues<Exact>): void {
    this.#rowOf(index).count(at, series);
  }

  failRow(at: number, index: Index, reason: string): void {
    this.#rowOf(index).fail(at, reason);
  }

  /** The clock was set back: what was due when is not comparable with what comes now. */
  restart(): void {
    this.#attempts.clear();
    for (const row of this.#rows) row.restart();
    this.started = 'a new count of time';
    this.startedAt = NEVER;
    this.attemptedAt = NEVER;
    this.goodAt = NEVER;
    this.reason = undefined;
  }

  /** Rows of the latest sample, or why there are none. A scalar is one row without an index. */
  latest(): readonly Row[] | NoValue {
    if (this.#idle) return this.#idle;
    if (this.attemptedAt === NEVER) return new NoValue('it has not been sampled yet');
    if (this.reason !== undefined) return new NoValue(this.reason);
    const rows = this.#rows;
    const isNamed = (row: Row) => row.namedAt === this.attemptedAt;
    return rows.every(isNamed) ? rows : rows.filter(isNamed);
  }

  /** Rows that some sample of the interval names, by key; or why nothing is known of the interval. */
  rowsIn(frequency: number, end: number): ReadonlyMap<string, Index> | NoValue {
    const attempts = this.#attempts.find(frequency, end);
    const idle = this.#idleIn(attempts);
    if (idle) return idle;
    if (!attempts || attempts.goodAt === NEVER) {
      return new NoValue(`no sample in the interval${attempts?.reason ? `: ${attempts.reason}` : ''}`);
    }
    const found = new Map<string, Index>();
    for (const { key, index, windows } of this.#rows) if (windows.find(frequency, end)) found.set(key, index);
    return found;
  }

  /** What the rows that an interval names said last in it: their values at its end; or why nothing is known. */
  valuesIn(frequency: number, end: number): readonly { index: Index; value: RawValue | NoValue }[] | NoValue {
    const attempts = this.#attempts.find(frequency, end);
    const idle = this.#idleIn(attempts);
    if (idle) return idle;
    if (attempts?.reason !== undefined) return new NoValue(attempts.reason);
    const values: { index: Index; value: RawValue | NoValue }[] = [];
    for (const { index, windows } of this.#rows) {
      const window = windows.find(frequency, end);
      if (window) values.push({ index, value: window.latest });
    }
    return values;
  }

  /** What a row amounts to in an interval; `isComplete`: the interval has ended. */
  aggregate(frequency: number, end: number, key: string, isComplete: boolean): Aggregate | NoValue {
    const attempts = this.#attempts.find(frequency, end);
    const idle = this.#idleIn(attempts);
    if (idle) return idle;
    if (!attempts) return new NoValue('no sample was taken in the interval');
    const row = this.#find(key)?.windows.find(frequency, end);
    if (row) return aggregateRow(this, attempts, row, isComplete);
    return new NoValue(attempts.reason ?? 'no sample of the interval has it');
  }

  /** Why the interval has no figures where collection had not begun or ended within it. */
  #idleIn(attempts: AttemptWindow | undefined): NoValue | undefined {
    return attempts ? attempts.cut : this.#idle;
  }

  #attempt(at: number): readonly AttemptWindow[] {
    if (this.startedAt === NEVER) this.startedAt = at;
    const windows = this.#attempts.at(at);
    this.attemptedAt = at;
    return windows;
  }

  get #rows(): readonly Row[] {
    this.#list ??= [...(this.#only ? [this.#only] : []), ...(this.#table?.values() ?? [])];
    return this.#list;
  }

  #find(key: string): Row | undefined {
    return key === '' ? this.#only : this.#table?.get(key);
  }

  #rowOf(index: Index): Row {
    const key = rowKey(index);
    let row = this.#find(key);
    if (!row) {
      row = new Row(index, this.#frequencies);
      if (key === '') this.#only = row;
      else {
        this.#table ??= new Map();
        this.#table.set(key, row);
      }
      this.#list = undefined;
    }
    return row;
  }

  #forgetVanished(): void {
    if (!this.#table || this.#table.size <= MAX_VANISHED) return;
    const vanished = this.#rows.filter((row) => row.namedAt < this.goodAt);
    if (vanished.length <= MAX_VANISHED) return;
    vanished.sort((a, b) => a.namedAt - b.namedAt);
    for (const { key } of vanished.slice(0, vanished.length - MAX_VANISHED)) this.#table.delete(key);
    this.#list = undefined;
  }
}
