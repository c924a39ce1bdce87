import { formatFigure } from '../../model/accuracy.ts';
import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';
import type { KpiResult } from '../kpi/calculate.ts';
import type { Oid } from '../snmp/mib-view.ts';
import type { Cell } from './cell.ts';
import { cutName } from './cut-name.ts';
import { fixedRows, type RowSet } from './row-set.ts';

/** One KPI, or one row of it, in one interval. */
export interface IntervalRow {
  readonly kpi: ModelKpi;
  readonly result: KpiResult;
  readonly value: Value;
}

/** What the table reads: the current interval and the ones before it, the latest first. */
export interface Intervals {
  /** The interval under way as far as it is known; asked for again and again, the same until that changes. */
  current(kpi: ModelKpi): KpiResult;
  previous(kpi: ModelKpi): readonly KpiResult[];
}

/** Octets of a row's name in the index: an instance's OID must stay within 128 sub-identifiers. */
const MAX_ROW_NAME = 32;

/** Rows indexed by module, KPI, interval number and row name. */
export function intervalRows(modules: readonly ModelModule[], intervals: Intervals): RowSet<IntervalRow> {
  const kpis = fixedRows(() =>
    modules.flatMap((module) => module.kpis.map((kpi) => ({ index: [module.arc, kpi.arc], row: kpi }))),
  );
  /** A result's rows by their names, made when first asked for. */
  const named = new WeakMap<KpiResult, RowSet<IntervalRow>>();
  const rowsOf = (result: KpiResult) => {
    const rows = named.get(result) ?? nameRows(result);
    named.set(result, rows);
    return rows;
  };
  const resultOf = (kpi: ModelKpi, number: number) =>
    number === 0 ? intervals.current(kpi) : intervals.previous(kpi)[number - 1];

  /** The first row of a KPI after the one of this interval number and name. */
  function afterIn(kpi: ModelKpi, at: Oid, [number = 0, ...name]: Oid) {
    for (let n = number, from: Oid = name; ; n++, from = []) {
      const result = resultOf(kpi, n);
      if (!result) return undefined;
      const found = rowsOf(result).after(from);
      if (found) return { index: [...at, n, ...found.index], row: found.row };
    }
  }

  return {
    find([module, number, interval, ...name]) {
      const kpi = kpis.find([module ?? 0, number ?? 0]);
      const result = kpi && interval !== undefined ? resultOf(kpi, interval) : undefined;
      return result && rowsOf(result).find(name);
    },
    after(index) {
      const at = index.slice(0, 2);
      const kpi = kpis.find(at);
      const found = kpi && afterIn(kpi, at, index.slice(2));
      if (found) return found;
      for (let next = kpis.after(at); next; next = kpis.after(next.index)) {
        const first = afterIn(next.row, next.index, []);
        if (first) return first;
      }
      return undefined;
    },
  };
}

function nameRows(result: KpiResult): RowSet<IntervalRow> {
  const { kpi, rows } = result;
  if (rows instanceof NoValue) return fixedRows(() => [{ index: [0], row: { kpi, result, value: rows } }]);
  const taken = new Set<string>();
  return fixedRows(() =>
    rows.map(({ key, value }) => {
      const name = cutName(key, MAX_ROW_NAME, taken);
      return { index: [name.length, ...name], row: { kpi, result, value } };
    }),
  );
}

/** A cell of kpi1IntervalTable. */
export function intervalCell({ kpi, result, value }: IntervalRow, column: string): Cell {
  const missing = value instanceof NoValue;
  switch (column) {
    case 'kpi1IntervalBegin':
      return new Date(result.begin);
    case 'kpi1IntervalEnd':
      return new Date(result.end);
    case 'kpi1IntervalValue':
      return missing ? '' : formatFigure(value, kpi.dataType);
    case 'kpi1IntervalStatus':
      return missing ? 'noValue' : 'valid';
    case 'kpi1IntervalReason':
      return missing ? value.reason : '';
    default:
      throw new Error(`kpi1IntervalTable has no column ${column}`);
  }
}
