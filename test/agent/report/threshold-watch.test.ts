import { expect } from 'chai';
import type { KpiResult } from '../../../agent/kpi/calculate.ts';
import { type ThresholdChange, ThresholdWatch } from '../../../agent/report/threshold-watch.ts';
import type { ModelKpi, ModelModule } from '../../../model/model.ts';
import { NoValue, type Value } from '../../../model/value.ts';

const kpi = {
  name: 'Load',
  threshold: { warning: { operator: '<', limit: 98 }, critical: { operator: '<', limit: 95 } },
} as ModelKpi;

/** One interval: the value of a scalar, or of rows by name; or why its rows are not known. */
function interval(values: Value | Readonly<Record<string, Value>>, of = kpi): KpiResult {
  const module = {} as ModelModule;
  if (values instanceof NoValue) return { module, kpi: of, begin: 0, end: 1, rows: values };
  if (typeof values !== 'object') {
    return { module, kpi: of, begin: 0, end: 1, rows: [{ index: [], key: '', value: values }] };
  }
  const rows = Object.entries(values).map(([key, value]) => ({ index: [key], key, value }));
  return { module, kpi: of, begin: 0, end: 1, rows };
}

const told = (changes: readonly ThresholdChange[]) =>
  changes.map(({ index, raised, severity }) => [...index, raised ? 'raised' : 'cleared', severity].join(' '));

describe('The watch over thresholds', () => {
  it('tells once that a threshold is met, and once that it is no longer', () => {
    const watch = new ThresholdWatch();
    const observe = (value: number) => told(watch.observe(interval(value)));
    expect(observe(99)).to.deep.equal([]);
    expect(observe(97)).to.deep.equal(['raised warning']);
    expect(observe(96)).to.deep.equal([]);
    expect(observe(90)).to.deep.equal(['raised critical']);
    expect(observe(98)).to.deep.equal(['cleared warning', 'cleared critical']);
    expect(observe(98)).to.deep.equal([]);
  });

  it('says the condition as the definition has it, and the value', () => {
    const [change] = new ThresholdWatch().observe(interval(97.25));
    expect(change).to.include({ condition: '< 98', value: 97.25 });
  });

  it('knows every operator', () => {
    const met = (operator: string, value: number) => {
      const threshold = { warning: { operator, limit: 5 } };
      return new ThresholdWatch().observe(interval(value, { ...kpi, threshold } as ModelKpi)).length === 1;
    };
    const meets = { '<': [4], '<=': [4, 5], '>': [6], '>=': [5, 6], '==': [5], '!=': [4, 6] };
    for (const [operator, values] of Object.entries(meets)) {
      expect(
        [4, 5, 6].filter((value) => met(operator, value)),
        operator,
      ).to.deep.equal(values);
    }
  });

  it('keeps rows apart, and neither raises nor clears where there is no value', () => {
    const watch = new ThresholdWatch();
    expect(told(watch.observe(interval({ a: 97, b: 99 })))).to.deep.equal(['a raised warning']);
    expect(told(watch.observe(interval({ a: 97, b: 97 })))).to.deep.equal(['b raised warning']);
    expect(watch.observe(interval({ a: new NoValue('dead'), b: 97 }))).to.deep.equal([]);
    expect(watch.observe(interval(new NoValue('the source is dead')))).to.deep.equal([]);
    expect(told(watch.observe(interval({ a: 99, b: 97 })))).to.deep.equal(['a cleared warning']);
  });

  it('clears what a row raised when the row is gone, once', () => {
    const watch = new ThresholdWatch();
    watch.observe(interval({ a: 90, b: 99 }));
    const changes = watch.observe(interval({ b: 99 }));
    expect(told(changes)).to.deep.equal(['a cleared warning', 'a cleared critical']);
    expect(changes.map(({ value }) => value)).to.deep.equal([undefined, undefined]);
    expect(watch.observe(interval({ b: 99 }))).to.deep.equal([]);
    expect(told(watch.observe(interval({ a: 97 })))).to.deep.equal(['a raised warning']);
  });

  it('minds no KPI without thresholds', () => {
    const plain = { name: 'Plain' } as ModelKpi;
    expect(new ThresholdWatch().observe(interval(1, plain))).to.deep.equal([]);
  });
});
