import { explainFileError } from '../../../document/file-error.ts';
import { addExact, type Exact } from '../../kpi/exact.ts';
import { inSlices, type Steps } from '../../slices.ts';
import { mapDocument } from '../json/map-document.ts';
import type { JsonMapping } from '../json/mapping.ts';
import { type Json, parseJson } from '../json/parse-json.ts';
import type { MeasurementProblem, Reading, Sample, Source } from '../source.ts';
import { LineReader } from './line-reader.ts';

export interface FileSourceOptions {
  readonly name: string;
  readonly path: string;
  /** What a line says of a counter: how far it has come, or by how much it has grown. */
  readonly counters: 'total' | 'increment';
  /** After how much silence a row is forgotten, in milliseconds. */
  readonly expireMs: number;
  /** Readings name measurements by their position here. */
  readonly mappings: readonly JsonMapping[];
  /** Milliseconds of a clock that never goes back. */
  now?(): number;
}

/** Rows kept of one measurement. */
const MAX_ROWS = 10_000;

/** What the latest line that speaks of a row said, or why that cannot be taken. */
interface Row {
  readonly index: Reading['index'];
  readonly series: Reading['series'];
  readonly reason?: string;
  readonly heardAt: number;
}

const NOTHING: Reading['series'] = new Map();

/**
 * A file that JSON objects are appended to, one a line. A line says something of the measurements whose figures
 * it has; of each row its latest figure holds until there is another one. What is no JSON object is left out.
 */
export function createFileSource(options: FileSourceOptions): Source {
  const { name, path } = options;
  const reader = new LineReader(path);
  const rows = new LatestRows(options);
  const counts = { received: 0, dropped: 0 };
  return {
    ...{ name, counts },
    async read(signal): Promise<Sample> {
      try {
        const { lines, tooLong, isBehind } = await reader.read(signal);
        const unread = (await inSlices(rows.take(lines), signal)) + tooLong;
        counts.received += lines.length + tooLong;
        counts.dropped += unread;
        if (isBehind) return { ok: false, reason: `${path}: more is written than can be read in time` };
        if (unread > 0 && unread === lines.length + tooLong) {
          return { ok: false, reason: `${path}: no new line is a JSON object of at most 64 KiB` };
        }
        return { ok: true, ...rows.read() };
      } catch (error) {
        if (signal.aborted) return { ok: false, reason: `${path}: ${(signal.reason as Error).message}` };
        return { ok: false, reason: `${path} ${explainFileError(error)}` };
      }
    },
    close: () => reader.close(),
  };
}

/** The latest figure of each row of each measurement. */
class LatestRows {
  readonly #options: FileSourceOptions;
  readonly #now: () => number;
  /** A line that lacks a figure says nothing of it: what is absent is only known of all lines together. */
  readonly #mappings: readonly JsonMapping[];
  readonly #rows: readonly Map<string, Row>[];
  readonly #full = new Set<number>();

  constructor(options: FileSourceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#mappings = options.mappings.map(({ whenAbsent: _, ...mapping }) => mapping);
    this.#rows = options.mappings.map(() => new Map());
  }

  /** Takes lines, oldest first; returns how many of them are no objects. */
  *take(lines: readonly string[]): Steps<number> {
    let unread = 0;
    for (const line of lines) {
      const object = readObject(line);
      if (object === undefined) unread += 1;
      else yield* this.#takeObject(object);
      yield;
    }
    return unread;
  }

  read(): { readings: Reading[]; problems: MeasurementProblem[] } {
    const readings: Reading[] = [];
    const problems: MeasurementProblem[] = [];
    const oldest = this.#now() - this.#options.expireMs;
    for (const [measurement, { value, wanted, whenAbsent }] of this.#options.mappings.entries()) {
      const rows = this.#rows[measurement] as Map<string, Row>;
      for (const [key, { index, series, reason, heardAt }] of rows) {
        if (heardAt < oldest) rows.delete(key);
        else if (reason === undefined) readings.push({ measurement, index, series });
        else problems.push({ measurement, index, reason });
      }
      if (rows.size < MAX_ROWS) this.#full.delete(measurement);
      if (this.#full.has(measurement)) {
        problems.push({ measurement, reason: `there are more than ${MAX_ROWS} rows` });
      } else if (rows.size > 0) continue;
      else if (whenAbsent !== undefined && !wanted.object) {
        readings.push({ measurement, index: [], series: new Map([['', whenAbsent]]) });
      } else {
        problems.push({ measurement, reason: `no line of ${this.#options.path} has ${value.text}` });
      }
    }
    return { readings, problems };
  }

  *#takeObject(object: Json): Steps<void> {
    const { readings, problems } = yield* mapDocument(this.#mappings, object);
    for (const { measurement, index, series } of readings) this.#set(measurement, index, series);
    for (const { measurement, index, reason, isAbsent } of problems) {
      // Otherwise the line is about something else.
      if (index && !isAbsent) this.#set(measurement, index, NOTHING, reason);
    }
  }

  #set(measurement: number, index: Reading['index'], said: Reading['series'], reason?: string): void {
    const rows = this.#rows[measurement] as Map<string, Row>;
    const key = JSON.stringify(index);
    const known = rows.get(key);
    if (!known && rows.size >= MAX_ROWS) {
      this.#full.add(measurement);
      return;
    }
    const isCounter = this.#mappings[measurement]?.wanted.measurement.dataType.kind === 'counter';
    const isIncrement = this.#options.counters === 'increment' && isCounter;
    const series = isIncrement ? addSeries(known?.series ?? NOTHING, said) : said;
    rows.set(key, { index, series, heardAt: this.#now(), ...(reason !== undefined && { reason }) });
  }
}

function addSeries(before: Reading['series'], more: Reading['series']): Reading['series'] {
  const sums = new Map(before);
  for (const [key, value] of more) {
    sums.set(key, addExact((sums.get(key) ?? 0) as Exact, value as Exact));
  }
  return sums;
}

function readObject(line: string): Json | undefined {
  try {
    const value = parseJson(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
