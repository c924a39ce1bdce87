import { formatFigure } from '../../model/accuracy.ts';
import { walk } from '../../model/formula/walk.ts';
import type { ModelFigure, ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import { formatRaw } from '../base-mib/pm-table.ts';
import type { KpiCalculator, KpiResult } from '../kpi/calculate.ts';
import type { Index } from '../kpi/row-key.ts';
import type { RawValue } from '../kpi/sample.ts';
import type { Publication } from '../publish/publication.ts';
import { toWireValue } from '../publish/wire-value.ts';
import type { Steps } from '../slices.ts';
import { itemName, type ReportItem } from './pm-report.ts';

/**
 * The items of a report on an interval: the KPIs given, then the measurements their formulas read, with their
 * values at its end, so that from one report to the next the KPIs follow from the measurements (KPIinOMA
 * 6.2). What has no value is left out.
 */
export function* reportItems(
  results: readonly KpiResult[],
  calculator: KpiCalculator,
  publication: Publication,
): Steps<ReportItem[]> {
  const items: ReportItem[] = [];
  const add = (figure: ModelFigure, index: Index, raw: RawValue, text: string) => {
    const value = toWireValue(raw, figure.syntax);
    if (value instanceof NoValue) return;
    items.push({
      name: itemName(figure.name, index),
      text,
      oid: publication.instanceOf(figure, index),
      value,
    });
  };
  for (const { kpi, rows } of results) {
    for (const { index, value } of rows instanceof NoValue ? [] : rows) {
      if (!(value instanceof NoValue)) add(kpi, index, value, formatFigure(value, kpi.dataType));
    }
    yield;
  }
  const [first] = results;
  if (!first) return items;
  const { module, kpi, end } = first;
  for (const measurement of measurementsRead(module, results)) {
    const rows = calculator.valuesAtEnd(measurement, kpi.reportingFrequency, end);
    for (const { index, value } of rows instanceof NoValue ? [] : rows) {
      if (!(value instanceof NoValue)) add(measurement, index, value, formatRaw(value, measurement));
    }
    yield;
  }
  return items;
}

/** The measurements that the formulas of these KPIs read, in the order of definition. */
function measurementsRead(module: ModelModule, results: readonly KpiResult[]): ModelMeasurement[] {
  const kpis = new Map(module.kpis.map((kpi) => [kpi.name, kpi]));
  const read = new Set<string>();
  const visited = new Set<ModelKpi>();
  const visit = (kpi: ModelKpi | undefined): void => {
    if (!kpi || visited.has(kpi)) return;
    visited.add(kpi);
    walk(kpi.expression, (node) => {
      if (node.kind === 'measurement') read.add(node.name);
      else if (node.kind === 'kpi') visit(kpis.get(node.name));
    });
  };
  for (const { kpi } of results) visit(kpi);
  return module.measurements.filter(({ name }) => read.has(name));
}
