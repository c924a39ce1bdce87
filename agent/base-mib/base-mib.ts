import { BASE_ARCS, BASE_GROUPS, type BaseScalars, type BaseTable } from '../../model/base-mib.ts';
import type { ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';
import type { CollectionJobs } from '../jobs/collection-jobs.ts';
import type { KpiCalculator, KpiResult } from '../kpi/calculate.ts';
import type { IntervalHistory } from '../kpi/history.ts';
import { currentInterval } from '../kpi/interval.ts';
import type { DeliveryTarget } from '../report/delivery.ts';
import type { ReportLog } from '../report/report-log.ts';
import type { Settings } from '../settings/settings.ts';
import type { ComputedSubtree, Oid } from '../snmp/mib-view.ts';
import type { Cell } from './cell.ts';
import { configCell, configRows } from './config-table.ts';
import { type Intervals, intervalCell, intervalRows } from './interval-table.ts';
import { type KpiState, kpiCell, kpiRows } from './kpi-table.ts';
import { pmCell, pmRows } from './pm-table.ts';
import { reportCell, reportItemCell } from './report-tables.ts';
import type { RowSet } from './row-set.ts';
import { type SourceState, sourceCell, sourceRows } from './source-table.ts';
import { scalarSubtree, tableSubtree } from './subtree.ts';
import { targetCell, targetRows } from './target-table.ts';

/** All that KPI1-MIB tells of. */
export interface BaseMibState {
  /** OID of KPI1-MIB's MODULE-IDENTITY. */
  readonly base: Oid;
  readonly instanceId: string;
  readonly software: string;
  readonly modules: readonly ModelModule[];
  readonly calculator: KpiCalculator;
  readonly history: IntervalHistory;
  readonly reports: ReportLog;
  readonly sources: readonly SourceState[];
  /** Where reports go. */
  readonly targets: readonly DeliveryTarget[];
  /** Name of the source that each measurement is collected from. */
  readonly sourceOf: ReadonlyMap<ModelMeasurement, string>;
  readonly settings: Settings;
  readonly jobs: Pick<CollectionJobs, 'whyNot'>;
  /** What the SNMP engine counts. */
  engineCount(name: EngineObject): number;
  now(): number;
}

/** Scalars of the kpi1Engine group. */
export type EngineObject =
  | 'kpi1EngineRefused'
  | 'kpi1EngineLimited'
  | 'kpi1EngineHandlerErrors'
  | 'kpi1EngineInternalErrors'
  | 'kpi1EngineNotificationsLost';

/** KPI1-MIB as subtrees that are computed when asked. */
export function baseMib(state: BaseMibState): ComputedSubtree[] {
  const objects = [...state.base, BASE_ARCS.objects];
  const table = <Row>(name: string, rows: RowSet<Row>, cell: (row: Row, column: string) => Cell) =>
    tableSubtree(groupNamed(name, 'table'), objects, rows, cell);
  const { calculator, settings, reports } = state;
  return [
    scalarSubtree(groupNamed('kpi1Instance', 'scalars'), objects, (name) =>
      name === 'kpi1InstanceId' ? state.instanceId : state.software,
    ),
    table('kpi1Kpi', kpiRows(state.modules), (row, column) =>
      kpiCell(row, column, () => kpiState(row.kpi, state)),
    ),
    table('kpi1Pm', pmRows(state.modules), (row, column) => {
      const source = state.sourceOf.get(row.measurement) ?? '';
      return pmCell(row, column, calculator.measurementState(row.measurement), source);
    }),
    table('kpi1Config', configRows(settings), (row, column) => configCell(row, column, settings)),
    table('kpi1Report', reports.reports, (row, column) => reportCell(row, reports.partsOf(row), column)),
    table('kpi1ReportItem', reports.items, reportItemCell),
    table('kpi1Interval', intervalRows(state.modules, intervalsOf(state)), intervalCell),
    table('kpi1Source', sourceRows(state.sources), sourceCell),
    scalarSubtree(groupNamed('kpi1Engine', 'scalars'), objects, (name) =>
      state.engineCount(name as EngineObject),
    ),
    table('kpi1Target', targetRows(state.targets), targetCell),
  ];
}

function kpiState(kpi: ModelKpi, { calculator, history, jobs, now }: BaseMibState): KpiState {
  const { begin } = currentInterval(now(), kpi.reportingFrequency * 1000);
  return {
    formula: calculator.formulaOf(kpi, begin).formula,
    latest: history.of(kpi)[0],
    whyNot: jobs.whyNot(kpi),
  };
}

function intervalsOf({ calculator, history, now }: BaseMibState): Intervals {
  // A walk asks for one KPI's rows one after the other.
  let latest: { readonly samples: number; readonly result: KpiResult } | undefined;
  return {
    current(kpi) {
      const samples = calculator.samplesTaken;
      const time = now();
      const isSame =
        latest?.result.kpi === kpi &&
        latest.samples === samples &&
        time < latest.result.end &&
        time >= latest.result.begin;
      if (!isSame || !latest) latest = { samples, result: calculator.evaluateSoFar(kpi, time) };
      return latest.result;
    },
    previous: (kpi) => history.of(kpi),
  };
}

function groupNamed(name: string, kind: 'table'): BaseTable;
function groupNamed(name: string, kind: 'scalars'): BaseScalars;
function groupNamed(name: string, kind: string): BaseTable | BaseScalars {
  const group = BASE_GROUPS.find((candidate) => candidate.name === name && candidate.kind === kind);
  if (!group) throw new Error(`KPI1-MIB has no ${kind} ${name}`);
  return group;
}
