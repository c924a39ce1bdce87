import { expect } from 'chai';
import { ThresholdWatch } from '../../../agent/report/threshold-watch.ts';
import type { ModelKpi } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';

const kpi = {
  name: 'Load',
  threshold: { warning: { operator: '<', limit: 98 }, critical: { operator: '<', limit: 95 } },
} as ModelKpi;

describe('The watch over thresholds', () => {
  it('tells once that a threshold is met, and once that it is no longer', () => {
    const watch = new ThresholdWatch();
    expect(watch.observe(kpi, '', 99)).to.deep.equal([]);
    expect(watch.observe(kpi, '', 97)).to.deep.equal([
      { raised: true, severity: 'warning', condition: '< 98' },
    ]);
    expect(watch.observe(kpi, '', 96)).to.deep.equal([]);
    expect(watch.observe(kpi, '', 90)).to.deep.equal([
      { raised: true, severity: 'critical', condition: '< 95' },
    ]);
    expect(watch.observe(kpi, '', 98).map(({ raised, severity }) => [raised, severity])).to.deep.equal([
      [false, 'warning'],
      [false, 'critical'],
    ]);
  });

  it('keeps rows apart, and neither raises nor clears where there is no value', () => {
    const watch = new ThresholdWatch();
    expect(watch.observe(kpi, 'a', 97)).to.have.length(1);
    expect(watch.observe(kpi, 'b', 97)).to.have.length(1);
    expect(watch.observe(kpi, 'a', new NoValue('dead'))).to.deep.equal([]);
    expect(watch.observe(kpi, 'a', 97)).to.deep.equal([]);
    expect(watch.observe({ ...kpi, threshold: undefined } as unknown as ModelKpi, 'a', 1)).to.deep.equal([]);
  });
});
