import { expect } from 'chai';
import fc from 'fast-check';
import type { Sample } from '../../../agent/kpi/sample.ts';
import { kpi, measurement, module } from '../small-model.ts';
import { Calculation } from './calculation.ts';

const EVERY = 10;
const FREQUENCIES = [20, 60];
const MODULE = module({
  measurements: [measurement('count'), measurement('level', 'real(3)')],
  kpis: FREQUENCIES.flatMap((reportingFrequency) => [
    kpi(`increase ${reportingFrequency}`, 'count', { type: 'gauge', reportingFrequency }),
    kpi(`mean ${reportingFrequency}`, 'avg(level)', { reportingFrequency }),
    kpi(`most ${reportingFrequency}`, 'max(level)', { reportingFrequency }),
    kpi(`change ${reportingFrequency}`, 'delta(level)', { reportingFrequency }),
  ]),
});

/** What a source says at one moment: each series' value, or that it fails. */
type Moment = 'fails' | { readonly series: ReadonlyMap<string, number>; readonly level: number };

/**
 * Samples one after another of three series that grow, start again, appear late, vanish and come back, of a
 * source that fails now and then.
 */
const history: fc.Arbitrary<Moment[]> = fc
  .array(
    fc.record({
      fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      level: fc.integer({ min: -50, max: 50 }),
      series: fc.tuple(
        ...[0, 1, 2].map(() => fc.constantFrom('grows', 'grows', 'rests', 'starts again', 'vanishes')),
      ),
      growth: fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100)),
    }),
    { minLength: 8, maxLength: 40 },
  )
  .map((steps) => {
    const values = [1000, 2000, 0];
    return steps.map(({ fails, level, series, growth }): Moment => {
      series.forEach((what, i) => {
        if (what === 'starts again') values[i] = 0;
        if (what === 'grows' || what === 'starts again') values[i]! += growth[i]!;
      });
      if (fails) return 'fails';
      const said = series.flatMap((what, i) =>
        what === 'vanishes' ? [] : [[`series${i}`, values[i]!] as const],
      );
      return { series: new Map(said), level };
    });
  });

function toSample(moment: Moment): Sample {
  if (moment === 'fails') return { ok: false, reason: 'it fails' };
  const series = moment.series.size > 0 ? moment.series : new Map([['', 0]]);
  return {
    ok: true,
    problems: [],
    readings: [
      { measurement: 0, index: [], series },
      { measurement: 1, index: [], series: new Map([['', moment.level]]) },
    ],
  };
}

/** By how much the series had grown at each sample, from the whole history: undefined where it failed. */
function growthOf(moments: readonly Moment[]): (number | undefined)[] {
  return moments.map((moment, now) => {
    if (moment === 'fails') return undefined;
    const before = moments.slice(0, now).filter((earlier) => earlier !== 'fails');
    if (before.length === 0) return 0;
    let growth = 0;
    for (const [name, value] of moment.series) {
      const last = before.map(({ series }) => series.get(name)).findLast((known) => known !== undefined) ?? 0;
      growth += value >= last ? value - last : value;
    }
    return growth;
  });
}

/** Positions of the samples with begin < time ≤ end, the first sample being taken at `start`. */
function positions(start: number, length: number, end: number, frequency: number): number[] {
  const all = Array.from({ length }, (_, i) => i);
  return all.filter((i) => start + i * EVERY > end - frequency && start + i * EVERY <= end);
}

describe('figures kept as samples come', () => {
  /** Feeds a history and calls `check` at each boundary, with what a recalculation needs. */
  function replay(
    moments: readonly Moment[],
    start: number,
    check: (
      calculation: Calculation,
      frequency: number,
      end: number,
      inside: number[],
      isWhole: boolean,
    ) => void,
  ): void {
    const calculation = new Calculation(MODULE);
    moments.forEach((moment, i) => {
      const at = start + i * EVERY;
      calculation.accept(at, toSample(moment));
      for (const frequency of FREQUENCIES) {
        if (at % frequency !== 0) continue;
        const inside = positions(start, moments.length, at, frequency);
        check(calculation, frequency, at, inside, start <= at - frequency);
      }
    });
  }
  const start = fc.constantFrom(0, 10, 20, 50);

  it('equal those recalculated from the whole history of a counter', () => {
    fc.assert(
      fc.property(history, start, (moments, first) => {
        const growth = growthOf(moments);
        replay(moments, first, (calculation, frequency, end, inside, isWhole) => {
          const begin = inside[0]! - 1;
          const hasEnds = isWhole && moments[begin] !== 'fails' && moments[inside.at(-1)!] !== 'fails';
          const value = calculation.value(`increase ${frequency}`, end);
          if (!hasEnds) expect(value).to.have.property('why');
          else expect(value).to.equal(inside.reduce((sum, i) => sum + (growth[i] ?? 0), 0));
        });
      }),
      { numRuns: 300, seed: 3593 },
    );
  });

  it('equal those recalculated from the whole history of a gauge', () => {
    fc.assert(
      fc.property(history, start, (moments, first) => {
        replay(moments, first, (calculation, frequency, end, inside, isWhole) => {
          const levels = inside.flatMap((i) => {
            const moment = moments[i]!;
            return moment === 'fails' ? [] : [moment.level];
          });
          const before = moments[inside[0]! - 1];
          const missedNone = first <= end - frequency + EVERY;
          if (levels.length === 0 || !missedNone) {
            expect(calculation.value(`mean ${frequency}`, end)).to.have.property('why');
            return;
          }
          const mean = levels.reduce((sum, level) => sum + level) / levels.length;
          expect(calculation.value(`mean ${frequency}`, end)).to.be.closeTo(mean, 0.005 + 1e-9);
          expect(calculation.value(`most ${frequency}`, end)).to.equal(Math.max(...levels));
          const change = calculation.value(`change ${frequency}`, end);
          if (isWhole && before !== undefined && before !== 'fails') {
            expect(change).to.equal(levels.at(-1)! - before.level);
          } else expect(change).to.have.property('why');
        });
      }),
      { numRuns: 300, seed: 3593 },
    );
  });

  it('sum up over the intervals to all that was counted', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const good = moments.filter((moment) => moment !== 'fails');
        const whole = good.slice(0, 1 + 6 * Math.floor((good.length - 1) / 6));
        const counted = growthOf(whole).reduce((sum: number, growth) => sum + (growth ?? 0), 0);
        for (const frequency of FREQUENCIES) {
          let sum = 0;
          replay(whole, 0, (calculation, each, end, _, isWhole) => {
            if (each === frequency && isWhole)
              sum += calculation.value(`increase ${frequency}`, end) as number;
          });
          expect(sum).to.equal(counted);
        }
      }),
      { numRuns: 200, seed: 3593 },
    );
  });
});
