import type { Log } from '../log.ts';
import { encodeChunks } from './chunk-codec.ts';
import { readHistory } from './history-query.ts';
import { encodeRecord, GROUP_SIZE, SectionWriter } from './record-codec.ts';
import { type Kind, SeriesCatalogue } from './series-catalogue.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type {
  FigureName,
  HistoryEntry,
  HistoryRange,
  HistoryStore,
  MeasurementRows,
  StoredInterval,
  StoredRow,
} from './store.ts';
import type { Trouble } from './trouble.ts';
import { type LogRecord, UnsealedLog } from './unsealed-log.ts';

/** A group's sections are sealed into chunks when they have come to so many octets. */
const CHUNK_SIZE = 64 * 1024;
/** Above so many octets in the log, groups are sealed before they have come to that. */
const LOG_SIZE = 32 * 2 ** 20;
/** Rows encoded, groups written and old records removed at a time: a millisecond or two each. */
const ROWS_AT_A_TIME = 512;
const GROUPS_AT_A_TIME = 64;
const RECORDS_AT_A_TIME = 16;

/** Values of one moment on their way to disk. */
interface Moment {
  readonly at: number;
  readonly sections: Map<number, SectionWriter>;
}

/**
 * History in two steps, for a row a value would cost a page of disk each: what a moment brings is one record of
 * a log; when there is enough of it, a group of series at a time is sealed into chunks, where each series is
 * by itself. A group is sealed in one transaction, so that the end of the process loses and doubles nothing.
 *
 * Times may go back: records stay in the order they came in, and a query puts them in order of time.
 */
export class StoredHistory implements HistoryStore {
  readonly #file: SqliteFile;
  readonly #trouble: Trouble;
  readonly #log: Log;
  readonly catalogue: SeriesCatalogue;
  readonly unsealed: UnsealedLog;
  /** Groups that values came for. */
  readonly #used = new Set<number>();

  constructor(file: SqliteFile, trouble: Trouble, log: Log) {
    this.#file = file;
    this.#trouble = trouble;
    this.#log = log;
    this.catalogue = new SeriesCatalogue(file);
    this.unsealed = new UnsealedLog(file, (record, { message }) =>
      log.warn({ record, reason: message }, 'a stored sample is malformed and left out'),
    );
  }

  *addSample(at: number, measurements: Iterable<MeasurementRows>): Generator<void, void> {
    yield* this.#add('sample', measurements, () => at);
  }

  *addIntervals(intervals: Iterable<StoredInterval>): Generator<void, void> {
    yield* this.#add('interval', intervals, ({ end }) => end);
  }

  samples(figure: FigureName, { begin, end, limit }: HistoryRange): HistoryEntry[] {
    return this.#read('sample', figure, begin, end, limit);
  }

  /** Times are whole milliseconds. */
  intervals(figure: FigureName, { begin, end, limit }: HistoryRange): HistoryEntry[] {
    return this.#read('interval', figure, begin + 1, end + 1, limit);
  }

  /** Does the work in one transaction; false where the disk does not take it, and `lost` values are dropped. */
  attempt(work: () => void, lost = 0): boolean {
    try {
      this.#file.transaction(work);
      return true;
    } catch (error) {
      this.#trouble.meet(error, lost);
      return false;
    }
  }

  /** The groups that no value came for since it was asked last. */
  *idleGroups(): Generator<number, void> {
    const idle = [...this.catalogue.fullGroups()].filter((group) => !this.#used.has(group));
    this.#used.clear();
    for (const group of idle) if (!this.#used.has(group)) yield group;
  }

  /** Gives up the first `count` sections of a group. */
  drop(group: number, count: number): boolean {
    const last = this.unsealed.sectionsOf(group)[count - 1];
    if (!last) return true;
    if (!this.attempt(() => this.#markSealed(group, last.record))) return false;
    this.unsealed.sealed(group, count);
    return true;
  }

  /** Removes records of which all is sealed; whether there are more. */
  removeDone(): boolean {
    const done = this.unsealed.done(RECORDS_AT_A_TIME);
    if (done.length === 0 || !this.attempt(() => this.#delete(done))) return false;
    this.unsealed.removed(done.length);
    return true;
  }

  *#add<F extends MeasurementRows>(
    kind: Kind,
    figures: Iterable<F>,
    atOf: (figure: F) => number,
  ): Generator<void, void> {
    const moments = new Map<number, Moment>();
    let moment: Moment | undefined;
    let rows = 0;
    for (const figure of figures) {
      const at = Math.round(atOf(figure));
      if (moment?.at !== at) moment = momentOf(moments, at);
      for (const { index, value } of figure.rows) {
        this.#sectionFor(moment, this.catalogue.idOf(kind, figure, index), value);
        rows += 1;
        if (rows % ROWS_AT_A_TIME === 0) yield;
      }
    }
    for (const moment of moments.values()) yield* this.#write(moment);
    yield* this.#sealDue();
  }

  #sectionFor({ sections }: Moment, id: number, value: StoredRow['value']): void {
    const group = Math.floor(id / GROUP_SIZE);
    let section = sections.get(group);
    if (!section) {
      section = new SectionWriter();
      sections.set(group, section);
      this.#used.add(group);
    }
    section.add(id % GROUP_SIZE, value);
  }

  *#write({ at, sections }: Moment): Generator<void, void> {
    const all = [...sections];
    for (let from = 0; from < all.length; from += GROUPS_AT_A_TIME) {
      const some = all.slice(from, from + GROUPS_AT_A_TIME);
      const values = some.reduce((sum, [, section]) => sum + section.count, 0);
      this.#append({ at, sections: some.map(([group, section]) => [group, section.finish()]) }, values);
      yield;
    }
  }

  #append(record: LogRecord, values: number): void {
    const octets = encodeRecord(record.sections);
    const done = this.unsealed.done(RECORDS_AT_A_TIME);
    const id = this.unsealed.nextRecord;
    const written = this.attempt(() => {
      this.catalogue.save();
      this.#file.run('INSERT INTO log (id, at, record) VALUES (?, ?, ?)', id, record.at, octets);
      this.#delete(done);
    }, values);
    if (!written) return;
    this.#trouble.end();
    this.catalogue.saved();
    this.unsealed.removed(done.length);
    this.unsealed.add(id, record, octets.length);
  }

  /** One full group for each sample, so that groups that fill together are not all sealed at once. */
  *#sealDue(): Generator<void, void> {
    let sealed = 0;
    for (const group of [...this.unsealed.groups]) {
      const octets = this.unsealed.octetsOf(group);
      if (octets < (sealed === 0 ? CHUNK_SIZE : 2 * CHUNK_SIZE)) continue;
      if (!(yield* this.#seal(group))) return;
      sealed += 1;
      yield;
    }
    while (this.unsealed.octets > LOG_SIZE) {
      const group = this.unsealed.oldestGroup();
      if (group === undefined || !(yield* this.#seal(group))) return;
      yield;
    }
  }

  /** False where the disk does not take it. */
  *#seal(group: number): Generator<void, boolean> {
    const sections = [...this.unsealed.sectionsOf(group)];
    const last = sections.at(-1);
    if (!last) return true;
    const chunks = yield* encodeChunks(sections, ({ record }, { message }) =>
      this.#log.warn({ record, reason: message }, 'a stored sample is malformed and left out'),
    );
    // Between two steps others may have sealed or dropped them.
    if (this.unsealed.sectionsOf(group)[0] !== sections[0]) return true;
    const written = this.attempt(() => {
      const sql = 'INSERT INTO chunk (first_series, begins, ends, octets) VALUES (?, ?, ?, ?)';
      for (const { first, begin, end, octets } of chunks) {
        this.#file.run(sql, group * GROUP_SIZE + first, begin, end, octets);
      }
      this.#markSealed(group, last.record);
    });
    if (written) this.unsealed.sealed(group, sections.length);
    return written;
  }

  #markSealed(group: number, record: number): void {
    this.#file.run('INSERT OR REPLACE INTO sealed (series_group, log_id) VALUES (?, ?)', group, record);
  }

  #delete(records: readonly number[]): void {
    for (const id of records) this.#file.run('DELETE FROM log WHERE id = ?', id);
  }

  #read(kind: Kind, figure: FigureName, begin: number, end: number, limit = Infinity): HistoryEntry[] {
    const series = this.catalogue.seriesOf(kind, figure);
    return readHistory({ file: this.#file, unsealed: this.unsealed, log: this.#log }, series, {
      begin,
      end,
      limit,
    });
  }
}

function momentOf(moments: Map<number, Moment>, at: number): Moment {
  const known = moments.get(at);
  if (known) return known;
  const moment = { at, sections: new Map() };
  moments.set(at, moment);
  return moment;
}
