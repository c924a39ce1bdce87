import { expect } from 'chai';
import fc from 'fast-check';
import { instanceOid } from '../../../agent/publish/instance-oid.ts';
import { toWireValue } from '../../../agent/publish/wire-value.ts';
import type { ModelObject, Syntax } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';

const REAL2: Syntax = { base: 'Integer32', convention: 'ExReal2', decimals: 2, min: 0, max: 100 };
const COUNTER: Syntax = { base: 'Counter64', decimals: 0, min: 0, max: 2 ** 64 };
const TEXT: Syntax = { base: 'OCTET STRING', convention: 'ExText', decimals: 0, min: 1, max: 8 };

describe('A figure on the wire', () => {
  it('is scaled and rounded half away from zero, as its shortest decimal text says (K09)', () => {
    expect(toWireValue(98.765, REAL2)).to.deep.equal({ type: 'Integer32', value: 9877 });
    expect(toWireValue(1.005, REAL2)).to.deep.equal({ type: 'Integer32', value: 101 });
    expect(toWireValue(-1.005, { ...REAL2, min: -5 })).to.deep.equal({ type: 'Integer32', value: -101 });
    expect(toWireValue(1e-7, REAL2)).to.deep.equal({ type: 'Integer32', value: 0 });
  });

  it('is no value outside its range, with the range in the reason', () => {
    const value = toWireValue(100.01, REAL2);
    expect(value).to.be.instanceOf(NoValue);
    expect((value as NoValue).reason).to.equal('100.01 is outside the range 0..100');
    expect(toWireValue(Number.NaN, REAL2)).to.be.instanceOf(NoValue);
    expect(toWireValue('text', REAL2)).to.be.instanceOf(NoValue);
  });

  it('is a Counter64 that wraps at 2^64 and is never negative', () => {
    expect(toWireValue(2n ** 64n + 5n, COUNTER)).to.deep.equal({ type: 'Counter64', value: 5n });
    expect(toWireValue(12.9, COUNTER)).to.deep.equal({ type: 'Counter64', value: 12n });
    expect(toWireValue(-1, COUNTER)).to.be.instanceOf(NoValue);
  });

  it('is the UTF-8 octets of a text, within its size in octets', () => {
    expect(toWireValue('µs', TEXT)).to.deep.equal({
      type: 'OCTET STRING',
      value: Buffer.from('c2b573', 'hex'),
    });
    expect(toWireValue('µµµµµ', TEXT)).to.be.instanceOf(NoValue);
    expect(toWireValue('', TEXT)).to.be.instanceOf(NoValue);
  });

  it('is a TruthValue where it is a boolean', () => {
    const truth: Syntax = { base: 'Integer32', convention: 'TruthValue', decimals: 0, min: 1, max: 2 };
    expect(toWireValue(true, truth)).to.deep.equal({ type: 'Integer32', value: 1 });
    expect(toWireValue(false, truth)).to.deep.equal({ type: 'Integer32', value: 2 });
  });

  it('equals the figure rounded to its decimals, for any figure in range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10000 }), (cents) => {
        expect(toWireValue(Number((cents / 100).toFixed(2)), REAL2)).to.deep.equal({
          type: 'Integer32',
          value: cents,
        });
      }),
    );
  });
});

describe('The instance of an object', () => {
  const column = [1, 3, 6, 1, 4, 1, 32473, 2, 1, 3, 1, 1, 4];
  const object = (min: number, max: number) =>
    ({
      index: [{ syntax: { ...TEXT, min, max } }, { syntax: { ...COUNTER, base: 'Unsigned32' } }],
    }) as unknown as ModelObject;

  it('is .0 of a scalar', () => {
    expect(instanceOid(column, undefined, []).slice(-2)).to.deep.equal([4, 0]);
  });

  it('has a text index with its number of octets before it, unless the size is fixed (RFC 2578 7.7)', () => {
    expect(instanceOid(column, object(1, 8), ['aé', 7]).slice(-5)).to.deep.equal([3, 97, 195, 169, 7]);
    expect(instanceOid(column, object(2, 2), ['ab', 7]).slice(-4)).to.deep.equal([4, 97, 98, 7]);
  });
});
