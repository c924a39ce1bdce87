import { expect } from 'chai';
import type { KpiResult } from '../../../agent/kpi/calculate.ts';
import { criteriaAsDefined, type ReportCriteria } from '../../../agent/report/criteria.ts';
import { RaisedAlarms } from '../../../agent/report/raised-alarms.ts';
import { type ThresholdChange, ThresholdWatch } from '../../../agent/report/threshold-watch.ts';
import type { ModelKpi, ModelModule, Threshold } from '../../../model/model.ts';
import { NoValue, type Value } from '../../../model/value.ts';
import { MemoryStore } from './memory-store.ts';

const kpi = {
  name: 'Load',
  threshold: { warning: { operator: '<', limit: 98 }, critical: { operator: '<', limit: 95 } },
} as ModelKpi;

/** One interval: the value of a scalar, or of rows by name; or why its rows are not known. */
function interval(values: Value | Readonly<Record<string, Value>>, of = kpi): KpiResult {
  const module = { name: 'EXAMPLE-MIB' } as ModelModule;
  if (values instanceof NoValue) return { module, kpi: of, begin: 0, end: 1, rows: values };
  if (typeof values !== 'object') {
    return { module, kpi: of, begin: 0, end: 1, rows: [{ index: [], key: '', value: values }] };
  }
  const rows = Object.entries(values).map(([key, value]) => ({ index: [key], key, value }));
  return { module, kpi: of, begin: 0, end: 1, rows };
}

/** A watch as after a start of the agent, with what it kept of the time before. */
function watching(store = new MemoryStore()) {
  const alarms = new RaisedAlarms(store);
  const watch = new ThresholdWatch(alarms);
  return {
    observe(result: KpiResult, criteria: Partial<ReportCriteria> = {}): ThresholdChange[] {
      const changes = watch.observe(result, { ...criteriaAsDefined(result.kpi, 0), ...criteria });
      alarms.save();
      return changes;
    },
  };
}

const told = (changes: readonly ThresholdChange[]) =>
  changes.map(({ index, raised, severity }) => [...index, raised ? 'raised' : 'cleared', severity].join(' '));

describe('The watch over thresholds', () => {
  it('tells once that a threshold is met, and once that it is no longer', () => {
    const watch = watching();
    const observe = (value: number) => told(watch.observe(interval(value)));
    expect(observe(99)).to.deep.equal([]);
    expect(observe(97)).to.deep.equal(['raised warning']);
    expect(observe(96)).to.deep.equal([]);
    expect(observe(90)).to.deep.equal(['raised critical']);
    expect(observe(98)).to.deep.equal(['cleared warning', 'cleared critical']);
    expect(observe(98)).to.deep.equal([]);
  });

  it('says the condition as the definition has it, and the value', () => {
    const [change] = watching().observe(interval(97.25));
    expect(change).to.include({ condition: '< 98', value: 97.25 });
  });

  it('knows every operator', () => {
    const met = (operator: string, value: number) => {
      const threshold = { warning: { operator, limit: 5 } };
      return watching().observe(interval(value, { ...kpi, threshold } as ModelKpi)).length === 1;
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
    const watch = watching();
    expect(told(watch.observe(interval({ a: 97, b: 99 })))).to.deep.equal(['a raised warning']);
    expect(told(watch.observe(interval({ a: 97, b: 97 })))).to.deep.equal(['b raised warning']);
    expect(watch.observe(interval({ a: new NoValue('dead'), b: 97 }))).to.deep.equal([]);
    expect(watch.observe(interval(new NoValue('the source is dead')))).to.deep.equal([]);
    expect(told(watch.observe(interval({ a: 99, b: 97 })))).to.deep.equal(['a cleared warning']);
  });

  it('clears what a row raised when the row is gone, once', () => {
    const watch = watching();
    watch.observe(interval({ a: 90, b: 99 }));
    const changes = watch.observe(interval({ b: 99 }));
    expect(told(changes)).to.deep.equal(['a cleared warning', 'a cleared critical']);
    expect(changes.map(({ value }) => value)).to.deep.equal([undefined, undefined]);
    expect(watch.observe(interval({ b: 99 }))).to.deep.equal([]);
    expect(told(watch.observe(interval({ a: 97 })))).to.deep.equal(['a raised warning']);
  });

  it('minds no KPI without thresholds', () => {
    const plain = { name: 'Plain' } as ModelKpi;
    expect(watching().observe(interval(1, plain))).to.deep.equal([]);
  });

  describe('with hysteresis (K21)', () => {
    /** Which of these values, one after the other, raise (+) and clear (-) a warning. */
    const changesOf = (operator: Threshold['operator'], hysteresis: number, values: readonly number[]) => {
      const watch = watching();
      const criteria = { thresholds: { warning: { operator, limit: 50 } }, hysteresis };
      return values.flatMap((value) =>
        watch.observe(interval(value), criteria).map(({ raised }) => `${raised ? '+' : '-'}${value}`),
      );
    };

    it('clears what is raised only where the value is beyond the limit by more than that', () => {
      expect(changesOf('<', 2, [49, 50, 52, 49.5, 52, 52.01, 51, 49])).to.deep.equal([
        '+49',
        '-52.01',
        '+49',
      ]);
      expect(changesOf('>=', 2, [50, 49, 48, 50, 47.99, 49])).to.deep.equal(['+50', '-47.99']);
      expect(changesOf('==', 2, [50, 51, 48, 52.5])).to.deep.equal(['+50', '-52.5']);
    });

    it('raises at the limit, whatever the hysteresis', () => {
      expect(changesOf('<', 1000, [50, 49.99])).to.deep.equal(['+49.99']);
    });

    it('clears what is to be equal when it is equal, and all at the limit where there is none', () => {
      expect(changesOf('!=', 2, [51, 50])).to.deep.equal(['+51', '-50']);
      expect(changesOf('<', 0, [49, 50])).to.deep.equal(['+49', '-50']);
    });
  });

  it('takes thresholds that are configured in the place of those defined', () => {
    const watch = watching();
    const configured = { thresholds: { critical: { operator: '>', limit: 5 } } } as const;
    expect(told(watch.observe(interval(6), configured))).to.deep.equal(['raised critical']);
    const changes = watch.observe(interval(99), { thresholds: {} });
    expect(told(changes)).to.deep.equal(['cleared critical']);
    expect(changes[0]).to.include({ condition: '> 5', value: 99 });
    expect(told(watch.observe(interval(90)))).to.deep.equal(['raised warning', 'raised critical']);
  });

  it('loses no clear and raises nothing twice over a restart', () => {
    const store = new MemoryStore();
    watching(store).observe(interval({ a: 97, b: 90, c: 99 }));
    expect(watching(store).observe(interval({ a: 97, b: 90, c: 99 }))).to.deep.equal([]);
    const changes = watching(store).observe(interval({ a: 98, c: 97 }));
    expect(told(changes)).to.deep.equal([
      'a cleared warning',
      'c raised warning',
      'b cleared warning',
      'b cleared critical',
    ]);
    expect(watching(store).observe(interval({ a: 98, c: 97 }))).to.deep.equal([]);
  });

  it('tells again what was raised where what was kept of it is damaged', () => {
    for (const text of ['', '[{', 'null', '[1]', '[{"index":[]}]']) {
      const store = new MemoryStore();
      store.texts.set('alarms EXAMPLE-MIB::Load', text);
      expect(told(watching(store).observe(interval(97))), text).to.deep.equal(['raised warning']);
    }
  });

  it('keeps alarms of KPIs that have one name in two modules apart', () => {
    const store = new MemoryStore();
    watching(store).observe(interval(90));
    const other = { ...interval(90), module: { name: 'OTHER-MIB' } as ModelModule };
    expect(told(watching(store).observe(other))).to.deep.equal(['raised warning', 'raised critical']);
  });
});
