import { formatFigure } from '../../model/accuracy.ts';
import { walk } from '../../model/formula/walk.ts';
import type { ModelFigure, ModelKpi, ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import { formatRaw } from '../base-mib/pm-table.ts';
import type { KpiCalculator, KpiResult, RowValue } from '../kpi/calculate.ts';
import type { RawValue } from '../kpi/sample.ts';
import type { Publication } from '../publish/publication.ts';
import { toWireValue } from '../publish/wire-value.ts';
import type { Steps } from '../slices.ts';
import type { ReportCriteria } from './criteria.ts';
import { itemName, type ReportItem } from './pm-report.ts';

/** What is reported of one KPI over an interval. */
export interface DueKpi {
  readonly result: KpiResult;
  readonly content: ReportCriteria['content'];
}

export interface ReportItems {
  readonly items: readonly ReportItem[];
  /** Whether a figure, or a row of it, was left out, as it has no value. */
  readonly isSuspect: boolean;
}

/**
 * The items of a report on an interval: the KPIs that are due, then the measurements their formulas read, with
 * their values at its end, so that from one report to the next the KPIs follow from the measurements (KPIinOMA
 * 6.2). What has no value is left out.
 */
export function* reportItems(
  due: readonly DueKpi[],
  calculator: KpiCalculator,
  publication: Publication,
): Steps<ReportItems> {
  const collector = new ItemCollector(publication);
  for (const { result, content } of due) {
    if (content === 'pm') continue;
    const { kpi, rows } = result;
    collector.addRows(kpi, rows, (value) => formatFigure(value, kpi.dataType));
    yield;
  }
  for (const measurement of measurementsRead(due, calculator)) {
    const { kpi, end } = (due[0] as DueKpi).result;
    const rows = calculator.valuesAtEnd(measurement, kpi.reportingFrequency, end);
    collector.addRows(measurement, rows, (value) => formatRaw(value, measurement));
    yield;
  }
  return collector;
}

class ItemCollector implements ReportItems {
  readonly items: ReportItem[] = [];
  isSuspect = false;
  readonly #publication: Publication;

  constructor(publication: Publication) {
    this.#publication = publication;
  }

  addRows<V extends RawValue>(
    figure: ModelFigure,
    rows: readonly Omit<RowValue<V | NoValue>, 'key'>[] | NoValue,
    format: (value: V) => string,
  ): void {
    if (rows instanceof NoValue) {
      this.isSuspect = true;
      return;
    }
    for (const { index, value: raw } of rows) {
      const value = raw instanceof NoValue ? raw : toWireValue(raw, figure.syntax);
      if (raw instanceof NoValue || value instanceof NoValue) {
        this.isSuspect = true;
        continue;
      }
      const oid = this.#publication.instanceOf(figure, index);
      this.items.push({ name: itemName(figure.name, index), text: format(raw), oid, value });
    }
  }
}

/** The measurements that the formulas of these KPIs read, in the order of definition. */
function measurementsRead(due: readonly DueKpi[], calculator: KpiCalculator): ModelMeasurement[] {
  const reported = due.filter(({ content }) => content !== 'kpi').map(({ result }) => result);
  const [first] = reported;
  if (!first) return [];
  const { module, begin } = first;
  const kpis = new Map(module.kpis.map((kpi) => [kpi.name, kpi]));
  const read = new Set<string>();
  const visited = new Set<ModelKpi>();
  const visit = (kpi: ModelKpi | undefined): void => {
    if (!kpi || visited.has(kpi)) return;
    visited.add(kpi);
    walk(calculator.formulaOf(kpi, begin).expression, (node) => {
      if (node.kind === 'measurement') read.add(node.name);
      else if (node.kind === 'kpi') visit(kpis.get(node.name));
    });
  };
  for (const { kpi } of reported) visit(kpi);
  return module.measurements.filter(({ name }) => read.has(name));
}
