import { expect } from 'chai';
import fc from 'fast-check';
import { READ_VALUE } from '../../../generator/nms/zabbix-text.ts';

const read = new Function('value', READ_VALUE) as (value: string) => string;

/** As Net-SNMP prints octets: sixteen on a line, each with a blank behind it. */
function inDigits(text: string): string {
  const octets = [...Buffer.from(text)].map((octet) => `${Buffer.of(octet).toString('hex').toUpperCase()} `);
  return octets.map((octet, at) => (at % 16 === 15 ? `${octet}\n` : octet)).join('');
}

describe('a text in Zabbix 6.0', () => {
  it('is read from hexadecimal digits where a character of it is not ASCII', () => {
    expect(inDigits('zürich')).to.equal('7A C3 BC 72 69 63 68 ');
    const texts = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => /[^\0-\x7F]/.test(text));
    fc.assert(
      fc.property(texts, (text) => read(inDigits(text)) === text),
      { seed: 1 },
    );
  });

  it('stays what it is otherwise, and so do octets that are no text', () => {
    for (const text of ['', 'sip-01', 'AB', '12 34', '42 43 ', 'C3 28 ', 'FF FE ', 'Zürich']) {
      expect(read(text)).to.equal(text);
    }
  });
});
