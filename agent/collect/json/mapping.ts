import { NoValue } from '../../../model/value.ts';
import { checkIndexName, type MappingMistake, readWhenAbsent } from '../metrics/mapping.ts';
import type { WantedMeasurement } from '../source.ts';
import { checkJsonPath } from './json-path.ts';
import { parsePointer } from './pointer.ts';

/** Where the configuration says a measurement's figure is. */
export interface JsonMappingSpec {
  /** JSONPath of the rows, or JSON Pointer of the list or object that holds them. */
  readonly rows?: string;
  /** JSON Pointer, in a row where there are rows; or JSONPath, where there are none. */
  readonly value: string;
  /** Index name ← JSON Pointer in the row, or `key`. An index not named here is the member of its own name. */
  readonly labels?: ReadonlyMap<string, string>;
  readonly whenAbsent?: number;
}

/** A mapping spec made fit for its measurement. */
export interface JsonMapping {
  readonly wanted: WantedMeasurement;
  /** Absent for a scalar, and where the document is itself the row. */
  readonly rows?: Place;
  readonly value: Place;
  /** Where each component of the object's index is in its row; empty for a scalar. */
  readonly labels: readonly Label[];
  readonly whenAbsent?: number | boolean;
}

/** Somewhere in a document. */
export type Place =
  | { readonly text: string; readonly pointer: readonly string[] }
  | { readonly text: string; readonly pointer?: never };

/** A member of the row, or the name or position that the row itself has. */
export type Label = readonly string[] | typeof ROW_KEY;

export const ROW_KEY = 'key';

export interface JsonMappingOptions {
  /** A document is itself one row, where no rows are named. */
  readonly isRow?: boolean;
}

export type ResolvedJsonMapping =
  | { readonly ok: true; readonly mapping: JsonMapping }
  | { readonly ok: false; readonly mistakes: readonly MappingMistake[] };

/** Checks a mapping spec against its measurement; all mistakes at once. */
export function resolveJsonMapping(
  wanted: WantedMeasurement,
  spec: JsonMappingSpec,
  options: JsonMappingOptions = {},
): ResolvedJsonMapping {
  const { measurement, object } = wanted;
  const mistakes: MappingMistake[] = [];
  const take = <T>(path: readonly string[], read: T | NoValue): T | undefined => {
    if (!(read instanceof NoValue)) return read;
    mistakes.push({ path, message: read.reason });
    return undefined;
  };
  if (object && spec.rows === undefined && !options.isRow) {
    const message = `${measurement.name} is measured of each ${object.name}: say in rows where these are`;
    mistakes.push({ path: ['value'], message });
  }
  if (!object && spec.rows !== undefined) {
    mistakes.push({ path: ['rows'], message: `${measurement.name} is a scalar: it has no rows` });
  }
  const rows = spec.rows === undefined ? undefined : take(['rows'], readPlace(spec.rows));
  const value = take(['value'], object ? readPointerPlace(spec.value) : readPlace(spec.value));
  const whenAbsent = take(['whenAbsent'], readWhenAbsent(wanted, spec.whenAbsent));
  mistakes.push(...checkLabels(wanted, spec.labels ?? new Map()));
  if (mistakes.length > 0 || !value) return { ok: false, mistakes };
  const labels = (object?.index ?? []).map(({ name }) => readLabel(spec.labels?.get(name), name));
  return {
    ok: true,
    mapping: {
      wanted,
      value,
      labels,
      ...(rows && { rows }),
      ...(whenAbsent !== undefined && { whenAbsent }),
    },
  };
}

function checkLabels(wanted: WantedMeasurement, labels: ReadonlyMap<string, string>): MappingMistake[] {
  return [...labels].flatMap(([index, text]) => {
    const path = ['labels', index];
    const mistake = checkIndexName(wanted, index);
    if (mistake !== undefined) return [{ path, message: mistake }];
    if (text === ROW_KEY || parsePointer(text)) return [];
    const message = `${JSON.stringify(text)} is no JSON Pointer: write /${index}, or ${ROW_KEY} for the name of the row itself`;
    return [{ path, message }];
  });
}

function readLabel(text: string | undefined, index: string): Label {
  if (text === undefined) return [index];
  return text === ROW_KEY ? ROW_KEY : (parsePointer(text) ?? [index]);
}

function readPlace(text: string): Place | NoValue {
  if (!text.startsWith('$')) return readPointerPlace(text);
  const mistake = checkJsonPath(text);
  return mistake === undefined ? { text } : new NoValue(`${text} is no JSONPath (RFC 9535): ${mistake}`);
}

function readPointerPlace(text: string): Place | NoValue {
  const pointer = parsePointer(text);
  if (pointer) return { text, pointer };
  if (text.startsWith('$')) {
    return new NoValue(`in a row, a value is where a JSON Pointer says, such as /calls, not ${text}`);
  }
  return new NoValue(
    `${JSON.stringify(text)} is neither a JSON Pointer, such as /calls/active, nor a JSONPath, such as $.calls.active`,
  );
}
