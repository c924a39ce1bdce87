import { expect } from 'chai';
import * as fc from 'fast-check';
import { splitBySize } from '../../../../agent/snmp/notify/notification.ts';

describe('splitting a notification into parts', () => {
  it('fills each part before it begins the next', () => {
    expect(splitBySize([4, 4, 4, 4, 4], 10)).to.deep.equal([2, 4, 5]);
    expect(splitBySize([5, 5, 5], 10)).to.deep.equal([2, 3]);
  });

  it('makes one part where there is nothing to split', () => {
    expect(splitBySize([], 10)).to.deep.equal([0]);
    expect(splitBySize([3], 10)).to.deep.equal([1]);
  });

  it('gives what is too large for any part one of its own', () => {
    expect(splitBySize([11], 10)).to.deep.equal([1]);
    expect(splitBySize([3, 11, 3], 10)).to.deep.equal([1, 2, 3]);
    expect(splitBySize([3, 3], -1)).to.deep.equal([1, 2]);
  });

  it('keeps order and room, leaves no part empty, and loses nothing, for any sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), fc.nat(100), (sizes, room) => {
        const ends = splitBySize(sizes, room);
        expect(ends.at(-1)).to.equal(sizes.length);
        ends.forEach((end, i) => {
          const part = sizes.slice(ends[i - 1] ?? 0, end);
          const total = part.reduce((sum, size) => sum + size, 0);
          expect(part).not.to.have.length(0);
          if (part.length > 1) expect(total).to.be.at.most(room);
          const next = sizes[end];
          if (next !== undefined) expect(total + next).to.be.above(room);
        });
      }),
      { seed: 3416 },
    );
  });
});
