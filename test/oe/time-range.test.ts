import { expect } from 'chai';
import { parseMoment, TimeError } from '../../oe/time-range.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('A moment in time', () => {
  it('is a time, with its zone, or a duration ago', () => {
    expect(parseMoment('2026-11-21T11:30:00Z', NOW)).to.equal(NOW - 1_800_000);
    expect(parseMoment('2026-11-21T12:30+01:00', NOW)).to.equal(NOW - 1_800_000);
    expect(parseMoment('1h', NOW)).to.equal(NOW - 3_600_000);
    expect(parseMoment('7d', NOW)).to.equal(NOW - 7 * 86_400_000);
  });

  it('is local time without a zone', () => {
    expect(parseMoment('2026-11-21T12:00', NOW)).to.equal(new Date(2026, 10, 21, 12).getTime());
    expect(parseMoment('2026-11-21', NOW)).to.equal(new Date(2026, 10, 21).getTime());
  });

  for (const text of ['', 'yesterday', '2026-13-01', '2026-11-21T25:00Z', '-1h', '1', '2026-11-21 12:00']) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(() => parseMoment(text, NOW)).to.throw(TimeError, 'or a duration ago such as 1h or 7d.');
    });
  }
});
