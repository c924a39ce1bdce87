import type { StoredHistory } from './history.ts';
import { GROUP_SIZE } from './record-codec.ts';
import type { SqliteFile } from './sqlite-file.ts';

export interface RetentionLimits {
  /** Seconds. */
  readonly maxAge: number;
  /** Octets. */
  readonly maxSize: number;
}

/** Chunks removed, and pages given back, at a time: a millisecond or two. */
const CHUNKS_AT_A_TIME = 32;
const PAGES_AT_A_TIME = 64;

/** Removes the oldest history: what is too old, then what there is no room for. Reports stay. */
export function* retain(
  file: SqliteFile,
  history: StoredHistory,
  { maxAge, maxSize }: RetentionLimits,
  now: number,
): Generator<void, void> {
  const oldest = Math.round(now - maxAge * 1000);
  yield* removeOldSections(history, oldest);
  while (removeChunks(file, history, oldest)) yield;
  while (history.removeDone()) yield;
  while (usedSize(file) > maxSize && removeOldest(file, history)) yield;
  yield* forgetIdleGroups(file, history);
  while (file.pragma('freelist_count') > 0 && fileSize(file) > maxSize) {
    file.exec(`PRAGMA incremental_vacuum(${PAGES_AT_A_TIME})`);
    yield;
  }
}

function* removeOldSections(history: StoredHistory, oldest: number): Generator<void, void> {
  for (const group of [...history.unsealed.groups]) {
    const sections = history.unsealed.sectionsOf(group);
    const young = sections.findIndex(({ at }) => at >= oldest);
    const count = young === -1 ? sections.length : young;
    if (count === 0) continue;
    if (!history.drop(group, count)) return;
    yield;
  }
}

/** Removes some of the chunks that end before `oldest`; whether there may be more. */
function removeChunks(file: SqliteFile, history: StoredHistory, oldest: number): boolean {
  const sql = `SELECT id FROM chunk WHERE ends < ? ORDER BY ends LIMIT ${CHUNKS_AT_A_TIME}`;
  const chunks = file.all(sql, oldest);
  if (chunks.length === 0) return false;
  return history.attempt(() => {
    for (const [id] of chunks) file.run('DELETE FROM chunk WHERE id = ?', id as number);
  });
}

/** Chunks first, then what is not sealed yet; false where there is no history left, or the disk does not take it. */
function removeOldest(file: SqliteFile, history: StoredHistory): boolean {
  if (removeChunks(file, history, Number.MAX_SAFE_INTEGER)) return true;
  const group = history.unsealed.oldestGroup();
  if (group !== undefined && !history.drop(group, history.unsealed.sectionsOf(group).length)) return false;
  return history.removeDone() || group !== undefined;
}

/** A group of which nothing is left and nothing comes will not be asked for. */
function* forgetIdleGroups(file: SqliteFile, history: StoredHistory): Generator<void, void> {
  for (const group of history.idleGroups()) {
    const sql = 'SELECT 1 FROM chunk WHERE first_series >= ? AND first_series < ? LIMIT 1';
    const holds = file.get(sql, group * GROUP_SIZE, (group + 1) * GROUP_SIZE) !== undefined;
    if (holds || history.unsealed.sectionsOf(group).length > 0) continue;
    if (!history.attempt(() => history.catalogue.forget(group))) return;
    yield;
  }
}

function usedSize(file: SqliteFile): number {
  return (file.pragma('page_count') - file.pragma('freelist_count')) * file.pragma('page_size');
}

function fileSize(file: SqliteFile): number {
  return file.pragma('page_count') * file.pragma('page_size');
}
