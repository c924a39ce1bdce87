import { formatFigure } from '../../model/accuracy.ts';
import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';
import type { KpiResult, RowValue } from '../kpi/calculate.ts';
import type { Oid } from '../snmp/mib-view.ts';
import { type Cell, cutText } from './cell.ts';
import { compareIndex, type RowSet } from './row-set.ts';

/** One KPI, or one row of it, in one interval. */
export interface IntervalRow {
  readonly kpi: ModelKpi;
  readonly result: KpiResult;
  readonly value: Value;
}

/** What the table reads: the current interval and the ones before it, the latest first. */
export interface Intervals {
  current(kpi: ModelKpi): KpiResult;
  previous(kpi: ModelKpi): readonly KpiResult[];
}

interface Entry {
  readonly index: Oid;
  readonly row: IntervalRow;
}

/** Octets of a row's name in the index: an instance's OID must stay within 128 sub-identifiers. */
const MAX_ROW_NAME = 32;

/** Rows indexed by module, KPI, interval number and row name. */
export function intervalRows(modules: readonly ModelModule[], intervals: Intervals): RowSet<IntervalRow> {
  const kpis = modules
    .flatMap((module) => module.kpis.map((kpi) => ({ index: [module.arc, kpi.arc], kpi })))
    .sort((a, b) => compareIndex(a.index, b.index));
  // A walk asks for one KPI's rows one after the other; they are the same until another interval ends.
  let known: { at: number; latest: KpiResult | undefined; entries: readonly Entry[] } | undefined;

  function entriesOf(at: number): readonly Entry[] {
    const { index, kpi } = kpis[at] as (typeof kpis)[number];
    const previous = intervals.previous(kpi);
    if (known?.at !== at || known.latest !== previous[0]) {
      const results = [intervals.current(kpi), ...previous];
      const entries = results.flatMap((result, number) => entriesIn(result, [...index, number]));
      known = { at, latest: previous[0], entries: entries.sort((a, b) => compareIndex(a.index, b.index)) };
    }
    return known.entries;
  }

  return {
    find(index) {
      const at = kpis.findIndex((each) => compareIndex(each.index, index.slice(0, 2)) === 0);
      return at < 0 ? undefined : entriesOf(at).find((entry) => compareIndex(entry.index, index) === 0)?.row;
    },
    after(index) {
      const kpi = index.slice(0, 2);
      for (let at = 0; at < kpis.length; at++) {
        if (compareIndex((kpis[at] as { index: Oid }).index, kpi) < 0) continue;
        const found = entriesOf(at).find((entry) => compareIndex(entry.index, index) > 0);
        if (found) return found;
      }
      return undefined;
    },
  };
}

function entriesIn(result: KpiResult, index: Oid): Entry[] {
  const { kpi, rows } = result;
  if (rows instanceof NoValue) return [{ index: [...index, 0], row: { kpi, result, value: rows } }];
  const names = new Map<string, number>();
  return rows.map(({ key, value }: RowValue<Value>) => {
    const cut = Buffer.from(cutText(key, MAX_ROW_NAME));
    const same = names.get(cut.toString()) ?? 0;
    names.set(cut.toString(), same + 1);
    const name =
      same === 0 ? cut : Buffer.concat([cut.subarray(0, MAX_ROW_NAME - 6), Buffer.from(`~${same + 1}`)]);
    return { index: [...index, name.length, ...name], row: { kpi, result, value } };
  });
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
