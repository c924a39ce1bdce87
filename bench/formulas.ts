import { KpiCalculator } from '../agent/kpi/calculate.ts';
import type { Reading } from '../agent/kpi/sample.ts';
import { NoValue } from '../model/value.ts';
import { makeModel } from './model.ts';
import { atMost, type Figure } from './report.ts';

const KPIS = 10_000;
const INTERVALS = 10;
const FREQUENCY = 300;

/** 100,000 KPIs calculated, from samples to rounded values: 10,000 KPIs over ten intervals. */
export function benchFormulas(): Figure[] {
  const { model } = makeModel(KPIS);
  const [module] = model.modules;
  if (!module) throw new Error('the model has no module');
  const { measurements } = module;
  const calculator = new KpiCalculator([module], [{ source: 'bench', every: FREQUENCY, measurements }]);
  const accept = (n: number) => {
    const readings: Reading[] = measurements.map(({ per }, measurement) => ({
      measurement,
      index: per === undefined ? [] : [1],
      series: new Map([['', n * 100 + measurement]]),
    }));
    calculator.accept({
      source: 'bench',
      at: n * FREQUENCY * 1000,
      sample: { ok: true, readings, problems: [] },
    });
  };
  accept(1);
  let cpu = 0;
  let values = 0;
  for (let n = 2; n < INTERVALS + 2; n++) {
    accept(n);
    const before = process.cpuUsage();
    for (const { rows } of calculator.closeInterval(FREQUENCY, n * FREQUENCY * 1000)) {
      if (!(rows instanceof NoValue))
        for (const { value } of rows) if (!(value instanceof NoValue)) values += 1;
    }
    const { user, system } = process.cpuUsage(before);
    cpu += (user + system) / 1e6;
  }
  if (values !== KPIS * INTERVALS) throw new Error(`${values} of ${KPIS * INTERVALS} KPIs had a value`);
  return [atMost('100,000 KPI formulas evaluated, CPU time', cpu, 1, ' s')];
}
