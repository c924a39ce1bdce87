import { NoValue } from '../../model/value.ts';
import { addExact, type Exact } from './exact.ts';
import type { MeasurementRecord } from './record.ts';
import type { MeasurementProblem, RawValue, Reading, TimedSample } from './sample.ts';

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
  const readings = sample.ok ? groupByMeasurement(sample.readings) : [];
  const problems = sample.ok ? groupByMeasurement(sample.problems) : [];
  for (const [position, record] of records.entries()) {
    if (!record.isCollected) continue;
    if (sample.ok) takePart(record, { source, at }, readings[position] ?? [], problems[position] ?? []);
    else record.fail(at, `${source}: ${sample.reason}`);
    if (position % STEP === STEP - 1) yield;
  }
}

function groupByMeasurement<T extends { readonly measurement: number }>(all: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const one of all) {
    const group = groups[one.measurement];
    if (group) group.push(one);
    else groups[one.measurement] = [one];
  }
  return groups;
}

/** Gives one measurement what a sample says of it. */
function takePart(
  record: MeasurementRecord,
  { source, at }: Pick<TimedSample, 'source' | 'at'>,
  readings: readonly Reading[],
  told: readonly MeasurementProblem[],
): void {
  const figures: { reading: Reading; value: RawValue }[] = [];
  const problems = [...told];
  for (const reading of readings) {
    const value = sumSeries(reading, record);
    if (value instanceof NoValue) problems.push({ ...reading, reason: value.reason });
    else figures.push({ reading, value });
  }
  const failure = findFailure(record, figures.length > 0, problems);
  if (failure !== undefined) {
    record.fail(at, `${source}: ${failure}`);
    return;
  }
  record.succeed(at);
  for (const { reading, value } of figures) {
    if (record.isCounter) record.count(at, reading.index, reading.series as ReadonlyMap<string, Exact>);
    else record.setValue(at, reading.index, value);
  }
  for (const { index, reason } of problems) {
    if (index) record.failRow(at, index, `${source}: ${reason}`);
    else record.misfit ??= `${source}: ${reason}`;
  }
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
