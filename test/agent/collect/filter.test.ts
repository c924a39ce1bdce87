import { expect } from 'chai';
import fc from 'fast-check';
import { compileFilter, filterSample, fitsPattern, type Keep } from '../../../agent/collect/filter.ts';
import type { Reading, TimedSample } from '../../../agent/collect/source.ts';

const reading = (index: readonly (string | number)[], ...values: (number | bigint | string)[]): Reading => ({
  measurement: 0,
  index,
  series: new Map(values.map((value, n) => [`${n}`, value])),
});
const sampleOf = (...readings: Reading[]): TimedSample => ({
  source: 's',
  at: 0,
  sample: { ok: true, readings, problems: [] },
});

describe('A filter', () => {
  it('K18 keeps rows of which some index value fits a pattern as a whole', () => {
    const keep = compileFilter({ instances: ['north*', '?7'] }) as Keep;
    expect(keep(reading(['northern', 1], 5))).to.equal(true);
    expect(keep(reading(['south', 17], 5))).to.equal(true);
    expect(keep(reading(['the north', 1], 5))).to.equal(false);
    expect(keep(reading(['south', 117], 5))).to.equal(false);
  });

  it('leaves scalars alone that have no index', () => {
    expect(compileFilter({ instances: ['north'] })?.(reading([], 5))).to.equal(true);
  });

  const CONDITIONS: [operator: '<' | '<=' | '>' | '>=' | '==' | '!=', keeps: number[]][] = [
    ['<', [1]],
    ['<=', [1, 2]],
    ['>', [3]],
    ['>=', [2, 3]],
    ['==', [2]],
    ['!=', [1, 3]],
  ];
  for (const [operator, keeps] of CONDITIONS) {
    it(`K18 keeps numbers that are ${operator} 2, the sum of series`, () => {
      const keep = compileFilter({ instances: [], value: { operator, limit: 2 } }) as Keep;
      expect([1, 2, 3].filter((value) => keep(reading([], value - 1, 1n)))).to.deep.equal(keeps);
    });
  }

  it('keeps texts whatever the condition', () => {
    const keep = compileFilter({ instances: [], value: { operator: '>', limit: 2 } });
    expect(keep?.(reading([], 'up'))).to.equal(true);
  });

  it('is none where it keeps everything: a sample is not looked at', () => {
    expect(compileFilter({ instances: [] })).to.equal(undefined);
    expect(compileFilter({ instances: ['a', '*'] })).to.equal(undefined);
    const sample = sampleOf(reading(['a'], 1));
    expect(filterSample(sample, [])).to.equal(sample);
  });

  it('discards rows, and gives a scalar a reason', () => {
    const keep = compileFilter({ instances: ['a'], value: { operator: '>', limit: 0 } });
    const { sample } = filterSample(sampleOf(reading(['a'], 1), reading(['b'], 1), reading([], 0)), [keep]);
    expect(sample).to.deep.equal({
      ok: true,
      readings: [reading(['a'], 1)],
      problems: [{ measurement: 0, index: [], reason: 'the filter discards its value' }],
    });
  });

  it('fits patterns as a regular expression does, in bounded time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 8 });
    fc.assert(
      fc.property(text, pattern, (value, glob) => {
        const form = glob.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.');
        expect(fitsPattern(value, glob)).to.equal(new RegExp(`^${form}$`).test(value));
      }),
      { seed: 4, numRuns: 2000 },
    );
    expect(fitsPattern('a'.repeat(5000), `${'*a'.repeat(100)}b`)).to.equal(false);
  });
});
