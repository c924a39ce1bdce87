import { NoValue } from '../../model/value.ts';
import type { Exact } from './exact.ts';
import { type Index, rowKey } from './row-key.ts';
import type { RawValue, SeriesValues } from './sample.ts';
import { SeriesCounter } from './series-counter.ts';
import { type Window, type WindowOwner, Windows } from './windows.ts';

const NEVER = Number.NEGATIVE_INFINITY;

/** What one row of a measurement amounts to in one interval. */
export class RowWindow implements Window {
  readonly end: number;
  /** The latest sample before this interval, and when it was taken. */
  readonly previous: RawValue | undefined;
  readonly previousAt: number;
  /** Why the row could not be read when the interval began. */
  readonly beginReason: string | undefined;
  /** Why it could not be read in the latest sample. */
  reason: string | undefined;
  /** A counter's. */
  increase = 0;
  count = 0;
  last: RawValue | undefined;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  sum = 0;

  constructor(end: number, row: Row) {
    this.end = end;
    this.previous = row.lastValue;
    this.previousAt = row.valueAt;
    this.beginReason = row.reason;
  }

  /** What the row said last in the interval, or why there is nothing. */
  get latest(): RawValue | NoValue {
    if (this.reason !== undefined) return new NoValue(this.reason);
    return this.last ?? new NoValue('no sample in the interval');
  }

  add(value: RawValue, growth: number): void {
    this.increase += growth;
    this.count++;
    this.last = value;
    this.reason = undefined;
    if (typeof value === 'string' || typeof value === 'boolean') return;
    const number = Number(value);
    if (number < this.min) this.min = number;
    if (number > this.max) this.max = number;
    this.sum += number;
  }
}

/** One row of a measurement, or the scalar itself: its latest value and what it amounts to in each interval. */
export class Row implements WindowOwner<RowWindow> {
  readonly index: Index;
  /** The index as text. */
  readonly key: string;
  readonly windows: Windows<RowWindow>;
  /** A counter's running total; anything else's latest value. */
  lastValue: RawValue | undefined;
  valueAt = NEVER;
  /** Time of the latest sample that names the row, readable or not. */
  namedAt = NEVER;
  /** Why the latest sample that names the row has no reading of it. */
  reason: string | undefined;
  #counter: SeriesCounter | undefined;

  constructor(index: Index, frequencies: readonly number[]) {
    this.index = index;
    this.key = rowKey(index);
    this.windows = new Windows(frequencies, this);
  }

  openWindow(end: number): RowWindow {
    return new RowWindow(end, this);
  }

  /** Takes a gauge's, an integer's, a real's, a text's or a truth's value. */
  setValue(at: number, value: RawValue): void {
    this.#add(at, value, 0);
  }

  /** Takes a counter's series. */
  count(at: number, series: SeriesValues<Exact>): void {
    this.#counter ??= new SeriesCounter();
    const growth = this.#counter.update(series);
    this.#add(at, this.#counter.total, growth);
  }

  /** Takes note that the row is there and cannot be read. */
  fail(at: number, reason: string): void {
    for (const window of this.windows.at(at)) window.reason = reason;
    this.reason = reason;
    this.namedAt = at;
  }

  /** Times so far count no more: the clock was set back. What series last said does. */
  restart(): void {
    this.windows.clear();
    this.valueAt = NEVER;
    this.namedAt = NEVER;
    this.reason = undefined;
  }

  #add(at: number, value: RawValue, growth: number): void {
    for (const window of this.windows.at(at)) window.add(value, growth);
    this.lastValue = value;
    this.valueAt = at;
    this.namedAt = at;
    this.reason = undefined;
  }

  /** The latest value, or why there is none. */
  get value(): RawValue | NoValue {
    if (this.reason !== undefined) return new NoValue(this.reason);
    return this.lastValue ?? new NoValue('it has not been read yet');
  }
}
