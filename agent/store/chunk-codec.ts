import { ByteReader, Malformed } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { GROUP_SIZE, readSection } from './record-codec.ts';
import type { StoredValue } from './store.ts';
import { Previous, readBody, typeOf, writeBody } from './value-codec.ts';

/** What one moment brought for a group. */
export interface Section {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly octets: Uint8Array;
}

/** So many series of a group are in a chunk: to read one of them is to read all. */
export const CHUNK_SERIES = 16;

/** The values of some series over a time, each series by itself: a column. */
export interface Chunk {
  /** The number within the group of the first series it may have. */
  readonly first: number;
  /** Times of the earliest and the latest value. */
  readonly begin: number;
  readonly end: number;
  readonly octets: Uint8Array;
}

/** A millisecond or two of work. */
const SECTIONS_AT_A_TIME = 32;

/** Set in the head of a value whose time does not follow at the same step as the one before. */
const STEP_CHANGES = 8;

class ColumnWriter {
  readonly #writer = new ByteWriter(128);
  readonly #previous = new Previous();
  #at = 0;
  #step = 0;

  add(at: number, value: StoredValue): void {
    const step = at - this.#at;
    const type = typeOf(value, this.#previous);
    if (step === this.#step) {
      this.#writer.octet(type);
    } else {
      this.#writer.octet(type | STEP_CHANGES);
      this.#writer.signed(step - this.#step);
    }
    this.#at = at;
    this.#step = step;
    writeBody(this.#writer, type, value, this.#previous);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

/**
 * Puts sections of one group together, column by column. A chunk has the number of its columns, for each its
 * series and its length, then the columns. `unreadable` is told of a section that is malformed; what can be
 * read of it is in.
 */
export function* encodeChunks<S extends Section>(
  sections: readonly S[],
  unreadable: (section: S, reason: Malformed) => void,
): Generator<void, Chunk[]> {
  const columns: (ColumnWriter | undefined)[] = new Array(GROUP_SIZE).fill(undefined);
  for (const [n, section] of sections.entries()) {
    if (n % SECTIONS_AT_A_TIME === SECTIONS_AT_A_TIME - 1) yield;
    try {
      readSection(section.octets, (series, value) => {
        const column = columns[series] ?? new ColumnWriter();
        columns[series] = column;
        column.add(section.at, value);
      });
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      unreadable(section, error);
    }
  }
  const times = sections.map(({ at }) => at);
  const [begin, end] = [Math.min(...times), Math.max(...times)];
  const chunks: Chunk[] = [];
  for (let first = 0; first < GROUP_SIZE; first += CHUNK_SERIES) {
    const octets = joinColumns(columns.slice(first, first + CHUNK_SERIES));
    if (octets) chunks.push({ first, begin, end, octets });
  }
  return chunks;
}

function joinColumns(columns: readonly (ColumnWriter | undefined)[]): Uint8Array | undefined {
  const used = columns.flatMap((column, series) => (column ? [{ series, octets: column.finish() }] : []));
  if (used.length === 0) return undefined;
  const writer = new ByteWriter(4096);
  writer.varint(used.length);
  for (const { series, octets } of used) {
    writer.varint(series);
    writer.varint(octets.length);
  }
  for (const { octets } of used) writer.octets(octets);
  return writer.finish();
}

/** Tells the columns of a chunk that are wanted, by the number of their series within it; throws Malformed. */
export function readColumns(
  chunk: Uint8Array,
  wanted: { has(series: number): boolean },
  visit: (series: number, column: Uint8Array) => void,
): void {
  const reader = new ByteReader(chunk);
  const lengths: [number, number][] = [];
  for (let count = reader.varint(); count > 0; count--) lengths.push([reader.varint(), reader.varint()]);
  for (const [series, length] of lengths) {
    if (wanted.has(series)) visit(series, reader.octets(length));
    else reader.skip(length);
  }
}

/** Tells each value of a column and its time, in the order they came; throws Malformed. */
export function readColumn(column: Uint8Array, visit: (at: number, value: StoredValue) => void): void {
  const reader = new ByteReader(column);
  const previous = new Previous();
  let at = 0;
  let step = 0;
  while (!reader.done) {
    const head = reader.octet();
    if (head >= 2 * STEP_CHANGES) throw new Malformed('a value has no type');
    if (head & STEP_CHANGES) step += reader.signed();
    at += step;
    visit(at, readBody(reader, head % STEP_CHANGES, previous));
  }
}
