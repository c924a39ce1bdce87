import { ByteReader, Malformed } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { StoredValue } from './store.ts';
import { Previous, readBody, typeOf, writeBody } from './value-codec.ts';

/**
 * A record holds what one moment brought: a section for each group of series. Series are numbered, and each
 * GROUP_SIZE of them are a group.
 */
export const GROUP_SIZE = 128;

/** The values of one group's series at one moment. */
export class SectionWriter {
  readonly #writer = new ByteWriter();
  #series = 0;
  #count = 0;
  readonly #previous = new Previous();

  /** How many values it has. */
  get count(): number {
    return this.#count;
  }

  /** `series`: the number within the group. Those that ascend one by one are shortest. */
  add(series: number, value: StoredValue): void {
    const step = series - this.#series;
    this.#series = series;
    this.#count += 1;
    this.#previous.value = undefined;
    const type = typeOf(value, this.#previous);
    this.#writer.varint((step < 0 ? -2 * step - 1 : 2 * step) * 8 + type);
    writeBody(this.#writer, type, value, this.#previous);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

/** Tells each value of a section and its series' number within the group; throws Malformed. */
export function readSection(octets: Uint8Array, visit: (series: number, value: StoredValue) => void): void {
  const reader = new ByteReader(octets);
  const previous = new Previous();
  let series = 0;
  while (!reader.done) {
    const head = reader.varint();
    const step = Math.floor(head / 8);
    series += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    if (series < 0 || series >= GROUP_SIZE) throw new Malformed('a series is not of its group');
    previous.value = undefined;
    visit(series, readBody(reader, head % 8, previous));
  }
}

export function encodeRecord(
  sections: readonly (readonly [group: number, octets: Uint8Array])[],
): Uint8Array {
  const writer = new ByteWriter(
    16 * sections.length + sections.reduce((sum, [, { length }]) => sum + length, 0),
  );
  for (const [group, octets] of sections) {
    writer.varint(group);
    writer.varint(octets.length);
    writer.octets(octets);
  }
  return writer.finish();
}

/** The sections of a record, each a copy of its own; throws Malformed. */
export function decodeRecord(octets: Uint8Array): [group: number, octets: Uint8Array][] {
  const reader = new ByteReader(octets);
  const sections: [number, Uint8Array][] = [];
  while (!reader.done) {
    const group = reader.varint();
    sections.push([group, new Uint8Array(reader.octets(reader.varint()))]);
  }
  return sections;
}
