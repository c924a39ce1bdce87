import { expect } from 'chai';
import fc from 'fast-check';
import { formatFigure, roundTo, scaleTo } from '../../model/accuracy.ts';

const decimals = fc.integer({ min: 0, max: 9 });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Numbers that stand on, or one ulp beside, a tie at some accuracy. */
const nearTies = fc
  .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), decimals, fc.constantFrom(0, 2 ** -53, -(2 ** -53)))
  .map(([count, places, offset]) => ((count + 0.5) / 10 ** places) * (1 + offset));

/** The shortest decimal text as an exact fraction, rounded half away from zero with whole numbers only. */
function roundedFraction(value: number, places: number): bigint {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(
    String(value),
  )!;
  const shift = Number(exponent) - fraction.length + places;
  let numerator = BigInt(`${whole}${fraction}`);
  let denominator = 1n;
  if (shift >= 0) numerator *= 10n ** BigInt(shift);
  else denominator = 10n ** BigInt(-shift);
  const magnitude = (2n * numerator + denominator) / (2n * denominator);
  return sign === '-' ? -magnitude : magnitude;
}

describe('accuracy', () => {
  it('rounds half away from zero, as the decimal text of a number reads (K09)', () => {
    expect(roundTo(1.005, 2)).to.equal(1.01);
    expect(roundTo(-1.005, 2)).to.equal(-1.01);
    expect(roundTo(2.675, 2)).to.equal(2.68);
    expect(roundTo(0.5, 0)).to.equal(1);
    expect(roundTo(-0.5, 0)).to.equal(-1);
    expect(roundTo(999.995, 2)).to.equal(1000);
    expect(roundTo(0.0005, 3)).to.equal(0.001);
    expect(roundTo(56793.049999999996, 1)).to.equal(56793);
  });

  it('leaves alone what has no decimals to lose', () => {
    for (const value of [0, 7, -7, 0.25, 1e21, 2 ** 53, Number.MAX_VALUE])
      expect(roundTo(value, 2)).to.equal(value);
  });

  it('scales to whole numbers beyond 2^53 without losing a digit', () => {
    expect(scaleTo(2 ** 60, 2)).to.equal(115292150460684700000n);
    expect(scaleTo(-12345678.125, 9)).to.equal(-12345678125000000n);
    expect(scaleTo(1e21, 3)).to.equal(10n ** 24n);
  });

  it('agrees with exact fractions for any number', () => {
    fc.assert(
      fc.property(fc.oneof(finite, nearTies), decimals, (value, places) => {
        expect(scaleTo(value, places)).to.equal(roundedFraction(value, places));
      }),
      { numRuns: 2000 },
    );
  });

  it('rounds what is rounded to itself', () => {
    fc.assert(
      fc.property(fc.oneof(finite, nearTies), decimals, (value, places) => {
        const once = roundTo(value, places);
        expect(roundTo(once, places)).to.equal(once);
      }),
    );
  });

  it('writes a figure with all decimals of its definition and no exponent (K09, O12)', () => {
    const real2 = { kind: 'real', decimals: 2 } as const;
    expect(formatFigure(98.7612, real2)).to.equal('98.76');
    expect(formatFigure(100, real2)).to.equal('100.00');
    expect(formatFigure(-0.5, real2)).to.equal('-0.50');
    expect(formatFigure(1e-7, real2)).to.equal('0.00');
    expect(formatFigure(1e21, { kind: 'real', decimals: 1 })).to.equal('1000000000000000000000.0');
    expect(formatFigure(1.5e-9, { kind: 'real', decimals: 9 })).to.equal('0.000000002');
    expect(formatFigure(12.5, { kind: 'gauge' })).to.equal('13');
    expect(formatFigure(1e21, { kind: 'counter' })).to.equal('1000000000000000000000');
    expect(formatFigure(3.2, { kind: 'real', decimals: 0 })).to.equal('3');
  });

  it('writes what a counter has counted whole, as its Counter64 is sent', () => {
    expect(formatFigure(12.9, { kind: 'counter' })).to.equal('12');
  });

  it('never writes a minus before zero', () => {
    expect(formatFigure(-0, { kind: 'integer' })).to.equal('0');
    expect(formatFigure(-0.004, { kind: 'real', decimals: 2 })).to.equal('0.00');
  });

  it('writes booleans as xs:boolean and text as it is', () => {
    expect(formatFigure(true, { kind: 'boolean' })).to.equal('true');
    expect(formatFigure(false, { kind: 'boolean' })).to.equal('false');
    expect(formatFigure('in service', { kind: 'string', min: 0, max: 255 })).to.equal('in service');
  });

  it('writes an xs:decimal that reads back as the rounded number', () => {
    fc.assert(
      fc.property(fc.oneof(finite, nearTies), decimals, (value, places) => {
        const text = formatFigure(value, { kind: 'real', decimals: places });
        expect(text).to.match(places === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${places}}$`));
        // -0 is written 0
        expect(Number(text)).to.equal(roundTo(value, places) + 0);
      }),
    );
  });
});
