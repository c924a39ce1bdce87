import type { ModelMeasurement } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';
import type { Steps } from '../../slices.ts';
import { readIndexValue, readMeasurementValue, show } from '../figure-value.ts';
import type { MeasurementProblem, RawValue, Reading } from '../source.ts';
import { type JsonNode, selectNodes } from './json-path.ts';
import { type JsonMapping, type Place, ROW_KEY } from './mapping.ts';
import type { Json } from './parse-json.ts';
import { followPointer } from './pointer.ts';

type Index = readonly (string | number)[];

/** Rows looked at before others may have their turn. */
const STEP = 256;

/**
 * Makes readings of a JSON document. What is not there, or `null`, is no reading, or what its mapping says; two
 * rows of the same index leave that row without one.
 */
export function* mapDocument(
  mappings: readonly JsonMapping[],
  document: Json,
): Steps<{ readings: Reading[]; problems: JsonProblem[] }> {
  const readings: Reading[] = [];
  const problems: JsonProblem[] = [];
  const rows = new RowFinder(document);
  for (const [measurement, mapping] of mappings.entries()) {
    const figures = mapping.wanted.object
      ? yield* readTable(mapping, rows.find(mapping.rows))
      : readScalar(mapping, document);
    for (const figure of figures) {
      if ('series' in figure) readings.push({ measurement, ...figure });
      else problems.push({ measurement, ...figure });
    }
    yield;
  }
  return { readings, problems };
}

export interface JsonProblem extends MeasurementProblem {
  /** The document says nothing of it, right or wrong. */
  readonly isAbsent?: true;
}

/** A row's figure, or why there is none; without index where it is not known of which row. */
type Figure = Omit<Reading, 'measurement'> | Omit<JsonProblem, 'measurement'>;

/** The rows of a document, each list of which is searched for once however many measurements are in it. */
class RowFinder {
  readonly #document: Json;
  readonly #found = new Map<string, readonly JsonNode[] | NoValue>();

  constructor(document: Json) {
    this.#document = document;
  }

  /** Without a place, the document is the only row. */
  find(place: Place | undefined): readonly JsonNode[] | NoValue {
    if (!place) return [{ value: this.#document, path: '', key: '' }];
    let rows = this.#found.get(place.text);
    if (!rows) {
      rows = place.pointer ? listRows(this.#document, place) : selectNodes(this.#document, place.text);
      this.#found.set(place.text, rows);
    }
    return rows;
  }
}

/** What the list or object at a pointer holds. */
function listRows(document: Json, { text, pointer = [] }: Place): JsonNode[] | NoValue {
  const holder = followPointer(document, pointer);
  if (typeof holder !== 'object' || holder === null) {
    return new NoValue(`${describe(holder, text)} where the rows should be`);
  }
  return Object.entries(holder).map(([key, value]) => ({ key, value, path: `${text}/${key}` }));
}

function readScalar({ wanted: { measurement }, value, whenAbsent }: JsonMapping, document: Json): Figure[] {
  const nodes = value.pointer
    ? [{ path: '', value: followPointer(document, value.pointer) }]
    : selectNodes(document, value.text);
  const series = new Map<string, RawValue>();
  for (const node of nodes) {
    if (node.value === undefined || node.value === null) continue;
    const read = readFigure(measurement, node.value);
    if (read instanceof NoValue) return [{ index: [], reason: `${node.path || value.text} ${read.reason}` }];
    series.set(node.path, read);
  }
  if (series.size > 1 && !isSummed(measurement)) {
    return [{ index: [], reason: `${value.text} selects ${series.size} values, which have no sum` }];
  }
  if (series.size > 0) return [{ index: [], series }];
  if (whenAbsent !== undefined) return [{ index: [], series: new Map([['', whenAbsent]]) }];
  return [{ reason: `there is nothing at ${value.text}`, isAbsent: true }];
}

function* readTable(mapping: JsonMapping, rows: readonly JsonNode[] | NoValue): Steps<Figure[]> {
  if (rows instanceof NoValue) return [{ reason: rows.reason }];
  if (rows.length === 0 && !mapping.rows?.pointer)
    return [{ reason: `there are no rows at ${mapping.rows?.text}` }];
  const figures = new Map<string, Figure>();
  const misfits: string[] = [];
  for (const [position, row] of rows.entries()) {
    if (position % STEP === STEP - 1) yield;
    const index = readIndex(mapping, row);
    if (index instanceof NoValue) {
      misfits.push(`row ${row.path} ${index.reason}`);
      continue;
    }
    const key = JSON.stringify(index);
    const isTwice = figures.has(key);
    figures.set(key, isTwice ? { index, reason: 'the row is there twice' } : readCell(mapping, index, row));
  }
  const [first] = misfits;
  if (first === undefined) return [...figures.values()];
  const more = misfits.length > 1 ? ` (and ${misfits.length - 1} more)` : '';
  return [...figures.values(), { reason: `${first}${more}` }];
}

function readCell(
  { wanted: { measurement }, value, whenAbsent }: JsonMapping,
  index: Index,
  row: JsonNode,
): Figure {
  const said = followPointer(row.value, value.pointer ?? []);
  if (said === undefined || said === null) {
    if (whenAbsent !== undefined) return { index, series: new Map([['', whenAbsent]]) };
    return { index, reason: `there is nothing at ${value.text} in row ${row.path}`, isAbsent: true };
  }
  const read = readFigure(measurement, said);
  if (read instanceof NoValue) return { index, reason: `${value.text} in row ${row.path} ${read.reason}` };
  return { index, series: new Map([['', read]]) };
}

/** The index of a row. A number may name a row whose index is text: identifiers are often numbers in JSON. */
function readIndex({ wanted: { object }, labels }: JsonMapping, row: JsonNode): Index | NoValue {
  const values: (string | number)[] = [];
  for (const [position, component] of (object?.index ?? []).entries()) {
    const label = labels[position] ?? ROW_KEY;
    const said = label === ROW_KEY ? row.key : followPointer(row.value, label);
    const isText = component.dataType.kind === 'string';
    const value = readIndexValue(component, isText ? asText(said) : asNumber(said));
    if (value instanceof NoValue)
      return new NoValue(`cannot be named: its ${component.name} ${value.reason}`);
    values.push(value);
  }
  return values;
}

/** A value as the measurement's data type has it, or what is wrong with it: numbers may stand in quotes. */
function readFigure(measurement: ModelMeasurement, said: Json): RawValue | NoValue {
  const { kind } = measurement.dataType;
  if (kind === 'string') return readMeasurementValue(measurement, said);
  if (kind === 'boolean') {
    return readMeasurementValue(measurement, said === 0 || said === 1 ? said === 1 : said);
  }
  return readMeasurementValue(measurement, asNumber(said));
}

const NUMBER = /^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,3})?$/;

/** The number a text is; anything else as it is. */
function asNumber(said: Json | undefined): unknown {
  if (typeof said !== 'string' || !NUMBER.test(said)) return said;
  const value = Number(said);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(said) ? value : BigInt(said);
}

function asText(said: Json | undefined): unknown {
  return typeof said === 'number' ? String(said) : said;
}

function isSummed({ dataType: { kind } }: ModelMeasurement): boolean {
  return kind !== 'string' && kind !== 'boolean';
}

function describe(found: Json | undefined, text: string): string {
  return found === undefined ? `there is nothing at ${text}` : `${text || 'the document'} is ${show(found)}`;
}
