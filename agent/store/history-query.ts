import type { Log } from '../log.ts';
import { Malformed } from './byte-reader.ts';
import { CHUNK_SERIES, readColumn, readColumns } from './chunk-codec.ts';
import { GROUP_SIZE, readSection } from './record-codec.ts';
import type { Series } from './series-catalogue.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { HistoryEntry, HistoryRange, StoredRow, StoredValue } from './store.ts';
import type { UnsealedLog } from './unsealed-log.ts';

export interface HistoryTables {
  readonly file: SqliteFile;
  readonly unsealed: UnsealedLog;
  readonly log: Log;
}

/** The series asked for: by id, the place in order of index. */
type Wanted = ReadonlyMap<number, number>;

type Visit = (id: number, at: number, value: StoredValue) => void;

/** A chunk, or a section of the log, that may hold what is asked for. */
interface Part {
  readonly begin: number;
  read(visit: Visit): void;
}

/** A value on its way to the answer; `order` is its series' place in order of index. */
interface Found {
  readonly at: number;
  readonly order: number;
  readonly value: StoredValue;
}

/**
 * The values of these series with begin ≤ at < end, in order of time, then of index. Where the clock went back
 * parts overlap; with a limit, reading ends when no part that is left can hold an earlier value.
 */
export function readHistory(
  tables: HistoryTables,
  series: readonly Series[],
  range: Required<HistoryRange>,
): HistoryEntry[] {
  const { begin, end, limit } = range;
  if (!(limit > 0)) return [];
  const inOrder = series.toSorted((a, b) => compareIndexes(a.index, b.index));
  const wanted = new Map(inOrder.map(({ id }, order) => [id, order]));
  const parts = [...chunksOf(tables.file, wanted, range), ...sectionsOf(tables.unsealed, wanted, range)];
  parts.sort((a, b) => a.begin - b.begin);
  let found: Found[] = [];
  let latest = Infinity;
  for (const part of parts) {
    if (part.begin > latest) break;
    const before = found.length;
    readPart(part, tables.log, (id, at, value) => {
      const order = wanted.get(id);
      if (order === undefined || at < begin || at >= end || at > latest) return;
      found.push({ at, order, value });
    });
    if (found.length < limit || found.length === before) continue;
    found = found.sort(compareFound).slice(0, limit);
    latest = found[limit - 1]?.at as number;
  }
  return found
    .sort(compareFound)
    .map(({ at, order, value }) => ({ index: (inOrder[order] as Series).index, at, value }));
}

function chunksOf(file: SqliteFile, wanted: Wanted, { begin, end }: HistoryRange): Part[] {
  return startsOf(wanted, CHUNK_SERIES).flatMap((first) => {
    const chunks = file.all(
      'SELECT id, begins FROM chunk WHERE first_series = ? AND ends >= ? AND begins < ? ORDER BY ends, id',
      ...[first, begin, end],
    ) as unknown as [number, number][];
    return chunks.map(([chunk, begins]) => ({
      begin: begins,
      read: (visit: Visit) => readChunk(file, chunk, { first, wanted }, visit),
    }));
  });
}

function readChunk(
  file: SqliteFile,
  chunk: number,
  { first, wanted }: { first: number; wanted: Wanted },
  visit: Visit,
): void {
  const [octets] = (file.get('SELECT octets FROM chunk WHERE id = ?', chunk) ?? []) as [Uint8Array?];
  if (!octets) return;
  readColumns(octets, { has: (series) => wanted.has(first + series) }, (series, column) =>
    readColumn(column, (at, value) => visit(first + series, at, value)),
  );
}

function sectionsOf(unsealed: UnsealedLog, wanted: Wanted, { begin, end }: HistoryRange): Part[] {
  return startsOf(wanted, GROUP_SIZE).flatMap((first) =>
    unsealed
      .sectionsOf(first / GROUP_SIZE)
      .filter(({ at }) => at >= begin && at < end)
      .map(({ at, octets }) => ({
        begin: at,
        read: (visit: Visit) => readSection(octets, (series, value) => visit(first + series, at, value)),
      })),
  );
}

/** The first ids of the runs of so many that the wanted ones are in. */
function startsOf(wanted: Wanted, size: number): number[] {
  return [...new Set([...wanted.keys()].map((id) => id - (id % size)))];
}

/** What can be read of a malformed part is told. */
function readPart(part: Part, log: Log, visit: Visit): void {
  try {
    part.read(visit);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    log.warn({ begin: part.begin, reason: error.message }, 'a part of the history is malformed and left out');
  }
}

function compareFound(a: Found, b: Found): number {
  return a.at - b.at || a.order - b.order;
}

/** Part by part: numbers by size and before texts, texts by code unit. */
function compareIndexes(a: StoredRow['index'], b: StoredRow['index']): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [one, other] = [a[at] as string | number, b[at] as string | number];
    if (one === other) continue;
    if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return a.length - b.length;
}
