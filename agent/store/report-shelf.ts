import type { Log } from '../log.ts';
import type { PmReport } from '../report/pm-report.ts';
import { Malformed } from './byte-reader.ts';
import { decodeItems, encodeItems } from './report-codec.ts';
import type { SqliteFile } from './sqlite-file.ts';

/** Most octets of reports that wait in memory for room on the disk. */
const MOST_UNWRITTEN = 16 * 2 ** 20;

/** Most reports removed at a time: many, after a target was away for long, would hold up the next one. */
const AT_A_TIME = 8;

interface ReportRow {
  readonly identifier: string;
  readonly begin: number;
  readonly end: number;
  readonly validity: PmReport['validity'];
  readonly items: Uint8Array;
}

type StoredReport = [string, number, number, 'valid' | 'suspect' | null, Uint8Array];

/** Reports by sequence number: on disk, and those that the disk has not taken yet. */
export class ReportShelf {
  readonly #file: SqliteFile;
  readonly #log: Log;
  readonly #unwritten = new Map<number, ReportRow>();
  readonly #removed = new Set<number>();
  #unwrittenOctets = 0;
  /** Ascending. */
  #sequences: number[];
  /** The report asked for last: each target asks for the same ones. */
  #recent: PmReport | undefined;

  constructor(file: SqliteFile, log: Log) {
    this.#file = file;
    this.#log = log;
    this.#sequences = file.all('SELECT sequence FROM report ORDER BY sequence').map(([n]) => n as number);
    file.onReplaced(() => {
      this.#removed.clear();
      this.#sequences = [...this.#unwritten.keys()];
    });
  }

  /** Sequence numbers of the reports that are there, ascending. */
  get sequences(): readonly number[] {
    return this.#sequences;
  }

  /** How many of them come after this one. */
  countAfter(sequence: number): number {
    return this.#sequences.length - placeAfter(this.#sequences, sequence);
  }

  put(report: PmReport): void {
    const { sequence, identifier, begin, end, validity, items } = report;
    const times = { begin: begin.getTime(), end: end.getTime() };
    const row = { identifier, ...times, validity, items: encodeItems(items) };
    this.#unwritten.set(sequence, row);
    this.#unwrittenOctets += row.items.length;
    this.#sequences.push(sequence);
    this.#recent = report;
    this.#bound();
  }

  /** Takes back the report that was put last. */
  takeBack(sequence: number): void {
    this.#unwrittenOctets -= this.#unwritten.get(sequence)?.items.length ?? 0;
    this.#unwritten.delete(sequence);
    this.#sequences = this.#sequences.filter((other) => other !== sequence);
    this.#recent = undefined;
  }

  /** The first report after this sequence number. */
  firstAfter(sequence: number): PmReport | undefined {
    for (;;) {
      const next = this.#sequences[placeAfter(this.#sequences, sequence)];
      if (next === undefined) return undefined;
      const report = this.#read(next);
      if (report) return report;
      this.#remove(next);
    }
  }

  latest(count: number): PmReport[] {
    const wanted = count > 0 ? this.#sequences.slice(-count) : [];
    return wanted.flatMap((sequence) => this.#read(sequence) ?? []);
  }

  /** Removes what comes up to this sequence number, but the latest `kept`: some at a time, the oldest first. */
  removeUpTo(sequence: number, kept: number): void {
    const count = Math.min(placeAfter(this.#sequences, sequence), this.#sequences.length - kept);
    for (const old of this.#sequences.slice(0, Math.min(Math.max(count, 0), AT_A_TIME))) this.#remove(old);
  }

  save(): void {
    for (const [sequence, { identifier, begin, end, validity = null, items }] of this.#unwritten) {
      const sql = 'INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?, ?)';
      this.#file.run(sql, sequence, identifier, begin, end, validity, items);
    }
    for (const sequence of this.#removed) this.#file.run('DELETE FROM report WHERE sequence = ?', sequence);
  }

  saved(): void {
    this.#unwritten.clear();
    this.#unwrittenOctets = 0;
    this.#removed.clear();
  }

  #read(sequence: number): PmReport | undefined {
    if (this.#recent?.sequence === sequence) return this.#recent;
    const row = this.#unwritten.get(sequence) ?? this.#rowOf(sequence);
    if (!row) return undefined;
    try {
      const { identifier, begin, end, validity } = row;
      const items = decodeItems(row.items);
      const about = { sequence, identifier, begin: new Date(begin), end: new Date(end) };
      this.#recent = { ...about, ...(validity && { validity }), items };
      return this.#recent;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#log.error({ sequence, reason: error.message }, 'a stored report is malformed and cannot be sent');
      return undefined;
    }
  }

  #rowOf(sequence: number): ReportRow | undefined {
    const row = this.#file.get(
      'SELECT identifier, begins, ends, validity, items FROM report WHERE sequence = ?',
      sequence,
    );
    if (!row) return undefined;
    const [identifier, begin, end, validity, items] = row as unknown as StoredReport;
    return { identifier, begin, end, validity: validity ?? undefined, items };
  }

  #remove(sequence: number): void {
    this.#sequences.splice(placeAfter(this.#sequences, sequence) - 1, 1);
    const unwritten = this.#unwritten.get(sequence);
    this.#unwrittenOctets -= unwritten?.items.length ?? 0;
    if (!this.#unwritten.delete(sequence)) this.#removed.add(sequence);
  }

  #bound(): void {
    for (const [sequence] of this.#unwritten) {
      if (this.#unwrittenOctets <= MOST_UNWRITTEN || this.#unwritten.size === 1) return;
      this.#remove(sequence);
      this.#log.error(
        { sequence },
        'a report was dropped: it could not be written, and too many wait in memory',
      );
    }
  }
}

/** The place of the first number after this one. */
function placeAfter(numbers: readonly number[], number: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
