import { finishValue } from '../../model/finish-value.ts';
import { compileFormula, type FormulaBinding } from '../../model/formula/compile.ts';
import type { Aggregate, FormulaInputs } from '../../model/formula/inputs.ts';
import { walk } from '../../model/formula/walk.ts';
import type { ModelKpi, ModelMeasurement, ModelModule, Threshold } from '../../model/model.ts';
import { rowKey } from '../../model/row-key.ts';
import { NoValue } from '../../model/value.ts';
import type { Simulation } from '../simulation.ts';

/** The measurement by which a KPI is brought to cross a threshold, and by how much. */
export interface Crossing {
  readonly measurement: ModelMeasurement;
  readonly factor: number;
}

/** From the smallest change to the largest. */
const FACTORS = [
  0.98, 1.02, 0.95, 1.05, 0.9, 1.1, 0.8, 1.25, 1.5, 0.6, 2, 0.5, 2.5, 3, 0.3, 5, 0.2, 7, 10, 0.1, 20, 0.05,
  50, 0.02, 100, 0.01, 200, 500, 1000, 10_000, 100_000, 0,
];

/**
 * Finds the smallest change of one measurement that has a KPI meet a threshold, and not the graver one as well
 * where that can be had; undefined where no change does. `row` is the KPI's, undefined of a scalar.
 */
export function findCrossing(
  kpi: ModelKpi,
  severity: 'warning' | 'critical',
  { row, at }: { readonly row: string | undefined; readonly at: number },
  simulation: Simulation,
): Crossing | undefined {
  const threshold = kpi.threshold?.[severity];
  if (!threshold) return undefined;
  const graver = severity === 'warning' ? kpi.threshold?.critical : undefined;
  const evaluate = evaluator(kpi, { row, at }, simulation);
  const found: Crossing[] = [];
  for (const factor of FACTORS) {
    for (const measurement of readBy(kpi, simulation.module)) {
      const value = evaluate({ measurement, factor });
      if (typeof value !== 'number' || !meetsThreshold(value, threshold)) continue;
      if (!graver || !meetsThreshold(value, graver)) return { measurement, factor };
      found.push({ measurement, factor });
    }
  }
  return found[0];
}

/** The measurements that can be changed for a KPI to change, in the order of its formula. */
function readBy(kpi: ModelKpi, module: ModelModule): ModelMeasurement[] {
  const read = new Set<ModelMeasurement>();
  const visit = ({ expression }: ModelKpi): void =>
    walk(expression, (node) => {
      if (node.kind === 'measurement') {
        const measurement = module.measurements.find(({ name }) => name === node.name);
        if (measurement && measurement.syntax.base !== 'OCTET STRING') read.add(measurement);
      } else if (node.kind === 'kpi') {
        const referred = module.kpis.find(({ name }) => name === node.name);
        if (referred) visit(referred);
      }
    });
  visit(kpi);
  return [...read];
}

function evaluator(
  kpi: ModelKpi,
  { row, at }: { readonly row: string | undefined; readonly at: number },
  simulation: Simulation,
): (crossing: Crossing) => unknown {
  const formula = compileFormula(kpi.expression, bindingOf(simulation.module));
  return (crossing) => {
    const value = finishValue(formula(inputsOf(kpi, { row, at }, crossing, simulation), row), kpi);
    return value instanceof NoValue ? undefined : value;
  };
}

function bindingOf({ measurements, kpis }: ModelModule): FormulaBinding {
  return {
    measurement(name) {
      const slot = measurements.findIndex((each) => each.name === name);
      const measurement = measurements[slot];
      if (!measurement) return undefined;
      const { per, dataType } = measurement;
      return { slot, counter: dataType.kind === 'counter', ...(per !== undefined && { per }) };
    },
    kpi: (name) => kpis.find((each) => each.name === name),
  };
}

/** An interval of the simulation in which one measurement is changed: in the KPI's own row, or in all. */
function inputsOf(
  { reportingFrequency: seconds, per }: ModelKpi,
  { row, at }: { readonly row: string | undefined; readonly at: number },
  { measurement: changed, factor }: Crossing,
  simulation: Simulation,
): FormulaInputs {
  const { measurements } = simulation.module;
  return {
    seconds,
    aggregate(slot, key) {
      const measurement = measurements[slot];
      if (!measurement) return new NoValue('there is no such measurement');
      const rows = measurement.per === undefined ? [[]] : simulation.rowsOf(measurement.per);
      const index = rows.find((each) => measurement.per === undefined || rowKey(each) === key);
      if (!index) return new NoValue('there is no such row');
      const isChanged =
        measurement === changed && (measurement.per !== per || row === undefined || key === row);
      const times = isChanged ? factor : 1;
      const value = (time: number) => simulation.valueAt(measurement, index, time);
      return aggregateOf(measurement, value(at), value(at + seconds * 1000), times);
    },
    rows: (object) => simulation.rowsOf(object).map(rowKey),
  };
}

function aggregateOf(
  { dataType }: ModelMeasurement,
  first: number | boolean | string,
  last: number | boolean | string,
  times: number,
): Aggregate {
  const none = new NoValue('it is no number');
  if (typeof last !== 'number' || typeof first !== 'number') {
    return { increase: none, last, previous: first, min: none, max: none, avg: none };
  }
  const level = last * times;
  const increase = dataType.kind === 'counter' ? (last - first) * times : none;
  return { increase, last: level, previous: first * times, min: level, max: level, avg: level };
}

/** Whether a value meets the condition of a threshold. */
export function meetsThreshold(value: number, { operator, limit }: Threshold): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}
