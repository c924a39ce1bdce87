import { expect } from 'chai';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '../../model/duration.ts';

describe('durations', () => {
  it('read seconds, minutes, hours and days as seconds (K10, K11)', () => {
    expect(['1s', '30s', '5m', '1h', '7d'].map(parseDuration)).to.deep.equal([1, 30, 300, 3600, 604800]);
  });

  it('are refused without a unit, with two, at zero, below it, in fractions and with blanks', () => {
    const refused = [
      '',
      '5',
      'm',
      '0s',
      '05m',
      '-5m',
      '1.5h',
      '5 m',
      ' 5m',
      '5m ',
      '1h30m',
      '5M',
      '5min',
      '1w',
      '1e3s',
      '٥m',
    ];
    for (const text of refused) expect(parseDuration(text), text).to.equal(undefined);
  });

  it('are refused above nine digits, where no clock reaches', () => {
    expect(parseDuration('999999999s')).to.equal(999999999);
    expect(parseDuration('1000000000s')).to.equal(undefined);
  });

  it('are written in the largest unit that divides them', () => {
    const written = [1, 59, 60, 90, 300, 3600, 5400, 86400, 90000, 604800].map(formatDuration);
    expect(written).to.deep.equal(['1s', '59s', '1m', '90s', '5m', '1h', '90m', '1d', '25h', '7d']);
  });

  it('read back as what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999999999 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).to.equal(seconds);
      }),
    );
  });
});
