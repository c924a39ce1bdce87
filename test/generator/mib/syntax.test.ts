import { expect } from 'chai';
import fc from 'fast-check';
import {
  indexEncoding,
  indexSyntaxOf,
  smiType,
  syntaxOf,
  TYPE_PATTERN,
  typeName,
  typeText,
} from '../../../generator/mib/syntax.ts';
import { type DataType, parseDataType } from '../../../model/data-type.ts';
import type { Syntax } from '../../../model/model.ts';

const PREFIX = 'exSip';

function typed(dataType: string, range?: readonly [number, number]) {
  const [min, max] = range ?? [];
  return {
    dataType: parseDataType(dataType) as DataType,
    ...(min === undefined || max === undefined ? {} : { range: { min, max } }),
  };
}

const clause = (syntax: Syntax | undefined) => syntax && smiType(typeText(syntax, PREFIX), PREFIX);

describe('Data types become SMI types (K09, O19)', () => {
  for (const [dataType, range, expected] of [
    ['counter', undefined, 'Counter64'],
    ['gauge', undefined, 'Gauge32'],
    ['gauge', [0, 100], 'Gauge32 (0..100)'],
    ['gauge', [0, 4294967295], 'Gauge32'],
    ['gauge', [0, 4294967296], 'ExSipGauge64'],
    ['gauge', [-1, 100], 'Integer32 (-1..100)'],
    ['gauge', [-2147483648, 2147483647], 'Integer32'],
    ['gauge', [-1, 2147483648], undefined],
    ['integer', undefined, 'Integer32'],
    ['integer', [7, 7], 'Integer32 (7)'],
    ['integer', [-2147483649, 0], undefined],
    ['integer', [0, 2147483648], 'Unsigned32 (0..2147483648)'],
    ['integer', [0, 4294967295], 'Unsigned32'],
    ['integer', [0, 4294967296], 'ExSipGauge64'],
    ['real(0)', undefined, 'Integer32'],
    ['real(0)', [0, 5000000000], 'ExSipGauge64'],
    ['real(2)', undefined, 'ExSipReal2'],
    ['real(2)', [0, 100], 'ExSipReal2 (0..10000)'],
    ['real(2)', [-0.07, 1.15], 'ExSipReal2 (-7..115)'],
    ['real(2)', [0, 21474836.47], 'ExSipReal2 (0..2147483647)'],
    ['real(2)', [0, 21474836.48], 'ExSipGauge64Real2'],
    ['real(2)', [-21474836.49, 0], undefined],
    ['real(9)', [0, 2], 'ExSipReal9 (0..2000000000)'],
    ['real(9)', [0, 100000000000], undefined],
    ['string', undefined, 'ExSipUtf8'],
    ['string(0..32)', undefined, 'ExSipUtf8 (SIZE (0..32))'],
    ['string(8..8)', undefined, 'ExSipUtf8 (SIZE (8))'],
    ['boolean', undefined, 'TruthValue'],
  ] as const) {
    const within = range ? ` within ${range.join('..')}` : '';
    it(`${dataType}${within} ${expected ? `becomes ${expected}` : 'has none'}`, () => {
      expect(clause(syntaxOf(typed(dataType, range), PREFIX))).to.equal(expected);
    });
  }

  it('says the bounds of the figure, and how it is scaled', () => {
    expect(syntaxOf(typed('real(2)', [0, 100]), PREFIX)).to.deep.equal({
      base: 'Integer32',
      convention: 'ExSipReal2',
      decimals: 2,
      min: 0,
      max: 100,
    });
    expect(syntaxOf(typed('real(1)'), PREFIX)).to.include({ min: -214748364.8, max: 214748364.7 });
  });

  it('always holds the whole range on the wire', () => {
    const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, 4294967295, 2147483647));
    const dataType = fc.oneof(
      fc.constantFrom('gauge', 'integer'),
      fc.nat(9).map((decimals) => `real(${decimals})`),
    );
    const limits = {
      Integer32: [-(2 ** 31), 2 ** 31 - 1],
      Unsigned32: [0, 2 ** 32 - 1],
      Gauge32: [0, 2 ** 32 - 1],
      Counter64: [0, 2 ** 64 - 1],
      'OCTET STRING': [0, 255],
    } as const;
    fc.assert(
      fc.property(dataType, number, number, (type, one, other) => {
        const range = [Math.min(one, other), Math.max(one, other)] as const;
        const syntax = syntaxOf(typed(type, range), PREFIX);
        if (syntax === undefined) {
          // Then a sign and 32 bits are too little, and 64 bits too.
          const scale = 10 ** (typed(type).dataType as { decimals?: number; kind: string }).decimals! || 1;
          expect(range[0] < 0 || range[1] * scale > 2 ** 63).to.equal(true);
          return;
        }
        const [least, most] = limits[syntax.base];
        expect(range[0] * 10 ** syntax.decimals).to.be.at.least(least);
        expect(range[1] * 10 ** syntax.decimals).to.be.at.most(most);
        expect(typeText(syntax, PREFIX)).to.match(new RegExp(TYPE_PATTERN));
      }),
    );
  });
});

describe('Index types', () => {
  for (const [dataType, range, expected] of [
    ['integer', undefined, 'Unsigned32'],
    ['integer', [1, 64], 'Unsigned32 (1..64)'],
    ['integer', [-1, 64], undefined],
    ['integer', [0, 4294967296], undefined],
    ['string(1..32)', undefined, 'ExSipUtf8 (SIZE (1..32))'],
    ['gauge', undefined, undefined],
    ['boolean', undefined, undefined],
    ['real(1)', undefined, undefined],
  ] as const) {
    it(`${dataType}${range ? ` within ${range.join('..')}` : ''}: ${expected ?? 'none'} (RFC 2578 section 7.7)`, () => {
      expect(clause(indexSyntaxOf(typed(dataType, range), PREFIX))).to.equal(expected);
    });
  }

  it('are encoded otherwise where the size is fixed, not where a range is another', () => {
    expect(indexEncoding('Utf8 (SIZE (8))')).not.to.equal(indexEncoding('Utf8 (SIZE (1..8))'));
    expect(indexEncoding('Unsigned32 (1..64)')).to.equal(indexEncoding('Unsigned32'));
  });

  it('are named without their range', () => {
    expect(typeName('Real2 (0..10000)')).to.equal('Real2');
    expect(typeName('TruthValue')).to.equal('TruthValue');
  });
});
