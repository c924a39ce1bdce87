import type { Aggregate } from '../../model/formula/inputs.ts';
import { NoValue } from '../../model/value.ts';
import type { AttemptWindow } from './attempt-window.ts';
import type { RowWindow } from './row.ts';
import type { RawValue } from './sample.ts';
import { formatTime } from './time.ts';

/** The measurement that a row is of, as far as its aggregate needs it. */
export interface RecordFacts {
  readonly isCounter: boolean;
  /** Sampling period in milliseconds. */
  readonly every: number;
  /** Time of the first sample, good or not. */
  readonly startedAt: number;
  /** What began then, for people. */
  readonly started: string;
}

const NO_COUNTER = new NoValue('it is no counter');
const NO_NUMBERS = new NoValue('its samples are no numbers');

/**
 * What one row's samples in one interval amount to. A counter's increase needs a sample at both ends of the
 * interval: the latest one at or before the end, taken less than one sampling period before it and within
 * the interval before it. Anything else needs one sample in the interval. The interval in which collection
 * began has no value. `isComplete`: the interval has ended, so there has to be a sample at its end.
 */
export function aggregateRow(
  facts: RecordFacts,
  attempts: AttemptWindow,
  row: RowWindow,
  isComplete: boolean,
): Aggregate {
  const gap = findGap(facts, attempts, row);
  const isNumeric = row.min <= row.max;
  return {
    increase: facts.isCounter ? increaseOf(facts, attempts, row, isComplete) : NO_COUNTER,
    last: gap ?? asFigure(row.last as RawValue),
    previous: previousOf(facts, attempts, row),
    min: gap ?? (isNumeric ? row.min : NO_NUMBERS),
    max: gap ?? (isNumeric ? row.max : NO_NUMBERS),
    avg: gap ?? (isNumeric ? row.sum / row.count : NO_NUMBERS),
  };
}

function increaseOf(
  facts: RecordFacts,
  attempts: AttemptWindow,
  row: RowWindow,
  isComplete: boolean,
): number | NoValue {
  return findBeginGap(facts, attempts, row) ?? findEndGap(facts, attempts, row, isComplete) ?? row.increase;
}

function previousOf(facts: RecordFacts, attempts: AttemptWindow, row: RowWindow): Aggregate['previous'] {
  const { previous, previousAt, beginReason } = row;
  const { begin } = attempts;
  if (
    previous !== undefined &&
    beginReason === undefined &&
    previousAt <= begin &&
    previousAt > begin - toleranceOf(facts, attempts)
  ) {
    return asFigure(previous);
  }
  return findBeginGap(facts, attempts, row) ?? missing(begin, 'the begin of the interval', undefined);
}

/** How old the sample that stands for an end of the interval may be. */
function toleranceOf({ every }: RecordFacts, { begin, end }: AttemptWindow): number {
  return Math.min(every, end - begin);
}

/** Why the interval has no sample of the row that its figures could be taken from. */
function findGap(facts: RecordFacts, attempts: AttemptWindow, row: RowWindow): NoValue | undefined {
  if (startOf(facts, attempts) > attempts.begin + facts.every) return began(facts, attempts);
  if (row.count > 0) return undefined;
  return new NoValue(`no sample in the interval: ${row.reason ?? attempts.reason}`);
}

function findBeginGap(facts: RecordFacts, attempts: AttemptWindow, row: RowWindow): NoValue | undefined {
  const { begin, baselineAt, beginReason } = attempts;
  const isRead = baselineAt <= begin && baselineAt > begin - toleranceOf(facts, attempts);
  if (isRead && row.beginReason === undefined) return undefined;
  if (startOf(facts, attempts) > begin) return began(facts, attempts);
  return missing(begin, 'the begin of the interval', row.beginReason ?? beginReason);
}

function findEndGap(
  facts: RecordFacts,
  attempts: AttemptWindow,
  row: RowWindow,
  isComplete: boolean,
): NoValue | undefined {
  const { end, goodAt } = attempts;
  const reason = row.reason ?? attempts.reason;
  if (!isComplete) return reason === undefined ? undefined : new NoValue(reason);
  if (goodAt > end - toleranceOf(facts, attempts) && row.reason === undefined) return undefined;
  return missing(end, 'the end of the interval', reason);
}

/** When there began to be something to make the interval's figures of. */
function startOf({ startedAt }: RecordFacts, { followedAt }: AttemptWindow): number {
  return Math.max(startedAt, followedAt);
}

function began({ startedAt, started }: RecordFacts, { begin, end, followedAt }: AttemptWindow): NoValue {
  const first = formatTime(end + (end - begin));
  const what = followedAt > startedAt ? 'its use in this formula' : started;
  return new NoValue(`${what} began within the interval; the first value comes at ${first}`);
}

function missing(at: number, which: string, why: string | undefined): NoValue {
  const said = `no sample at ${formatTime(at)}, ${which}`;
  return new NoValue(why === undefined ? said : `${said}: ${why}`);
}

function asFigure(value: RawValue): number | boolean | string {
  return typeof value === 'bigint' ? Number(value) : value;
}
