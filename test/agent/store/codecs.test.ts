import { expect } from 'chai';
import fc from 'fast-check';
import { atOnce } from '../../../agent/slices.ts';
import { ByteReader, Malformed } from '../../../agent/store/byte-reader.ts';
import { ByteWriter } from '../../../agent/store/byte-writer.ts';
import { encodeChunks as encodeInSteps, readColumn, readColumns } from '../../../agent/store/chunk-codec.ts';
import {
  decodeRecord,
  encodeRecord,
  GROUP_SIZE,
  readSection,
  SectionWriter,
} from '../../../agent/store/record-codec.ts';
import { decodeItems, encodeItems } from '../../../agent/store/report-codec.ts';
import type { StoredValue } from '../../../agent/store/store.ts';

const ALL = { has: () => true };
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', 'a\udfff', '\0', '日本'),
);
const value: fc.Arbitrary<StoredValue> = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 2 ** 51, -(2 ** 51), 2 ** 53, 2 ** 64),
  fc.bigInt(),
  fc.constantFrom(0n, 2n ** 51n, -(2n ** 51n), 2n ** 53n + 1n, 2n ** 64n - 1n),
  text,
  fc.boolean(),
);
const entries = fc.array(fc.tuple(fc.nat(GROUP_SIZE - 1), value), { maxLength: 40 });
const sections = fc.array(fc.record({ at: fc.nat(4e12), entries }), { minLength: 1, maxLength: 12 });
const name = text;
const uint32 = fc.nat(2 ** 32 - 1);
const items = fc.array(
  fc.record({
    name,
    text,
    oid: fc.array(uint32, { maxLength: 14 }),
    value: fc.oneof(
      fc.record({ type: fc.constant('Integer32' as const), value: fc.integer() }),
      fc.record({
        type: fc.constantFrom(
          'Unsigned32' as const,
          'Gauge32' as const,
          'Counter32' as const,
          'TimeTicks' as const,
        ),
        value: uint32,
      }),
      fc.record({
        type: fc.constant('Counter64' as const),
        value: fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.maxSafeNat()),
      }),
      fc.record({ type: fc.constant('OCTET STRING' as const), value: fc.oneof(text, fc.uint8Array()) }),
      fc.record({ type: fc.constant('OBJECT IDENTIFIER' as const), value: fc.constant('1.3.6.1') }),
      fc.record({
        type: fc.constant('IpAddress' as const),
        value: fc.uint8Array({ minLength: 4, maxLength: 4 }),
      }),
    ),
  }),
  { maxLength: 20 },
);

describe('Codecs of the store', () => {
  it('K20: a section gives each value back as it was, whatever its type and order', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const read: [number, StoredValue][] = [];
        readSection(sectionOf(given), (series, found) => read.push([series, found]));
        expect(read).to.deep.equal(given);
      }),
    );
  });

  it('a record gives its sections back', () => {
    const given: [number, Uint8Array][] = [
      [3, Uint8Array.of(1, 2)],
      [70_000, new Uint8Array(300)],
      [0, new Uint8Array(0)],
    ];
    expect(decodeRecord(encodeRecord(given))).to.deep.equal(given);
  });

  it('K20: chunks give the values of each series back in the order they came, also where times go back', () => {
    fc.assert(
      fc.property(sections, (given) => {
        const expected = new Map<number, [number, StoredValue][]>();
        for (const { at, entries: list } of given) {
          for (const [series, found] of list) {
            expected.set(series, [...(expected.get(series) ?? []), [at, found]]);
          }
        }
        const read = new Map<number, [number, StoredValue][]>();
        const chunks = encodeChunks(
          given.map(({ at, entries: list }) => ({ at, octets: sectionOf(list) })),
          (_, reason) => expect.fail(reason.message),
        );
        for (const { first, begin, end, octets } of chunks) {
          expect(begin).to.equal(Math.min(...given.map(({ at }) => at)));
          expect(end).to.equal(Math.max(...given.map(({ at }) => at)));
          readColumns(octets, ALL, (series, column) => {
            const list: [number, StoredValue][] = [];
            readColumn(column, (at, found) => list.push([at, found]));
            read.set(first + series, list);
          });
        }
        expect(new Map([...read].sort(([a], [b]) => a - b))).to.deep.equal(
          new Map([...expected].sort(([a], [b]) => a - b)),
        );
      }),
    );
  });

  it('a counter that rises evenly takes two octets a value', () => {
    const given = Array.from({ length: 1000 }, (_, n) => ({
      at: 1000 * n,
      octets: sectionOf([[0, 50 * n]]),
    }));
    const [chunk] = encodeChunks(given, () => undefined);
    expect(chunk!.octets.length).to.be.below(2 * 1000 + 20);
  });

  it('K55: items of a report come back exactly: OID, type, bigint, octets and text', () => {
    fc.assert(
      fc.property(items, (given) => {
        expect(decodeItems(encodeItems(given))).to.deep.equal(given);
      }),
    );
  });

  it('numbers come back up to the limits of their kind', () => {
    const writer = new ByteWriter(1);
    const unsigned = [0, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53];
    const signed = [0, -1, 1, 2 ** 52 - 1, 1 - 2 ** 52];
    for (const number of unsigned) writer.varint(number);
    for (const number of signed) writer.signed(number);
    const reader = new ByteReader(writer.finish());
    expect(unsigned.map(() => reader.varint())).to.deep.equal(unsigned);
    expect(signed.map(() => reader.signed())).to.deep.equal(signed);
    expect(reader.done).to.equal(true);
  });

  it('what is cut short or changed is read or called malformed, and ends in nothing else', () => {
    const decoders: ((octets: Uint8Array) => void)[] = [
      (octets) => readSection(octets, () => undefined),
      (octets) => decodeRecord(octets),
      (octets) => readColumns(octets, ALL, (_, column) => readColumn(column, () => undefined)),
      (octets) => decodeItems(octets),
    ];
    const valid = fc.oneof(
      entries.map(sectionOf),
      items.map(encodeItems),
      sections.map(
        (list) =>
          encodeChunks(
            list.map(({ at, entries: given }) => ({ at, octets: sectionOf(given) })),
            () => undefined,
          )[0]?.octets ?? new Uint8Array(0),
      ),
    );
    const damaged = fc
      .tuple(valid, fc.nat(), fc.nat(255), fc.boolean())
      .map(([octets, place, octet, cut]) => {
        const changed = octets.slice(0, cut ? place % (octets.length + 1) : octets.length);
        if (changed.length > 0) changed[place % changed.length] = octet;
        return changed;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (octets) => {
        for (const decode of decoders) {
          try {
            decode(octets);
          } catch (error) {
            expect(error).to.be.instanceOf(Malformed);
          }
        }
      }),
      { seed: 4, numRuns: 5000 },
    );
  });
});

function encodeChunks(...given: Parameters<typeof encodeInSteps>) {
  return atOnce(encodeInSteps(...given));
}

function sectionOf(list: readonly (readonly [number, StoredValue])[]): Uint8Array {
  const writer = new SectionWriter();
  for (const [series, given] of list) writer.add(series, given);
  return writer.finish();
}
