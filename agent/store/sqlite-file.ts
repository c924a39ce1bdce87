import type Libsql from 'libsql';
import type { Log } from '../log.ts';
import { openFile, setAside } from './open-file.ts';
import { failureOf } from './sqlite-error.ts';

export type Parameter = number | string | Uint8Array | null;
export type Row = readonly unknown[];

/**
 * The database: statements, prepared once each, and transactions. Where it proves corrupt in use it is set
 * aside, a new one is begun, and the parts are told, so that they write down again what they know.
 */
export class SqliteFile {
  readonly #path: string;
  readonly #log: Log;
  readonly #replaced: (() => void)[] = [];
  readonly #statements = new Map<string, Libsql.Statement<unknown[]>>();
  #database: Libsql.Database | undefined;
  #inTransaction = false;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.#database = openFile(path, log);
  }

  /** `listener` is told when the file is a new one. */
  onReplaced(listener: () => void): void {
    this.#replaced.push(listener);
  }

  run(sql: string, ...parameters: Parameter[]): number {
    return this.#use((database) => this.#statement(database, sql).run(parameters).changes);
  }

  get(sql: string, ...parameters: Parameter[]): Row | undefined {
    return this.#use((database) => this.#statement(database, sql).get(parameters) as Row | undefined);
  }

  all(sql: string, ...parameters: Parameter[]): Row[] {
    return this.#use((database) => this.#statement(database, sql).all(parameters) as Row[]);
  }

  pragma(source: string): number {
    return this.#use((database) => (database.prepare(`PRAGMA ${source}`).raw().get() as [number])[0]);
  }

  exec(sql: string): void {
    this.#use((database) => database.exec(sql));
  }

  /**
   * Does the work in one transaction; `durably`: over a power cut too, at the price of waiting for the disk.
   * Throws what SQLite says where that fails, with nothing of the work done. `work` may be done twice.
   */
  transaction(work: () => void, durably = false): void {
    try {
      this.#transaction(work, durably);
    } catch (error) {
      if (failureOf(error) !== 'corrupt') throw error;
      this.#replace(error as Error);
      this.#transaction(work, durably);
    }
  }

  close(): void {
    try {
      this.#database?.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      this.#log.warn({ err: error }, 'the WAL of the store stays: the next start reads it');
    }
    this.#letGo();
  }

  #transaction(work: () => void, durably: boolean): void {
    const database = this.#open();
    if (durably) database.exec('PRAGMA synchronous = FULL');
    try {
      database.exec('BEGIN IMMEDIATE');
      this.#inTransaction = true;
      work();
      database.exec('COMMIT');
    } catch (error) {
      // Of some errors SQLite itself rolls back.
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#inTransaction = false;
      if (durably) database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  #use<T>(work: (database: Libsql.Database) => T): T {
    try {
      return work(this.#open());
    } catch (error) {
      if (this.#inTransaction || failureOf(error) !== 'corrupt') throw error;
      this.#replace(error as Error);
      return work(this.#open());
    }
  }

  #statement(database: Libsql.Database, sql: string): Libsql.Statement<unknown[]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statement.reader) statement.raw();
    this.#statements.set(sql, statement);
    return statement;
  }

  /** A file that could not be begun anew is tried again each time. */
  #open(): Libsql.Database {
    this.#database ??= openFile(this.#path, this.#log);
    return this.#database;
  }

  /** SQLite sees that the file was moved, and leaves alone what has its name from then on. */
  #replace(error: Error): void {
    setAside(this.#path, error, this.#log);
    this.#letGo();
    this.#open();
    for (const tell of this.#replaced) tell();
  }

  #letGo(): void {
    this.#statements.clear();
    this.#database?.close();
    this.#database = undefined;
  }
}
