import { expect } from 'chai';
import fc from 'fast-check';
import { suggest } from '../../document/did-you-mean.ts';

/** Optimal string alignment, from its definition. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const ways = [
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      ];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        ways.push(table[i - 2]![j - 2]! + 1);
      table[i]![j] = Math.min(...ways);
    }
  }
  return table[a.length]![b.length]!;
}

const names = ['inviteAttempts', 'invite200', 'invite3xx', 'RM.RegInitSucc', 'RM.RegInitReq'];

describe('did you mean', () => {
  it('finds a name with letters swapped, left out, put in or exchanged', () => {
    expect(suggest('inviteAttmepts', names)).to.equal('inviteAttempts');
    expect(suggest('inviteAttempt', names)).to.equal('inviteAttempts');
    expect(suggest('RM.RegInitSuccess', names)).to.equal('RM.RegInitSucc');
    expect(suggest('invite2OO', names)).to.equal('invite200');
  });

  it('prefers the name that differs in case only, then the nearest, then the first', () => {
    expect(suggest('INVITE3XX', names)).to.equal('invite3xx');
    expect(suggest('invite300', ['invite400', 'invite3O0', 'invite30'])).to.equal('invite400');
    expect(suggest('abcdef', ['abcxyf', 'abcdeg'])).to.equal('abcdeg');
  });

  it('finds nothing where nothing is near', () => {
    expect(suggest('sessions', names)).to.equal(undefined);
    expect(suggest('x', ['y', ''])).to.equal(undefined);
    expect(suggest('', ['', 'a'])).to.equal(undefined);
    expect(suggest('invite200', [])).to.equal(undefined);
  });

  it('finds the nearest of any names, as the definition of the distance has it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), (name, candidates) => {
        const limit = name.length < 3 ? name.length - 1 : Math.floor(name.length / 3);
        const distances = candidates.map((candidate) => distance(name, candidate));
        const least = Math.min(...distances);
        expect(suggest(name, candidates)).to.equal(
          least <= limit ? candidates[distances.indexOf(least)] : undefined,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
