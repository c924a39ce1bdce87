import type { ModelObject } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';
import { readIndexValue, readMeasurementValue, show } from '../figure-value.ts';
import type { MeasurementProblem, Reading, WantedMeasurement } from '../source.ts';

export interface Outcome {
  readonly readings: readonly Reading[];
  readonly problems: readonly MeasurementProblem[];
}

/** A measurement and its position among those the source is asked for. */
export interface WantedPart extends WantedMeasurement {
  readonly position: number;
}

type Index = readonly (string | number)[];

const MAX_ROWS = 100_000;

/** Reads what a method of `scalars` answered; `measurements` is the one it gives. */
export function readScalar(measurements: readonly WantedPart[], method: string, answer: unknown): Outcome {
  const read = measurements.map((wanted) => readFigure(wanted, [], method, answer));
  return gather(read);
}

/** Reads what a method of `tables` answered. Rows that have one index twice are not read at all. */
export function readTable(
  object: ModelObject,
  measurements: readonly WantedPart[],
  method: string,
  answer: unknown,
): Outcome {
  const said = answer === undefined ? 'none' : show(answer);
  if (!Array.isArray(answer))
    return failAll(measurements, `${method} of the handler gave ${said}, not a list of rows`);
  if (answer.length > MAX_ROWS) {
    return failAll(
      measurements,
      `${method} of the handler gave ${answer.length} rows; at most ${MAX_ROWS} are taken`,
    );
  }
  const { rows, misfits } = indexRows(object, answer);
  const read = [...rows.values()].flatMap((row) =>
    measurements.map((wanted) => readCell(wanted, row, method)),
  );
  if (misfits.length === 0) return gather(read);
  const more = misfits.length > 1 ? ` (and ${misfits.length - 1} more)` : '';
  const { problems } = failAll(measurements, `${method} of the handler gave ${misfits[0]}${more}`);
  return gather([...read, ...problems]);
}

/** That no measurement of a method has a reading. */
export function failAll(measurements: readonly WantedPart[], reason: string): Outcome {
  return { readings: [], problems: measurements.map(({ position }) => ({ measurement: position, reason })) };
}

interface Row {
  readonly index: Index;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly isTwice: boolean;
}

function indexRows(
  object: ModelObject,
  answer: readonly unknown[],
): { rows: Map<string, Row>; misfits: string[] } {
  const rows = new Map<string, Row>();
  const misfits: string[] = [];
  for (const [number, row] of answer.entries()) {
    const index = readRowIndex(object, row);
    if (index instanceof NoValue) {
      misfits.push(`row ${number}, which ${index.reason}`);
      continue;
    }
    const key = JSON.stringify(index);
    rows.set(key, { index, figures: row as Record<string, unknown>, isTwice: rows.has(key) });
  }
  return { rows, misfits };
}

function readCell(
  wanted: WantedPart,
  { index, figures, isTwice }: Row,
  method: string,
): Reading | MeasurementProblem {
  if (!isTwice) return readFigure(wanted, index, method, figures[wanted.measurement.name]);
  return { measurement: wanted.position, index, reason: `${method} of the handler gave this row twice` };
}

function readRowIndex(object: ModelObject, row: unknown): Index | NoValue {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return new NoValue(`is ${show(row)}`);
  const values: (string | number)[] = [];
  for (const index of object.index) {
    const value = readIndexValue(index, (row as Record<string, unknown>)[index.name]);
    if (value instanceof NoValue) return new NoValue(`cannot be named: its ${index.name} ${value.reason}`);
    values.push(value);
  }
  return values;
}

function readFigure(
  { measurement, position }: WantedPart,
  index: Index,
  method: string,
  answer: unknown,
): Reading | MeasurementProblem {
  const place = { measurement: position, index };
  if (answer === undefined)
    return { ...place, reason: `${method} of the handler gave no ${measurement.name}` };
  const value = readMeasurementValue(measurement, answer);
  if (value instanceof NoValue) {
    return { ...place, reason: `${measurement.name} from ${method} of the handler ${value.reason}` };
  }
  return { ...place, series: new Map([['', value]]) };
}

function gather(read: readonly (Reading | MeasurementProblem)[]): Outcome {
  const readings: Reading[] = [];
  const problems: MeasurementProblem[] = [];
  for (const one of read) {
    if ('series' in one) readings.push(one);
    else problems.push(one);
  }
  return { readings, problems };
}
