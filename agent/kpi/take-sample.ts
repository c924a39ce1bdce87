import { NoValue } from '../../model/value.ts';
import { addExact, type Exact } from './exact.ts';
import type { MeasurementRecord } from './record.ts';
import type { MeasurementProblem, RawValue, Reading, SeriesValues, TimedSample } from './sample.ts';

/** Measurements taken before others may have their turn. */
const STEP = 128;

/**
 * Gives one sample of a source to the records of its measurements, which the sample names by position. Yields
 * now and then, never amid one measurement.
 */
export function* takeSample(
  records: readonly MeasurementRecord[],
  { source, at, sample }: TimedSample,
): Generator<void, void> {
  const readings = inOrder(sample.ok ? sample.readings : []);
  const problems = inOrder(sample.ok ? sample.problems : []);
  let reading = 0;
  let problem = 0;
  for (let position = 0; position < records.length; position++) {
    const nextReading = endOf(readings, reading, position);
    const nextProblem = endOf(problems, problem, position);
    const record = records[position] as MeasurementRecord;
    if (record.isCollected) {
      const [own, told] = [readings.slice(reading, nextReading), problems.slice(problem, nextProblem)];
      if (sample.ok) takePart(record, { source, at }, own, told);
      else record.fail(at, `${source}: ${sample.reason}`);
    }
    reading = nextReading;
    problem = nextProblem;
    if (position % STEP === STEP - 1) yield;
  }
}

interface Positioned {
  readonly measurement: number;
}

/** By position of the measurement, which is how most sources give them anyway. */
function inOrder<T extends Positioned>(all: readonly T[]): readonly T[] {
  const isInOrder = all.every(
    ({ measurement }, n) => n === 0 || measurement >= (all[n - 1] as T).measurement,
  );
  return isInOrder ? all : [...all].sort((a, b) => a.measurement - b.measurement);
}

/** Where those of the measurement at this position, which begin at `from`, end. */
function endOf(all: readonly Positioned[], from: number, position: number): number {
  let end = from;
  while (all[end]?.measurement === position) end += 1;
  return end;
}

/** Gives one measurement what a sample says of it. */
function takePart(
  record: MeasurementRecord,
  { source, at }: Pick<TimedSample, 'source' | 'at'>,
  readings: readonly Reading[],
  told: readonly MeasurementProblem[],
): void {
  const values = readings.map((reading) => sumSeries(reading, record));
  const isBad = (value: RawValue | NoValue) => value instanceof NoValue;
  const problems = values.some(isBad) ? [...told, ...unfit(readings, values)] : told;
  const failure = findFailure(record, values.length > 0 && !values.every(isBad), problems);
  if (failure !== undefined) {
    record.fail(at, `${source}: ${failure}`);
    return;
  }
  record.succeed(at);
  for (let n = 0; n < readings.length; n++) {
    const { index, series } = readings[n] as Reading;
    const value = values[n] as RawValue | NoValue;
    if (value instanceof NoValue) continue;
    if (record.isCounter) record.count(at, index, series as SeriesValues<Exact>);
    else record.setValue(at, index, value);
  }
  for (const { index, reason } of problems) {
    if (index) record.failRow(at, index, `${source}: ${reason}`);
    else record.misfit ??= `${source}: ${reason}`;
  }
}

/** The readings without a value, and why they have none. */
function unfit(readings: readonly Reading[], values: readonly (RawValue | NoValue)[]): MeasurementProblem[] {
  return readings.flatMap((reading, n) => {
    const value = values[n];
    return value instanceof NoValue ? [{ ...reading, reason: value.reason }] : [];
  });
}

/** What the series of a reading say together: the sum of numbers, else the only one. */
function sumSeries({ series }: Reading, { isCounter, measurement: { syntax } }: MeasurementRecord) {
  let sum: RawValue | undefined;
  for (const value of series.values()) {
    if (sum === undefined) sum = value;
    else if (isNumeric(sum) && isNumeric(value)) sum = addExact(sum, value);
    else return new NoValue('several series say it, and only numbers have a sum');
  }
  if (sum === undefined) return new NoValue('no series says it');
  if (isNumeric(sum) && !isCounter && (sum < syntax.min || sum > syntax.max)) {
    return new NoValue(`${sum} is outside the range ${syntax.min}..${syntax.max}`);
  }
  return sum;
}

function isNumeric(value: RawValue): value is Exact {
  return typeof value === 'number' || typeof value === 'bigint';
}

/**
 * Why the sample says nothing of a measurement; undefined where it does say something. A scalar is read or it
 * is not; of a table, nothing is known where there is a problem that names no row, and no row beside it.
 */
function findFailure(
  { measurement }: MeasurementRecord,
  isSaid: boolean,
  problems: readonly MeasurementProblem[],
): string | undefined {
  const reason = problems[0]?.reason;
  if (measurement.per === undefined) return reason ?? (isSaid ? undefined : 'the source said nothing of it');
  return isSaid || problems.some(({ index }) => index) ? undefined : reason;
}
