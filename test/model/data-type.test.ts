import { expect } from 'chai';
import fc from 'fast-check';
import {
  DATA_TYPE_FORMS,
  type DataType,
  formatDataType,
  MAX_STRING,
  parseDataType,
} from '../../model/data-type.ts';

const dataTypes: fc.Arbitrary<DataType> = fc.oneof(
  fc.constantFrom('integer', 'counter', 'gauge', 'boolean').map((kind): DataType => ({ kind })),
  fc.integer({ min: 0, max: 9 }).map((decimals): DataType => ({ kind: 'real', decimals })),
  fc
    .tuple(fc.integer({ min: 0, max: MAX_STRING }), fc.integer({ min: 1, max: MAX_STRING }))
    .filter(([min, max]) => min <= max)
    .map(([min, max]): DataType => ({ kind: 'string', min, max })),
);

describe('data types', () => {
  it('are the six kinds that "etc" is settled as (K09, O19)', () => {
    expect(parseDataType('integer')).to.deep.equal({ kind: 'integer' });
    expect(parseDataType('counter')).to.deep.equal({ kind: 'counter' });
    expect(parseDataType('gauge')).to.deep.equal({ kind: 'gauge' });
    expect(parseDataType('boolean')).to.deep.equal({ kind: 'boolean' });
    expect(parseDataType('real(2)')).to.deep.equal({ kind: 'real', decimals: 2 });
    expect(parseDataType('string')).to.deep.equal({ kind: 'string', min: 0, max: 255 });
    expect(parseDataType('string(1..32)')).to.deep.equal({ kind: 'string', min: 1, max: 32 });
  });

  it('have a form listed for each kind', () => {
    const filled = DATA_TYPE_FORMS.map((form) => form.replace('(p)', '(3)').replace('(min..max)', '(2..4)'));
    expect(filled.map((text) => parseDataType(text) && formatDataType(parseDataType(text)!))).to.deep.equal(
      filled,
    );
  });

  it('are refused without accuracy, with too much of it, with bounds the wrong way round or too wide', () => {
    const refused = [
      '',
      'real',
      'real()',
      'real(10)',
      'real(-1)',
      'real(2.5)',
      'real( 2 )',
      'Integer',
      'integer ',
      'int',
      'float',
    ];
    refused.push(
      'string()',
      'string(5)',
      'string(5..4)',
      'string(0..0)',
      'string(0..256)',
      'string(1-32)',
      'string(1..)',
    );
    for (const text of refused) expect(parseDataType(text), text).to.equal(undefined);
  });

  it('read back as what was written', () => {
    fc.assert(
      fc.property(dataTypes, (type) => {
        expect(parseDataType(formatDataType(type))).to.deep.equal(type);
      }),
    );
  });
});
