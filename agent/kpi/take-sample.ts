import { NoValue } from '../../model/value.ts';
import { addExact, type Exact } from './exact.ts';
import type { MeasurementRecord } from './record.ts';
import type { MeasurementProblem, RawValue, Reading, Sample, TimedSample } from './sample.ts';

/** Gives one sample of a source to the records of its measurements, which the sample names by position. */
export function takeSample(records: readonly MeasurementRecord[], { source, at, sample }: TimedSample): void {
  if (!sample.ok) {
    for (const record of records) record.fail(at, `${source}: ${sample.reason}`);
    return;
  }
  const { figures, problems } = judge(records, sample);
  const failures = findFailures(records, figures, problems);
  for (const [position, record] of records.entries()) {
    const reason = failures[position];
    if (reason === undefined) record.succeed(at);
    else record.fail(at, `${source}: ${reason}`);
  }
  for (const { record, position, reading, value } of figures) {
    if (failures[position] !== undefined) continue;
    if (record.isCounter) record.count(at, reading.index, reading.series as ReadonlyMap<string, Exact>);
    else record.setValue(at, reading.index, value);
  }
  for (const { measurement, index, reason } of problems) {
    const record = records[measurement];
    if (!record || failures[measurement] !== undefined) continue;
    if (index) record.failRow(at, index, `${source}: ${reason}`);
    else record.misfit ??= `${source}: ${reason}`;
  }
}

/** A reading that is fit for its measurement. */
interface Figure {
  readonly record: MeasurementRecord;
  readonly position: number;
  readonly reading: Reading;
  readonly value: RawValue;
}

interface Judged {
  readonly figures: readonly Figure[];
  readonly problems: readonly MeasurementProblem[];
}

function judge(records: readonly MeasurementRecord[], sample: Sample & { ok: true }): Judged {
  const figures: Figure[] = [];
  const problems = [...sample.problems];
  for (const reading of sample.readings) {
    const { measurement: position, index } = reading;
    const record = records[position];
    if (!record) continue;
    const value = sumSeries(reading, record);
    if (value instanceof NoValue) problems.push({ measurement: position, index, reason: value.reason });
    else figures.push({ record, position, reading, value });
  }
  return { figures, problems };
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
 * Why the sample says nothing of a measurement, by its position; undefined where it does say something. A
 * scalar is read or it is not; of a table, nothing is known where there is a problem that names no row, and
 * no row beside it.
 */
function findFailures(
  records: readonly MeasurementRecord[],
  figures: readonly Figure[],
  problems: readonly MeasurementProblem[],
): (string | undefined)[] {
  const isSaid = new Uint8Array(records.length);
  for (const { position } of figures) isSaid[position] = 1;
  const unsaid: (string | undefined)[] = new Array(records.length);
  for (const { measurement, index, reason } of problems) {
    const isTable = records[measurement]?.measurement.per !== undefined;
    if (isTable && index) isSaid[measurement] = 1;
    else unsaid[measurement] ??= reason;
  }
  return records.map(({ measurement }, position) => {
    if (measurement.per !== undefined) return isSaid[position] ? undefined : unsaid[position];
    return unsaid[position] ?? (isSaid[position] ? undefined : 'the source said nothing of it');
  });
}
