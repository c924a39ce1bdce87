import { expect } from 'chai';
import { crossing, implies, parseThreshold } from '../../../generator/definitions/threshold.ts';
import type { Threshold } from '../../../model/model.ts';

const OPERATORS = ['<', '<=', '>', '>=', '==', '!='] as const;
const LIMITS = [-1, 0, 1, 2, 3, 4];

/** Whether a figure crosses a threshold, written out once more. */
function crosses(figure: number, { operator, limit }: Threshold): boolean {
  const order = Math.sign(figure - limit);
  const those = { '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1], '==': [0], '!=': [-1, 1] }[operator];
  return those.includes(order);
}

const THRESHOLDS: readonly Threshold[] = OPERATORS.flatMap((operator) =>
  LIMITS.map((limit) => ({ operator, limit })),
);

describe('A threshold', () => {
  it('is an operator and a number, with blanks between or without', () => {
    expect(parseThreshold('< 98')).to.deep.equal({ operator: '<', limit: 98 });
    expect(parseThreshold('>=-1.5')).to.deep.equal({ operator: '>=', limit: -1.5 });
    for (const text of ['98', '< ', '<  x', '=< 1', '< 1 2', '<1e3', ' < 1']) {
      expect(parseThreshold(text), text).to.equal(undefined);
    }
  });

  it('is crossed by all, some or none of a range, as trying its figures shows', () => {
    // Halves stand for what lies between the bounds and limits.
    const figures = [0, 0.5, 1, 1.5, 2, 2.5, 3];
    for (const threshold of THRESHOLDS) {
      const hits = figures.filter((figure) => crosses(figure, threshold)).length;
      const share = hits === figures.length ? 'all' : hits > 0 ? 'some' : 'none';
      const what = `${threshold.operator} ${threshold.limit}`;
      expect(crossing(threshold, { min: 0, max: 3 }), what).to.equal(share);
    }
  });

  it('implies another that looks the same way if whatever crosses it crosses the other', () => {
    const figures = Array.from({ length: 15 }, (_, at) => at / 2 - 2);
    for (const first of THRESHOLDS) {
      for (const second of THRESHOLDS) {
        if (first.operator.charAt(0) !== second.operator.charAt(0)) {
          expect(implies(first, second)).to.equal(false);
          continue;
        }
        const shown = figures.every((figure) => !crosses(figure, first) || crosses(figure, second));
        const what = `${first.operator} ${first.limit}, ${second.operator} ${second.limit}`;
        expect(implies(first, second), what).to.equal(shown);
      }
    }
  });
});
