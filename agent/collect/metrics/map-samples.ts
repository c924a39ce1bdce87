import { suggest } from '../../../document/did-you-mean.ts';
import type { ModelObject } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';
import { OneSeries } from '../../kpi/one-series.ts';
import type { Steps } from '../../slices.ts';
import { readMeasurementValue } from '../figure-value.ts';
import type { MeasurementProblem, RawValue, Reading } from '../source.ts';
import { type Mapping, readIndex } from './mapping.ts';
import type { MetricProblem, MetricSample } from './metric-sample.ts';
import { matchesSelector, type Selector } from './selector.ts';

export interface MappedSamples {
  readonly readings: readonly Reading[];
  readonly problems: readonly MeasurementProblem[];
}

/** What a source says, as far as the mappings' metrics go. */
export interface ReceivedSamples {
  readonly samples: readonly MetricSample[];
  readonly problems: readonly MetricProblem[];
  /** The names of all metrics of the source; asked for where a selector matches nothing. */
  metricNames(): ReadonlySet<string>;
}

type Index = readonly (string | number)[];

interface Row {
  readonly index: Index;
  readonly series: Map<string, RawValue>;
  /** Why the row has no reading. */
  reason?: string;
}

/** One mapping's rows by their index as text. */
type Rows = Map<string, Row>;

const NO_INDEX: Index = [];
const NONE: readonly MetricSample[] = [];
/** Series looked at before others may have their turn. */
const STEP = 256;
/** How many metrics that are not there are searched for names they may have been meant by. */
const MAX_SUGGESTIONS = 20;

/**
 * Makes readings of what a source says: the series a selector matches, grouped by the index their labels name. A
 * series that is there twice, or is NaN or infinite, leaves its row without a reading; so does a line that
 * cannot be read with all the rows of its metric.
 */
export function* mapSamples(mappings: readonly Mapping[], scraped: ReceivedSamples): Steps<MappedSamples> {
  const byMetric = groupByMetric(scraped.samples);
  const unread = new Map(scraped.problems.map((problem) => [problem.metric, problem] as const).reverse());
  const problems: MeasurementProblem[] = [];
  const rowsOf: (Rows | Reading | undefined)[] = [];
  let suggestions = MAX_SUGGESTIONS;
  for (const [measurement, mapping] of mappings.entries()) {
    const reject = (reason: string) => problems.push({ measurement, reason });
    const { selector, whenAbsent } = mapping;
    const { metric } = selector;
    const line = unread.get(metric);
    const samples = byMetric.get(metric) ?? NONE;
    const matched = line ? NONE : samples.filter((sample) => matchesSelector(selector, sample));
    const reading = readScalar(measurement, mapping, matched);
    let rows: Rows | Reading | undefined;
    if (reading) rows = reading;
    else if (line)
      reject(`${line.line === undefined ? '' : `line ${line.line} of `}metric ${metric} ${line.reason}`);
    else if (matched.length > 0 || whenAbsent !== undefined)
      rows = yield* groupRows(mapping, matched, reject);
    else reject(explainNoMatch(selector, samples.length > 0, suggestions-- > 0 ? scraped : undefined));
    rowsOf.push(rows);
    if (measurement % STEP === 0) yield;
  }
  fillAbsent(mappings, rowsOf);
  yield;
  const readings: Reading[] = [];
  for (const [measurement, rows] of rowsOf.entries()) {
    if (rows instanceof Map) readRows(measurement, rows, readings, problems);
    else if (rows) readings.push(rows);
  }
  return { readings, problems };
}

function groupByMetric(samples: readonly MetricSample[]): Map<string, MetricSample[]> {
  const groups = new Map<string, MetricSample[]>();
  for (const sample of samples) {
    const group = groups.get(sample.name);
    if (group) group.push(sample);
    else groups.set(sample.name, [sample]);
  }
  return groups;
}

function explainNoMatch(
  selector: Selector,
  metricIsThere: boolean,
  scraped: ReceivedSamples | undefined,
): string {
  const said = `no series matches ${selector.text}`;
  if (metricIsThere) return `${said}: ${selector.metric} has series, with other labels`;
  const meant = scraped && suggest(selector.metric, scraped.metricNames());
  return meant === undefined ? said : `${said}: did you mean ${meant}?`;
}

/** The reading of a scalar that one series says, the usual case: without the tables that rows need. */
function readScalar(
  measurement: number,
  { wanted }: Mapping,
  matched: readonly MetricSample[],
): Reading | undefined {
  const [sample] = matched;
  if (!sample || matched.length > 1 || wanted.object) return undefined;
  if (wanted.measurement.dataType.kind === 'boolean') return undefined;
  const value = readMeasurementValue(wanted.measurement, sample.value);
  if (value instanceof NoValue) return undefined;
  return { measurement, index: NO_INDEX, series: new OneSeries(seriesKey(sample), value) };
}

function* groupRows(
  mapping: Mapping,
  samples: readonly MetricSample[],
  reject: (reason: string) => void,
): Steps<Rows> {
  const rows: Rows = new Map();
  const seen = new Map<string, MetricSample>();
  const misfits: string[] = [];
  for (const [position, sample] of samples.entries()) {
    if (position % STEP === STEP - 1) yield;
    const index = readIndex(mapping, sample.labels);
    if (index instanceof NoValue) {
      misfits.push(`${describePlace(sample)} ${index.reason}`);
      continue;
    }
    const row = rowOf(rows, index);
    const key = seriesKey(sample);
    const earlier = seen.get(key);
    if (earlier) row.reason ??= `series ${key} is there twice${describeLines(earlier, sample)}`;
    seen.set(key, sample);
    addSeries(mapping, row, key, sample);
  }
  if (misfits.length > 0)
    reject(`${misfits[0]}${misfits.length > 1 ? ` (and ${misfits.length - 1} more)` : ''}`);
  return rows;
}

function describePlace(sample: MetricSample): string {
  return sample.line === undefined ? `series ${seriesKey(sample)}` : `the series of line ${sample.line}`;
}

function describeLines({ line: first }: MetricSample, { line: second }: MetricSample): string {
  return first === undefined ? '' : `, in lines ${first} and ${second}`;
}

function addSeries({ wanted: { measurement } }: Mapping, row: Row, key: string, sample: MetricSample): void {
  const isBoolean = measurement.dataType.kind === 'boolean';
  const said = isBoolean && (sample.value === 0 || sample.value === 1) ? sample.value === 1 : sample.value;
  const value = readMeasurementValue(measurement, said);
  if (value instanceof NoValue) row.reason ??= `series ${key} ${value.reason}`;
  else row.series.set(key, value);
  if (isBoolean && row.series.size > 1) row.reason ??= 'several series match, and truths have no sum';
}

/** A row that other measurements of the same object have, and that this one may count as absent. */
function fillAbsent(mappings: readonly Mapping[], rowsOf: readonly (Rows | Reading | undefined)[]): void {
  const known = new Map<ModelObject, Map<string, Index>>();
  mappings.forEach(({ wanted: { object } }, position) => {
    if (!object) return;
    const indexes = known.get(object) ?? new Map<string, Index>();
    known.set(object, indexes);
    const rows = rowsOf[position];
    if (!(rows instanceof Map)) return;
    for (const [key, { index }] of rows) indexes.set(key, index);
  });
  mappings.forEach(({ wanted: { object }, whenAbsent }, position) => {
    const rows = rowsOf[position];
    if (whenAbsent === undefined || !(rows instanceof Map)) return;
    const indexes = object ? (known.get(object)?.values() ?? []) : [[]];
    for (const index of indexes) {
      const row = rowOf(rows, index);
      if (row.series.size === 0) row.series.set('', whenAbsent);
    }
  });
}

function readRows(
  measurement: number,
  rows: Rows,
  readings: Reading[],
  problems: MeasurementProblem[],
): void {
  for (const { index, series, reason } of rows.values()) {
    if (reason === undefined) readings.push({ measurement, index, series });
    else problems.push({ measurement, index, reason });
  }
}

function rowOf(rows: Rows, index: Index): Row {
  const key = JSON.stringify(index);
  const known = rows.get(key);
  if (known) return known;
  const row: Row = { index, series: new Map() };
  rows.set(key, row);
  return row;
}

/** A series by its name and labels, the labels in order of name. */
function seriesKey({ name, labels }: MetricSample): string {
  if (labels.size === 0) return name;
  const sorted = [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name}{${sorted.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
}
