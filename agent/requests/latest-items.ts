import { formatFigure } from '../../model/accuracy.ts';
import type { ModelKpi, ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import { formatRaw } from '../base-mib/pm-table.ts';
import type { CollectionJobs } from '../jobs/collection-jobs.ts';
import type { KpiCalculator, RowValue } from '../kpi/calculate.ts';
import type { IntervalHistory } from '../kpi/history.ts';
import { toWireValue } from '../publish/wire-value.ts';
import { itemName } from '../report/pm-report.ts';
import type { Span, SpannedItem } from './grouped-items.ts';
import type { OwnedFigure } from './identifiers.ts';

/** Where the latest values are. */
export interface LatestValues {
  readonly calculator: Pick<KpiCalculator, 'measurementState'>;
  readonly history: Pick<IntervalHistory, 'of'>;
  readonly jobs: Pick<CollectionJobs, 'whyNot'>;
}

/** The latest values of a figure: of a KPI those of the latest interval, of a measurement those of the latest sample. */
export function latestItems(owned: OwnedFigure, values: LatestValues): SpannedItem[] {
  return owned.kind === 'kpi'
    ? kpiItems(owned.figure as ModelKpi, values)
    : measurementItems(owned.figure as ModelMeasurement, values);
}

const NO_INTERVAL = 'no interval has ended since collection began';

function kpiItems(kpi: ModelKpi, { history, jobs }: LatestValues): SpannedItem[] {
  const [latest] = history.of(kpi);
  const why = jobs.whyNot(kpi) ?? (latest ? undefined : NO_INTERVAL);
  if (why !== undefined || !latest) return [missing(kpi.name, {}, why ?? NO_INTERVAL)];
  const { begin, end, rows } = latest;
  return rowItems(kpi.name, { begin, end }, rows, (value) => formatFigure(value, kpi.dataType));
}

function measurementItems(measurement: ModelMeasurement, { calculator }: LatestValues): SpannedItem[] {
  const { at, rows } = calculator.measurementState(measurement);
  const span = at === undefined ? {} : { end: at };
  return rowItems(measurement.name, span, rows, (value) => {
    const wire = toWireValue(value, measurement.syntax);
    return wire instanceof NoValue ? wire : formatRaw(value, measurement);
  });
}

function rowItems<V>(
  name: string,
  span: Span,
  rows: readonly RowValue<V | NoValue>[] | NoValue,
  format: (value: V) => string | NoValue,
): SpannedItem[] {
  if (rows instanceof NoValue) return [missing(name, span, rows.reason)];
  if (rows.length === 0) return [missing(name, span, 'there is no row of it now')];
  return rows.map(({ index, value }) => {
    const text = value instanceof NoValue ? value : format(value);
    const item = itemName(name, index);
    return text instanceof NoValue
      ? missing(item, span, text.reason)
      : { span, item: { name: item, value: text } };
  });
}

/** What is known and has no value says why (O22). */
export function missing(name: string, span: Span, reason: string): SpannedItem {
  return { span, item: { name, value: '', description: reason } };
}
