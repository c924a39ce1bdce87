import { expect } from 'chai';
import fc from 'fast-check';
import { currentInterval, intervalOf } from '../../../agent/kpi/interval.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

describe('intervals aligned to the clock', () => {
  it('end at multiples of the frequency since the epoch, in UTC (K10)', () => {
    expect(intervalOf(NOON + 1, 5 * MINUTE)).to.deep.equal({ begin: NOON, end: NOON + 5 * MINUTE });
    expect(intervalOf(NOON + 1, 24 * 60 * MINUTE).end).to.equal(Date.UTC(2026, 10, 22));
  });

  it('hold the sample taken at their end, not the one at their begin', () => {
    expect(intervalOf(NOON, 5 * MINUTE)).to.deep.equal({ begin: NOON - 5 * MINUTE, end: NOON });
  });

  it('begin at a boundary as far as the current one goes', () => {
    expect(currentInterval(NOON, 5 * MINUTE)).to.deep.equal({ begin: NOON, end: NOON + 5 * MINUTE });
    expect(currentInterval(NOON - 1, 5 * MINUTE).end).to.equal(NOON);
  });

  it('follow each other without gap or overlap, at any time and frequency', () => {
    const frequency = fc.integer({ min: 1, max: 7 * 86400 }).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), frequency, (time, f) => {
        const { begin, end } = intervalOf(time, f);
        expect(end % f).to.equal(0);
        expect(end - begin).to.equal(f);
        expect(begin < time && time <= end).to.equal(true);
        expect(intervalOf(end, f)).to.deep.equal({ begin, end });
        expect(intervalOf(end + 1, f).begin).to.equal(end);
      }),
      { seed: 3593 },
    );
  });
});
