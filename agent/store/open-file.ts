import { closeSync, existsSync, fchmodSync, openSync, renameSync, statSync } from 'node:fs';
import Libsql from 'libsql';
import type { Log } from '../log.ts';
import { CHECKED_TABLES, MIGRATIONS } from './schema.ts';
import { codeOf, failureOf } from './sqlite-error.ts';

/** SQLite's own companions of a file in WAL mode. */
const COMPANIONS = ['', '-wal', '-shm'];

/**
 * Pages in the WAL before they are written back, within a commit: a few, so that this never takes long. WAL
 * and synchronous=NORMAL keep every commit over the end of the process; over a power cut the last ones may go,
 * those since the WAL was written back. What must stay then is committed with synchronous=FULL (SqliteFile).
 */
const CHECKPOINT_PAGES = 256;

/** Opens the database or begins a new one; sets a corrupt one aside first. Throws an Error with the remedy. */
export function openFile(path: string, log: Log): Libsql.Database {
  try {
    createPrivately(path);
    try {
      return openSound(path);
    } catch (error) {
      if (failureOf(error) !== 'corrupt') throw error;
      setAside(path, error as Error, log);
      createPrivately(path);
      return openSound(path);
    }
  } catch (error) {
    throw explain(path, error as Error);
  }
}

/** Moves a corrupt file out of the way, with what belongs to it. */
export function setAside(path: string, error: Error, log: Log): void {
  const aside = `${path}.corrupt-${new Date().toISOString().replace(/[-:]/g, '').replace('.', '')}`;
  for (const companion of COMPANIONS) {
    if (existsSync(path + companion)) renameSync(path + companion, aside + companion);
  }
  log.error(
    { file: path, aside, reason: error.message },
    'THE STORE IS CORRUPT: it was set aside and a new one begun. History, and reports that waited in it, are not in the new one; sqlite3 may recover them (.recover)',
  );
}

/** What SQLite puts beside the file has its mode. */
function createPrivately(path: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

function openSound(path: string): Libsql.Database {
  const database = new Libsql(path);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    const version = pragma(database, 'user_version') as number;
    if (version > MIGRATIONS.length) {
      throw new Error(
        `its version is ${version}, and this program knows ${MIGRATIONS.length}. Start the newer program that wrote it, or move the file away`,
      );
    }
    // Before the first table, or never.
    if (version === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    migrate(database, version);
    checkSize(database, path);
    for (const table of CHECKED_TABLES) checkTable(database, table);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: Libsql.Database, version: number): void {
  for (const [done, script] of MIGRATIONS.entries()) {
    if (done < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${script}; PRAGMA user_version = ${done + 1}; COMMIT`);
  }
}

/** SQLite would see only when it reads a page that the file has been cut off before it. */
function checkSize(database: Libsql.Database, path: string): void {
  try {
    // What is in the WAL only may be beyond the end of the file.
    if (pragma(database, 'wal_checkpoint(TRUNCATE)') !== 0) return;
  } catch (error) {
    if (failureOf(error) === 'unwritable') return;
    throw error;
  }
  const expected = Number(pragma(database, 'page_count')) * Number(pragma(database, 'page_size'));
  const { size } = statSync(path);
  if (size >= expected) return;
  throw new Libsql.SqliteError(`it has ${size} octets of ${expected}`, 'SQLITE_CORRUPT');
}

function checkTable(database: Libsql.Database, table: string): void {
  const found = pragma(database, `quick_check('${table}')`);
  if (found !== 'ok') throw new Libsql.SqliteError(String(found), 'SQLITE_CORRUPT');
}

function pragma(database: Libsql.Database, source: string): unknown {
  return (database.prepare(`PRAGMA ${source}`).raw().get() as unknown[])[0];
}

function explain(path: string, error: Error): Error {
  return new Error(`${path}: cannot be opened (${error.message}). ${remedyOf(error)}`, { cause: error });
}

function remedyOf(error: Error): string {
  const code = codeOf(error);
  if (/BUSY|LOCKED/.test(code)) return 'Another program has it: end that, or choose another dataDir.';
  if (/FULL|ENOSPC|IOERR/.test(code)) return 'Make room on the disk.';
  return 'Make the folder and the file readable and writable for this user, or choose another dataDir.';
}
