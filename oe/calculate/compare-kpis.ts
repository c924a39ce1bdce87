import { formatFigure } from '../../model/accuracy.ts';
import { finishValue } from '../../model/finish-value.ts';
import { compileFormula, type FormulaBinding } from '../../model/formula/compile.ts';
import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import { itemName } from '../figure-names.ts';
import type { ReceivedFigures, ReportedKpi } from './received-figures.ts';
import { ReceivedInputs } from './received-inputs.ts';

/**
 * `uncertain`: a counter started again, and what it counted before that was not received; `unknown`: it cannot
 * be calculated from what was received.
 */
export type Verdict = 'equal' | 'different' | 'uncertain' | 'unknown';

/** A KPI of one interval as the instance reports it, and as it follows from its measurements. */
export interface Comparison {
  readonly instance: string;
  readonly module: string;
  readonly name: string;
  readonly begin: string;
  readonly end: string;
  readonly reported: string;
  /** '' where there is none. */
  readonly calculated: string;
  readonly verdict: Verdict;
  /** Why there is no value, or what is uncertain. */
  readonly note: string;
}

export interface CompareOptions {
  readonly instanceId: string;
  /** How many units of its last decimal a real may differ by; anything else must be equal. */
  readonly tolerance: number;
  /** Whether every sample was received, as history has them; reports have the last of an interval. */
  readonly isSampled: boolean;
  /** Which KPIs. */
  readonly isWanted: (module: ModelModule, kpi: ModelKpi) => boolean;
}

/** Calculates every KPI that was reported from the measurements that were (KPIinOMA 6.2). */
export function compareKpis(figures: ReceivedFigures, options: CompareOptions): Comparison[] {
  const bindings = new Map<ModelModule, FormulaBinding>();
  return figures.kpis
    .filter(({ module, kpi }) => options.isWanted(module, kpi))
    .map((reported) => {
      const { module } = reported;
      const binding = bindings.get(module) ?? bindingOf(module);
      bindings.set(module, binding);
      return compare(reported, binding, figures, options);
    });
}

function compare(
  reported: ReportedKpi,
  binding: FormulaBinding,
  figures: ReceivedFigures,
  { instanceId, tolerance, isSampled }: CompareOptions,
): Comparison {
  const { module, kpi, row, begin, end } = reported;
  const inputs = new ReceivedInputs(figures, module, { begin, end, isSampled });
  const formula = compileFormula(kpi.expression, binding);
  const value = finishValue(formula(inputs, kpi.per === undefined ? undefined : row), kpi);
  const common = {
    instance: instanceId,
    module: module.name,
    name: itemName(kpi.name, row),
    begin: new Date(begin).toISOString(),
    end: new Date(end).toISOString(),
    reported: reported.value,
  };
  if (value instanceof NoValue) return { ...common, calculated: '', verdict: 'unknown', note: value.reason };
  const calculated = formatFigure(value, kpi.dataType);
  if (isEqual(calculated, reported.value, kpi, tolerance)) {
    return { ...common, calculated, verdict: 'equal', note: '' };
  }
  const note = [...inputs.falls].join('; ');
  return { ...common, calculated, verdict: note === '' ? 'different' : 'uncertain', note };
}

function isEqual(calculated: string, reported: string, { dataType }: ModelKpi, tolerance: number): boolean {
  if (dataType.kind !== 'real') return calculated === reported;
  const units = Math.abs(Number(calculated) - Number(reported)) * 10 ** dataType.decimals;
  return Math.round(units) <= tolerance;
}

/** What names in a module's formulas stand for: a measurement by its position. */
function bindingOf({ measurements, kpis }: ModelModule): FormulaBinding {
  const slots = new Map(measurements.map((measurement, slot) => [measurement.name, { measurement, slot }]));
  const byName = new Map(kpis.map((kpi) => [kpi.name, kpi]));
  return {
    measurement(name) {
      const found = slots.get(name);
      if (!found) return undefined;
      const { per, dataType } = found.measurement;
      return { slot: found.slot, counter: dataType.kind === 'counter', ...(per !== undefined && { per }) };
    },
    kpi: (name) => byName.get(name),
  };
}
