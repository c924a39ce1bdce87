import { expect } from 'chai';
import fc from 'fast-check';
import { addExact, subtractExact } from '../../../agent/kpi/exact.ts';

describe('exact sums of counters', () => {
  it('are numbers as long as a double holds them, and bigint beyond', () => {
    expect(addExact(1, 2)).to.equal(3);
    expect(addExact(2 ** 53 - 1, 1)).to.equal(2n ** 53n);
    expect(addExact(2n ** 64n, -(2n ** 64n))).to.equal(0);
    expect(addExact(2n ** 63n, 1)).to.equal(2n ** 63n + 1n);
    expect(addExact(0.5, 2n ** 60n)).to.equal(2 ** 60 + 0.5);
  });

  it('keep differences that a double would lose', () => {
    expect(subtractExact(2n ** 63n + 1n, 2n ** 63n)).to.equal(1);
    expect(subtractExact(7, 2n)).to.equal(5);
    expect(subtractExact(1.5, 2n)).to.equal(-0.5);
  });

  it('equal those of bigint for any integers', () => {
    const exact = fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n });
    const short = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expect(BigInt(addExact(short(a), short(b)))).to.equal(a + b);
        expect(subtractExact(short(a), short(b))).to.equal(Number(a - b));
      }),
      { seed: 3593 },
    );
  });
});
