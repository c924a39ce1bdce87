import { expect } from 'chai';
import { LiveSeriesTable } from '../../../../agent/collect/metrics/live-series.ts';
import { resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import { measurement } from '../../small-model.ts';

function makeTable(selector: string, maxSeries = 2) {
  const resolved = resolveMapping({ measurement: measurement('m') }, { metric: selector });
  if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
  const clock = { now: 0 };
  const table = new LiveSeriesTable<{ n: number }>({
    ...{ mappings: [resolved.mapping], expireMs: 100, maxSeries, now: () => clock.now },
    publish: ({ n }) => [['calls', n]],
  });
  const hear = (labels: Record<string, string>) => {
    const found = table.hear('', ['calls'], new Map(Object.entries(labels)), () => ({ n: 0 }));
    if (typeof found !== 'string') found.state.n += 1;
    return typeof found === 'string' ? found : found.state.n;
  };
  const read = () => table.read().samples.map(({ value, labels }) => `${[...labels.values()]}=${value}`);
  return { clock, table, hear, read };
}

describe('the series a source is told of', () => {
  it('are one where the labels are the same, in any order', () => {
    const { hear, read } = makeTable('calls');
    expect([hear({ a: '1', b: '2' }), hear({ b: '2', a: '1' }), hear({})]).to.deep.equal([1, 2, 1]);
    expect(read()).to.deep.equal(['1,2=2', '=1']);
  });

  it('are kept only where a selector matches them (K15)', () => {
    const { table, hear, read } = makeTable('calls{m="INVITE"}');
    expect([hear({ m: 'BYE' }), hear({ m: 'INVITE' })]).to.deep.equal(['unwanted', 1]);
    expect([table.wants('calls'), table.wants('mails')]).to.deep.equal([true, false]);
    expect(read()).to.deep.equal(['INVITE=1']);
  });

  it('are no more than there is room for: then the metric has no value, until there is room again', () => {
    const { clock, table, hear } = makeTable('calls');
    expect([hear({ n: '1' }), hear({ n: '2' }), hear({ n: '3' }), hear({ n: '1' })]).to.deep.equal([
      1,
      1,
      'full',
      2,
    ]);
    expect(table.read().problems).to.deep.equal([
      { metric: 'calls', reason: 'has more than 2 series; have its source send fewer labels' },
    ]);
    clock.now = 60;
    hear({ n: '1' });
    clock.now = 101;
    expect(table.read().problems).to.deep.equal([]);
  });

  it('are forgotten after a silence', () => {
    const { clock, hear, read } = makeTable('calls');
    hear({ n: '1' });
    clock.now = 50;
    hear({ n: '2' });
    clock.now = 101;
    expect(read()).to.deep.equal(['2=1']);
  });
});
