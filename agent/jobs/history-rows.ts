import type { ModelMeasurement, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { BoundSource } from '../config/bind.ts';
import type { KpiCalculator, KpiResult } from '../kpi/calculate.ts';
import type { IntervalHistory } from '../kpi/history.ts';
import { rowKey } from '../kpi/row-key.ts';
import type { HistoryStore, MeasurementRows, StoredInterval, StoredRow } from '../store/store.ts';

/** A measurement with the name of its module. */
export interface NamedMeasurement {
  readonly module: string;
  readonly measurement: ModelMeasurement;
}

/** The measurements of each source, in its order. */
export function nameMeasurements({
  bound,
  modules,
}: {
  readonly bound: readonly BoundSource[];
  readonly modules: readonly ModelModule[];
}): Map<string, NamedMeasurement[]> {
  const moduleOf = new Map(
    modules.flatMap(({ name, measurements }) => measurements.map((each) => [each, name] as const)),
  );
  const name = (measurement: ModelMeasurement) => ({ measurement, module: moduleOf.get(measurement) ?? '' });
  return new Map(
    bound.map(({ config, wanted }) => [config.name, wanted.map(({ measurement }) => name(measurement))]),
  );
}

/** What measurements say of their latest sample, where it was taken at `at`, for the store. */
export function* rowsToStore(
  measurements: readonly NamedMeasurement[],
  at: number,
  calculator: KpiCalculator,
): Generator<MeasurementRows> {
  for (const { module, measurement } of measurements) {
    const latest = calculator.rowsNow(measurement);
    if (latest instanceof NoValue || latest[0]?.namedAt !== at) continue;
    const rows = withValue(latest);
    if (rows.length > 0) yield { module, name: measurement.name, rows };
  }
}

/** What KPIs came to over an interval, for the store. */
export function* intervalsToStore(results: readonly KpiResult[]): Generator<StoredInterval> {
  for (const { module, kpi, begin, end, rows } of results) {
    const known = rows instanceof NoValue ? [] : withValue(rows);
    if (known.length > 0) yield { module: module.name, name: kpi.name, begin, end, rows: known };
  }
}

function withValue(
  rows: readonly { index: StoredRow['index']; value: StoredRow['value'] | NoValue }[],
): readonly StoredRow[] {
  return rows.every(hasValue) ? rows : rows.filter(hasValue);
}

function hasValue(row: { readonly value: StoredRow['value'] | NoValue }): row is StoredRow {
  return !(row.value instanceof NoValue);
}

/** Fills the intervals that SNMP answers with those that were stored, so that they go on after a restart (K20). */
export function restoreIntervals(
  modules: readonly ModelModule[],
  store: HistoryStore,
  { history, count, now }: { history: IntervalHistory; count: number; now: number },
): void {
  for (const module of modules) {
    for (const kpi of module.kpis) {
      const length = kpi.reportingFrequency * 1000;
      const range = { begin: now - (count + 1) * length, end: now };
      const byEnd = new Map<
        number,
        { index: StoredRow['index']; key: string; value: StoredRow['value'] }[]
      >();
      for (const { at, index, value } of store.intervals({ module: module.name, name: kpi.name }, range)) {
        const rows = byEnd.get(at) ?? [];
        byEnd.set(at, rows);
        rows.push({ index, key: rowKey(index), value });
      }
      for (const [end, rows] of byEnd) {
        const values = rows.map((row) => ({
          ...row,
          value: typeof row.value === 'bigint' ? Number(row.value) : row.value,
        }));
        history.add({ module, kpi, begin: end - length, end, rows: values });
      }
    }
  }
}
