import { expect } from 'chai';
import fc from 'fast-check';
import { createReader, readOid, Tag } from '../../../agent/snmp/ber.ts';
import { appendOctets, createWriter } from '../../../agent/snmp/ber-writer.ts';
import {
  compareEncodedOids,
  compareOids,
  decodeOid,
  encodeOid,
  formatOid,
  isEncodedInSubtree,
  isInSubtree,
  isOid,
  parseOid,
  subtreeBounds,
} from '../../../agent/snmp/oid.ts';
import { anyOid, anyTail as tail } from './any-oid.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const compare = (a: Uint8Array, b: Uint8Array) => compareEncodedOids(a, 0, a.length, b, 0, b.length);

describe('OID', () => {
  const encodings: [text: string, encoded: string][] = [
    ['1.3.6.1.2.1.1.3.0', '2b06010201010300'],
    ['0.0', '00'],
    ['1.39', '4f'],
    ['2.0', '50'],
    ['2.999.3', '883703'],
    ['2.4294967295', '908080804f'],
    ['1.3.127.128.16383.16384.4294967295', '2b7f8100ff7f8180008fffffff7f'],
  ];
  for (const [text, encoded] of encodings) {
    it(`encodes ${text} as ${encoded}, and back`, () => {
      const oid = parseOid(text)!;
      expect(hex(encodeOid(oid))).to.equal(encoded);
      expect(formatOid(decodeOid(Buffer.from(encoded, 'hex')))).to.equal(text);
    });
  }

  it('reads text with a leading dot', () => expect(parseOid('.1.3.6')).to.deep.equal([1, 3, 6]));

  for (const text of ['', '.', '1..3', '1.3.', '1.3.x', '1.-3', '3.1', '1.40', '1.3.4294967296', ' 1.3']) {
    it(`refuses the text ${JSON.stringify(text)}`, () => expect(parseOid(text)).to.equal(undefined));
  }

  it('holds 128 sub-identifiers and no more', () => {
    expect(isOid([1, 3, ...new Array<number>(126).fill(1)])).to.equal(true);
    expect(isOid([1, 3, ...new Array<number>(127).fill(1)])).to.equal(false);
  });

  it('refuses to encode what is no OID', () => {
    for (const oid of [[], [1], [1, 3, -1], [1, 3, 0.5], [1, 3, 2 ** 32]]) {
      expect(() => encodeOid(oid)).to.throw(RangeError, 'not an OID');
    }
    expect(() => subtreeBounds([])).to.throw(RangeError, 'not an OID');
  });

  it('property: what is encoded is valid BER and decodes to the same', () => {
    fc.assert(
      fc.property(anyOid, (oid) => {
        const writer = createWriter(0, 200);
        appendOctets(writer, Tag.ObjectIdentifier, encodeOid(oid));
        const reader = createReader(writer.bytes, 0, writer.end);
        const start = readOid(reader);
        expect(reader.error).to.equal(undefined);
        expect(decodeOid(writer.bytes, start, reader.at)).to.deep.equal(oid);
      }),
    );
  });

  it('property: encoded OIDs compare as their sub-identifiers do', () => {
    const pair = fc.oneof(
      fc.tuple(anyOid, anyOid),
      // With a common beginning, as instances of one object have it.
      fc.tuple(anyOid, tail, tail).map(
        ([start, a, b]) =>
          [
            [...start, ...a],
            [...start, ...b],
          ] as const,
      ),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(Math.sign(compare(encodeOid(a), encodeOid(b)))).to.equal(Math.sign(compareOids(a, b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('property: the bounds of a subtree hold what lies in it, and nothing else', () => {
    const root = fc.oneof(
      anyOid,
      fc.integer({ min: 0, max: 2 }).map((arc) => [arc]),
    );
    fc.assert(
      fc.property(root, anyOid, tail, (subtree, elsewhere, rest) => {
        const { start, end } = subtreeBounds(subtree);
        const inside = subtree.length > 1 ? [...subtree, ...rest] : [...subtree, 0, ...rest];
        for (const oid of [inside, elsewhere]) {
          const encoded = encodeOid(oid);
          const within = compare(encoded, start) >= 0 && compare(encoded, end) < 0;
          expect(within).to.equal(isInSubtree(oid, subtree));
          if (subtree.length > 1) {
            const prefix = encodeOid(subtree);
            expect(isEncodedInSubtree(encoded, 0, encoded.length, prefix)).to.equal(within);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
