import { formatFigure } from '../../model/accuracy.ts';
import { formatDataType } from '../../model/data-type.ts';
import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { KpiResult } from '../kpi/calculate.ts';
import type { Cell } from './cell.ts';
import { fixedRows, type RowSet } from './row-set.ts';
import { summarize } from './summary.ts';

export interface KpiRow {
  readonly module: ModelModule;
  readonly kpi: ModelKpi;
}

/** The rows of kpi1KpiTable: every KPI of the modules served. */
export function kpiRows(modules: readonly ModelModule[]): RowSet<KpiRow> {
  return fixedRows(() =>
    modules.flatMap((module) =>
      module.kpis.map((kpi) => ({ index: [module.arc, kpi.arc], row: { module, kpi } })),
    ),
  );
}

/** What is known of a KPI now. */
export interface KpiState {
  /** The calculation method in force. */
  readonly formula: string;
  /** The result of its latest complete interval. */
  readonly latest: KpiResult | undefined;
  /** Why it is not collected; undefined: it is. */
  readonly whyNot: string | undefined;
}

/** A cell of kpi1KpiTable. */
export function kpiCell({ module, kpi }: KpiRow, column: string, state: () => KpiState): Cell {
  switch (column) {
    case 'kpi1KpiModuleName':
      return module.name;
    case 'kpi1KpiName':
      return kpi.name;
    case 'kpi1KpiDescription':
      return kpi.description;
    case 'kpi1KpiPurpose':
      return kpi.purpose;
    case 'kpi1KpiFormula':
      return state().formula;
    case 'kpi1KpiUnit':
      return kpi.unit;
    case 'kpi1KpiDataType':
      return formatDataType(kpi.dataType);
    case 'kpi1KpiReportingFrequency':
      return kpi.reportingFrequency;
    case 'kpi1KpiReportingDuration':
      return kpi.reportingDuration ?? 0;
    case 'kpi1KpiDataSource':
      return kpi.dataSource;
    case 'kpi1KpiCategory':
      return kpi.category ?? '';
    case 'kpi1KpiObject':
      return kpi.per === undefined ? `${kpi.oid}.0` : kpi.oid;
    case 'kpi1KpiTime':
      return timeOf(state().latest);
    default:
      return resultCell(kpi, column, state());
  }
}

const NO_INTERVAL = new NoValue('no interval has ended since the agent started');

function timeOf(latest: KpiResult | undefined): Date | undefined {
  return latest && new Date(latest.end);
}

function resultCell(kpi: ModelKpi, column: string, { latest, whyNot }: KpiState): Cell {
  const rows = whyNot === undefined ? (latest?.rows ?? NO_INTERVAL) : new NoValue(whyNot);
  const { value, status, reason } = summarize(rows, kpi.per !== undefined, (figure) =>
    formatFigure(figure as number | boolean | string, kpi.dataType),
  );
  switch (column) {
    case 'kpi1KpiValue':
      return value;
    case 'kpi1KpiStatus':
      return status;
    case 'kpi1KpiReason':
      return reason;
    default:
      throw new Error(`kpi1KpiTable has no column ${column}`);
  }
}
