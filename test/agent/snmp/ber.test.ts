import { expect } from 'chai';
import fc from 'fast-check';
import {
  type BerReader,
  createReader,
  enter,
  failReading,
  leave,
  peekTag,
  readInteger,
  readOctetString,
  readOid,
  readUnsigned,
  resetReader,
  skipValue,
  Tag,
} from '../../../agent/snmp/ber.ts';
import {
  appendCounter64,
  appendHeader,
  appendInteger,
  appendOctets,
  type BerWriter,
  createWriter,
  prependHeader,
  prependInteger,
  prependOctets,
  resetWriter,
  sizeOfHeader,
} from '../../../agent/snmp/ber-writer.ts';

const reader = (hex: string) => createReader(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const written = (writer: BerWriter) =>
  Buffer.from(writer.bytes.subarray(writer.start, writer.end)).toString('hex');

function reading<T>(read: (r: BerReader) => T, hex: string) {
  const r = reader(hex);
  const value = read(r);
  return { value, error: r.error, rest: r.end - r.at };
}

describe('BER reader', () => {
  describe('lengths (RFC 3417 section 8, X.690 section 8.1.3)', () => {
    const cases: [name: string, hex: string, error: string | undefined][] = [
      ['accepts the short form', '02 01 05', undefined],
      ['accepts the long form of one octet', '02 8101 05', undefined],
      ['accepts a long form of four octets, more than the minimum', '02 8400000001 05', undefined],
      ['refuses the indefinite form', '02 80 05 0000', 'indefiniteLength'],
      ['refuses five length octets', '02 850000000001 05', 'lengthOfLength'],
      ['refuses the reserved first length octet 0xff', '02 ff', 'lengthOfLength'],
      ['refuses length octets that are cut off', '02 84000000', 'truncated'],
      ['refuses a missing length', '02', 'truncated'],
      ['refuses a missing identifier', '', 'truncated'],
      ['refuses a length beyond the end', '02 02 05', 'lengthBeyondEnd'],
      ['refuses a length of 2^32−1 without allocating it', '02 84ffffffff 05', 'lengthBeyondEnd'],
      ['refuses another type than expected', '04 01 05', 'unexpectedTag'],
    ];
    for (const [name, hex, error] of cases) {
      it(name, () => expect(reading(readInteger, hex).error).to.equal(error));
    }
  });

  describe('integers', () => {
    const signed: [hex: string, value: number, error?: string][] = [
      ['02 01 00', 0],
      ['02 01 ff', -1],
      ['02 04 7fffffff', 2147483647],
      ['02 04 80000000', -2147483648],
      ['02 05 0000000007', 7],
      ['02 05 ff80000000', -2147483648],
      ['02 05 0080000000', 0, 'integerRange'],
      ['02 05 ff7fffffff', 0, 'integerRange'],
      ['02 06 000000000001', 0, 'integerLength'],
      ['02 00', 0, 'integerLength'],
    ];
    for (const [hex, value, error] of signed) {
      it(`reads ${hex} as ${error ?? value}`, () =>
        expect(reading(readInteger, hex)).to.include({ value, error }));
    }
    const unsigned: [hex: string, value: number, error?: string][] = [
      ['41 05 00ffffffff', 4294967295],
      ['41 01 7f', 127],
      ['41 04 ffffffff', 0, 'integerRange'],
      ['41 05 0100000000', 0, 'integerRange'],
    ];
    for (const [hex, value, error] of unsigned) {
      it(`reads ${hex} as the unsigned ${error ?? value}`, () =>
        expect(reading((r) => readUnsigned(r, Tag.Counter32), hex)).to.include({ value, error }));
    }
  });

  describe('object identifiers (X.690 section 8.19)', () => {
    const cases: [name: string, hex: string, error: string | undefined][] = [
      ['accepts 1.3.6.1', '06 03 2b0601', undefined],
      ['accepts a sub-identifier of 2^32−1', '06 06 2b 8fffffff7f', undefined],
      ['accepts 2.4294967295, whose first sub-identifier encodes 2^32+79', '06 05 90 80 80 80 4f', undefined],
      ['refuses a first sub-identifier above that', '06 05 90 80 80 80 50', 'subIdentifierRange'],
      ['refuses a sub-identifier of 2^32', '06 06 2b 9080808000', 'subIdentifierRange'],
      ['refuses six octets of a sub-identifier', '06 07 2b ffffffffff7f', 'subIdentifierRange'],
      ['refuses a leading 0x80', '06 03 2b 8001', 'paddedSubIdentifier'],
      ['refuses a last sub-identifier that goes on', '06 02 2b 81', 'unfinishedSubIdentifier'],
      ['refuses no contents', '06 00', 'emptyOid'],
      ['accepts 128 sub-identifiers', `06 7f 2b ${'01'.repeat(126)}`, undefined],
      ['refuses 129 sub-identifiers', `06 8180 2b ${'01'.repeat(127)}`, 'tooManySubIdentifiers'],
    ];
    for (const [name, hex, error] of cases) {
      it(name, () => {
        const { value, rest, ...result } = reading(readOid, hex);
        expect(result.error).to.equal(error);
        expect(rest).to.equal(0);
        if (error === undefined) expect(value).to.be.greaterThan(1);
      });
    }
  });

  it('reads an octet string as a stretch of the message', () => {
    const r = reader('04 03 616263 05 00');
    const start = readOctetString(r);
    expect([start, r.at]).to.deep.equal([2, 5]);
    expect(peekTag(r)).to.equal(Tag.Null);
  });

  it('skips a value of any type, but no tag number above 30', () => {
    expect(reading(skipValue, '46 02 0102')).to.include({ error: undefined, rest: 0 });
    expect(reading(skipValue, '1f 81 00').error).to.equal('highTagNumber');
    expect(reading(skipValue, '').error).to.equal('truncated');
  });

  it('goes into a sequence and comes out only at its end', () => {
    const r = reader('30 03 02 01 07 05 00');
    const outerEnd = enter(r, Tag.Sequence);
    expect(readInteger(r)).to.equal(7);
    leave(r, outerEnd);
    skipValue(r);
    expect([r.error, r.at]).to.deep.equal([undefined, 7]);
  });

  it('refuses octets left over in a sequence', () => {
    const r = reader('30 05 02 01 07 05 00');
    const outerEnd = enter(r, Tag.Sequence);
    readInteger(r);
    leave(r, outerEnd);
    expect(r.error).to.equal('trailingOctets');
  });

  it('keeps the first error and reads nothing more, until it is pointed at the next message', () => {
    const r = reader('30 03 02 01 07');
    const outerEnd = enter(r, Tag.Integer);
    expect([readInteger(r), readOid(r), readOctetString(r), readUnsigned(r, 0x41)]).to.deep.equal([
      0, 0, 0, 0,
    ]);
    leave(r, outerEnd);
    failReading(r, 'truncated');
    expect([r.error, peekTag(r)]).to.deep.equal(['unexpectedTag', 0]);
    resetReader(r, r.bytes, 2, 5);
    expect([readInteger(r), r.error]).to.deep.equal([7, undefined]);
  });
});

describe('BER writer', () => {
  it('appends values and prepends what is around them, with minimal lengths', () => {
    const w = createWriter(32, 64);
    appendHeader(w, Tag.Sequence, 5);
    appendInteger(w, Tag.Integer, -1);
    appendOctets(w, Tag.Null, new Uint8Array());
    prependHeader(w, Tag.Sequence);
    const end = w.start;
    prependInteger(w, Tag.Integer, 300);
    prependHeader(w, Tag.OctetString, end);
    prependOctets(w, Tag.OctetString, Buffer.from('ab'));
    expect(written(w)).to.equal('04026162' + '04040202012c' + '3007' + '3005' + '0201ff' + '0500');
    expect(w.overflow).to.equal(false);
  });

  for (const [value, hex] of [
    [0n, '460100'],
    [127n, '46017f'],
    [128n, '46020080'],
    [0xffff_ffffn, '460500ffffffff'],
    [0x1_0000_0000n, '46050100000000'],
    [0xffff_ffff_ffff_ffffn, '460900ffffffffffffffff'],
    [0x8000_0000_0000_0000n, '4609008000000000000000'],
  ] as const) {
    it(`appends the Counter64 ${value} as ${hex}`, () => {
      const w = createWriter(0, 16);
      appendCounter64(w, value);
      expect(written(w)).to.equal(hex);
      if (value > Number.MAX_SAFE_INTEGER) return;
      resetWriter(w, 0);
      appendCounter64(w, Number(value));
      expect(written(w)).to.equal(hex);
    });
  }

  it('writes lengths of each size as they are read', () => {
    for (const length of [0, 127, 128, 255, 256, 65535, 65536]) {
      const w = createWriter(8, length);
      w.end += length;
      prependHeader(w, Tag.OctetString);
      const r = createReader(w.bytes, w.start, w.end);
      expect(readOctetString(r) - w.start).to.equal(sizeOfHeader(length));
      expect([r.error, r.at]).to.deep.equal([undefined, w.end]);
    }
  });

  it('says so when something does not fit, writes none of it, and can be emptied', () => {
    for (const write of [
      (w: BerWriter) => appendInteger(w, Tag.Integer, 70_000),
      (w: BerWriter) => appendCounter64(w, 70_000n),
      (w: BerWriter) => appendOctets(w, Tag.OctetString, Buffer.alloc(3)),
      (w: BerWriter) => appendHeader(w, Tag.Sequence, 70_000),
      (w: BerWriter) => prependInteger(w, Tag.Integer, 70_000),
      (w: BerWriter) => prependOctets(w, Tag.OctetString, Buffer.alloc(3)),
      (w: BerWriter) => {
        w.end += 200;
        prependHeader(w, Tag.Sequence);
        w.end -= 200;
      },
    ]) {
      const w = createWriter(2, 200);
      w.limit = 4;
      w.end = w.start;
      write(w);
      expect(w.overflow).to.equal(true);
      expect(written(w)).to.equal('');
      resetWriter(w, 2);
      expect([w.start, w.end, w.limit, w.overflow]).to.deep.equal([2, 2, 202, false]);
    }
  });

  it('property: what is written is read again', () => {
    const w = createWriter(16, 16);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 0xffffffff }), (signed, unsigned) => {
        resetWriter(w, 16);
        appendInteger(w, Tag.Gauge32, unsigned);
        prependInteger(w, Tag.Integer, signed);
        const r = createReader(w.bytes, w.start, w.end);
        expect(readInteger(r)).to.equal(signed);
        expect(readUnsigned(r, Tag.Gauge32)).to.equal(unsigned);
        expect([r.error, r.at]).to.deep.equal([undefined, w.end]);
      }),
    );
  });
});
