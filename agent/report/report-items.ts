import { formatFigure } from '../../model/accuracy.ts';
import { walk } from '../../model/formula/walk.ts';
import type { ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import { formatRaw } from '../base-mib/pm-table.ts';
import type { KpiCalculator, KpiResult } from '../kpi/calculate.ts';
import type { Publication } from '../publish/publication.ts';
import { itemName, type ReportItem } from './pm-report.ts';

/** The items of a report: the KPIs given, then the measurements their formulas read. What has no value is left out. */
export function reportItems(
  results: readonly KpiResult[],
  calculator: KpiCalculator,
  publication: Publication,
): ReportItem[] {
  const kpis = results.flatMap(({ kpi, rows }) =>
    rows instanceof NoValue
      ? []
      : rows.flatMap(({ index, value }) => {
          const published = value instanceof NoValue ? undefined : publication.published(kpi, index);
          if (value instanceof NoValue || !published) return [];
          return [{ name: itemName(kpi.name, index), text: formatFigure(value, kpi.dataType), ...published }];
        }),
  );
  const [first] = results;
  const measurements = first ? measurementsRead(first.module, results) : [];
  return [
    ...kpis,
    ...measurements.flatMap((measurement) => measurementItems(measurement, calculator, publication)),
  ];
}

function measurementItems(
  measurement: ModelMeasurement,
  calculator: KpiCalculator,
  publication: Publication,
): ReportItem[] {
  const { rows } = calculator.measurementState(measurement);
  if (rows instanceof NoValue) return [];
  return rows.flatMap(({ index, value }) => {
    const published = value instanceof NoValue ? undefined : publication.published(measurement, index);
    if (value instanceof NoValue || !published) return [];
    return [{ name: itemName(measurement.name, index), text: formatRaw(value, measurement), ...published }];
  });
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
