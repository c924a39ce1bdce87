import { expect } from 'chai';
import fc from 'fast-check';
import { isReported, scheduleReports } from '../../../agent/kpi/report-schedule.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const terms = (reportingFrequency: number, reportingDuration: number | null) => ({
  reportingFrequency,
  reportingDuration,
});

/** Ends of the intervals reported in the day after noon, in minutes. */
function reports(schedule: ReturnType<typeof scheduleReports>): number[] {
  const minutes = Array.from({ length: 1440 }, (_, minute) => minute);
  return minutes.filter((minute) => isReported(schedule, NOON + minute * MINUTE));
}

describe('the reports of a KPI', () => {
  it('come one an interval, from the first whole interval after collection started (K10)', () => {
    const schedule = scheduleReports(terms(300, null), NOON + 2 * MINUTE);
    expect(reports(schedule).slice(0, 3)).to.deep.equal([10, 15, 20]);
  });

  it('begin with the interval that collection started with', () => {
    expect(scheduleReports(terms(300, null), NOON).first).to.equal(NOON + 5 * MINUTE);
  });

  it('end when the reporting duration is over: duration ÷ frequency reports (K11)', () => {
    const schedule = scheduleReports(terms(300, 1800), NOON + 2 * MINUTE);
    expect(reports(schedule)).to.deep.equal([10, 15, 20, 25, 30, 35]);
    expect(schedule.last).to.equal(NOON + 35 * MINUTE);
    expect(reports(scheduleReports(terms(300, 300), NOON + 1))).to.deep.equal([10]);
  });

  it('go on for good where the duration is continuous (K11)', () => {
    expect(reports(scheduleReports(terms(60, null), NOON))).to.have.length(1439);
  });

  it('may come less often, at a whole multiple of the frequency, which is the smallest period (O25)', () => {
    const schedule = scheduleReports(terms(300, 3600), NOON + 1, 900);
    expect(reports(schedule)).to.deep.equal([30, 45, 60, 75]);
    for (const period of [60, 450, 299]) {
      expect(() => scheduleReports(terms(300, null), NOON, period)).to.throw(
        RangeError,
        `a period of ${period} s is no whole multiple of the reporting frequency, 300 s`,
      );
    }
    expect(() => scheduleReports(terms(300, 600), NOON, 900)).to.throw(
      RangeError,
      'longer than the reporting duration',
    );
  });

  it('are duration ÷ frequency in number, whenever collection started (K11)', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 50 }),
        (offset, f, n) => {
          const startedAt = NOON + offset;
          const schedule = scheduleReports(terms(f, f * n), startedAt);
          const first = Math.ceil(startedAt / 1000 / f) * f;
          const ends = Array.from({ length: n + 4 }, (_, i) => (first + (i - 1) * f) * 1000);
          const reported = ends.filter((end) => isReported(schedule, end));
          expect(reported).to.have.length(n);
          expect(reported[0]).to.equal((first + f) * 1000);
          expect(isReported(schedule, (first + f) * 1000 + 1)).to.equal(false);
        },
      ),
      { seed: 3593 },
    );
  });
});
