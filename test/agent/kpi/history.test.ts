import { expect } from 'chai';
import { IntervalHistory } from '../../../agent/kpi/history.ts';
import { kpi, module } from '../small-model.ts';

describe('the history of a KPI', () => {
  const a = kpi('A', '1');
  const b = kpi('B', '2');
  const of = module({ measurements: [], kpis: [a, b] });
  const result = (figure: typeof a, minute: number, value: number) => ({
    module: of,
    kpi: figure,
    begin: (minute - 1) * 60_000,
    end: minute * 60_000,
    rows: [{ index: [], key: '', value }],
  });

  it('keeps the latest intervals, the latest first, each KPI by itself', () => {
    const history = new IntervalHistory(3);
    for (const minute of [1, 2, 3, 4, 5]) history.add(result(a, minute, minute));
    history.add(result(b, 5, 50));
    expect(history.of(a).map(({ end }) => end / 60_000)).to.deep.equal([5, 4, 3]);
    expect(history.of(b)).to.have.length(1);
    expect(history.of(kpi('C', '3'))).to.be.empty;
  });

  it('has one result of an interval, the latest', () => {
    const history = new IntervalHistory(3);
    history.add(result(a, 1, 1));
    history.add(result(a, 1, 7));
    expect(history.of(a)).to.deep.equal([result(a, 1, 7)]);
  });
});
