import { expect } from 'chai';
import fc from 'fast-check';
import { intervalRows } from '../../../agent/base-mib/interval-table.ts';
import { compareIndex } from '../../../agent/base-mib/row-set.ts';
import type { KpiResult } from '../../../agent/kpi/calculate.ts';
import type { ModelKpi, ModelModule } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';
import { kpi, module } from '../small-model.ts';

const NOTHING = new NoValue('nothing is known of it');

/** One interval of a KPI: its rows by key, or none known. */
function interval(of: ModelKpi, keys: readonly string[] | undefined): KpiResult {
  const rows = keys?.map((key) => ({ index: [key], key, value: 1 })) ?? NOTHING;
  return { module: {} as ModelModule, kpi: of, begin: 0, end: 1, rows };
}

const key = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  // Names that are the same where they are cut, and that look as if they had been told apart.
  fc.constantFrom('n', 'ä', 'x~2').chain((end) => fc.nat(3).map((n) => `${'long '.repeat(7)}${end}${n}`)),
  fc.nat(12).map((n) => `${'long '.repeat(6).slice(0, 27)}...~${n}`.slice(-32)),
);
const intervals = fc.array(fc.option(fc.uniqueArray(key, { maxLength: 8 }), { nil: undefined }), {
  minLength: 1,
  maxLength: 4,
});

describe('kpi1IntervalTable', () => {
  it('has each row of each interval once, in rising order, and finds each by its name', () => {
    fc.assert(
      fc.property(fc.array(intervals, { minLength: 1, maxLength: 4 }), (all) => {
        const kpis = all.map((_, n) => ({ ...kpi(`K${n}`, 'a'), arc: 7 * (all.length - n) }));
        const results = new Map(kpis.map((each, n) => [each, all[n]!.map((keys) => interval(each, keys))]));
        const rows = intervalRows([module({ measurements: [], kpis })], {
          current: (of) => results.get(of)![0]!,
          previous: (of) => results.get(of)!.slice(1),
        });
        const seen: string[] = [];
        let before: readonly number[] = [];
        for (let at = rows.after([]); at; at = rows.after(at.index)) {
          expect(compareIndex(before, at.index)).to.be.lessThan(0);
          expect(rows.find(at.index)).to.equal(at.row);
          expect(at.index.length).to.be.at.most(4 + 32);
          seen.push(at.index.join('.'));
          before = at.index;
        }
        const expected = all.flat().reduce((sum, keys) => sum + (keys?.length ?? 1), 0);
        expect(seen).to.have.length(expected);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('finds the next row from any index', () => {
    const scalar = { ...kpi('S', 'a'), arc: 2 };
    const result = (end: number): KpiResult => ({ ...interval(scalar, ['']), end });
    const rows = intervalRows([module({ measurements: [], kpis: [scalar] })], {
      current: () => result(2),
      previous: () => [result(1)],
    });
    const next = (...index: number[]) => rows.after(index)?.index.join('.');
    for (const index of [[], [1], [0, 9, 9], [1, 2], [1, 2, 0], [1, 1, 5, 3]]) {
      expect(next(...index), index.join('.')).to.equal('1.2.0.0');
    }
    for (const index of [
      [1, 2, 0, 0],
      [1, 2, 0, 5, 5],
      [1, 2, 1],
    ]) {
      expect(next(...index), index.join('.')).to.equal('1.2.1.0');
    }
    for (const index of [[1, 2, 1, 0], [1, 2, 2], [1, 3], [2]]) {
      expect(next(...index), index.join('.')).to.equal(undefined);
    }
    for (const index of [[], [1, 2], [1, 2, 0], [1, 2, 2, 0], [1, 2, 0, 0, 0]]) {
      expect(rows.find(index), index.join('.')).to.equal(undefined);
    }
  });
});
