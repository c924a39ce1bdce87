import { expect } from 'chai';
import { createWriter } from '../../../agent/snmp/ber-writer.ts';
import type { SmiValue } from '../../../agent/snmp/mib-view.ts';
import { appendValue, appendVarbind } from '../../../agent/snmp/varbind.ts';

const encode = (value: SmiValue) => {
  const writer = createWriter(0, 70_000);
  appendValue(writer, value);
  return Buffer.from(writer.bytes.subarray(0, writer.end)).toString('hex');
};

describe('variable bindings', () => {
  const values: [value: SmiValue, hex: string][] = [
    [{ type: 'Integer32', value: -129 }, '0202ff7f'],
    [{ type: 'Unsigned32', value: 4294967295 }, '420500ffffffff'],
    [{ type: 'Gauge32', value: 0 }, '420100'],
    [{ type: 'Counter32', value: 128 }, '41020080'],
    [{ type: 'TimeTicks', value: 65536 }, '4303010000'],
    [{ type: 'Counter64', value: 5 }, '460105'],
    [{ type: 'Counter64', value: 2n ** 64n - 1n }, '460900ffffffffffffffff'],
    [{ type: 'OCTET STRING', value: 'µs' }, '0403c2b573'],
    [{ type: 'OCTET STRING', value: new Uint8Array([0, 255]) }, '040200ff'],
    [{ type: 'OBJECT IDENTIFIER', value: '0.0' }, '060100'],
    [{ type: 'IpAddress', value: new Uint8Array([127, 0, 0, 1]) }, '40047f000001'],
  ];
  for (const [value, hex] of values) {
    it(`encodes the ${value.type} ${value.value} as ${hex}`, () => expect(encode(value)).to.equal(hex));
  }

  const wrong: SmiValue[] = [
    { type: 'Integer32', value: 2147483648 },
    { type: 'Integer32', value: 0.5 },
    { type: 'Integer32', value: Number.NaN },
    { type: 'Gauge32', value: -1 },
    { type: 'Counter32', value: 4294967296 },
    { type: 'Counter64', value: -1n },
    { type: 'Counter64', value: 2n ** 64n },
    { type: 'Counter64', value: 2 ** 64 },
    { type: 'Counter64', value: Number.POSITIVE_INFINITY },
    { type: 'OCTET STRING', value: new Uint8Array(65_536) },
    { type: 'OBJECT IDENTIFIER', value: 'sysDescr' },
    { type: 'IpAddress', value: new Uint8Array(16) },
  ];
  for (const value of wrong) {
    it(`refuses ${String(value.value).slice(0, 30)} as ${value.type}`, () => {
      expect(() => encode(value)).to.throw(RangeError);
    });
  }

  it('appends the whole of one or nothing', () => {
    const writer = createWriter(0, 140);
    appendVarbind(writer, [1, 3, 6, 1], { type: 'Integer32', value: 7 });
    expect(Buffer.from(writer.bytes.subarray(0, writer.end)).toString('hex')).to.equal(
      '3008' + '06032b0601' + '020107',
    );
    expect(() => appendVarbind(writer, [1, 3, 6, 1], { type: 'Gauge32', value: -1 })).to.throw(RangeError);
    expect([writer.end, writer.overflow]).to.deep.equal([10, false]);
    appendVarbind(writer, [1, 3, 6, 1], { type: 'OCTET STRING', value: 'x'.repeat(121) });
    expect([writer.end, writer.overflow]).to.deep.equal([10, true]);
    writer.overflow = false;
    appendVarbind(writer, [1, 3, 6, 1], { type: 'OCTET STRING', value: 'x'.repeat(120) });
    expect([writer.end, writer.overflow]).to.deep.equal([139, false]);
    expect([...writer.bytes.subarray(10, 14)]).to.deep.equal([0x30, 127, 0x06, 3]);
  });
});
