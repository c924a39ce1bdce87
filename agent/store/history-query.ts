import type { Log } from '../log.ts';
import { Malformed } from './byte-reader.ts';
import { readColumn, readColumns } from './chunk-codec.ts';
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

/** Of the series asked for, those of one group: by number within it, the place in order of index. */
type Wanted = ReadonlyMap<number, number>;

type Visit = (series: number, at: number, value: StoredValue) => void;

/** A chunk, or a section of the log, that may hold what is asked for. */
interface Part {
  readonly wanted: Wanted;
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
  const parts = [...byGroup(inOrder)].flatMap(([group, wanted]) => partsOf(tables, group, wanted, range));
  parts.sort((a, b) => a.begin - b.begin);
  let found: Found[] = [];
  let latest = Infinity;
  for (const part of parts) {
    if (part.begin > latest) break;
    const before = found.length;
    readPart(part, tables.log, (member, at, value) => {
      if (at < begin || at >= end || at > latest) return;
      found.push({ at, order: part.wanted.get(member) as number, value });
    });
    if (found.length < limit || found.length === before) continue;
    found = found.sort(compareFound).slice(0, limit);
    latest = found[limit - 1]?.at as number;
  }
  return found
    .sort(compareFound)
    .map(({ at, order, value }) => ({ index: (inOrder[order] as Series).index, at, value }));
}

function byGroup(series: readonly Series[]): Map<number, Map<number, number>> {
  const groups = new Map<number, Map<number, number>>();
  for (const [order, { id }] of series.entries()) {
    const group = Math.floor(id / GROUP_SIZE);
    const wanted = groups.get(group) ?? new Map<number, number>();
    groups.set(group, wanted.set(id % GROUP_SIZE, order));
  }
  return groups;
}

function partsOf(
  { file, unsealed }: HistoryTables,
  group: number,
  wanted: Wanted,
  { begin, end }: Required<HistoryRange>,
): Part[] {
  const chunks = file.all(
    'SELECT id, begins FROM chunk WHERE series_group = ? AND ends >= ? AND begins < ? ORDER BY ends, id',
    ...[group, begin, end],
  ) as unknown as [number, number][];
  const sections = unsealed.sectionsOf(group).filter(({ at }) => at >= begin && at < end);
  return [
    ...chunks.map(([id, begins]) => ({
      wanted,
      begin: begins,
      read: (visit: Visit) => readChunk(file, id, wanted, visit),
    })),
    ...sections.map(({ at, octets }) => ({
      wanted,
      begin: at,
      read: (visit: Visit) =>
        readSection(octets, (member, value) => {
          if (wanted.has(member)) visit(member, at, value);
        }),
    })),
  ];
}

function readChunk(file: SqliteFile, id: number, wanted: Wanted, visit: Visit): void {
  const [octets] = (file.get('SELECT octets FROM chunk WHERE id = ?', id) ?? []) as [Uint8Array?];
  if (!octets) return;
  readColumns(octets, wanted, (member, column) =>
    readColumn(column, (at, value) => visit(member, at, value)),
  );
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
