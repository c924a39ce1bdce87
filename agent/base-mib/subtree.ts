import type { BaseObject, BaseScalars, BaseTable } from '../../model/base-mib.ts';
import type { ComputedSubtree, Oid, Varbind } from '../snmp/mib-view.ts';
import { type Cell, encodeCell } from './cell.ts';
import { compareIndex, type RowSet } from './row-set.ts';

/** Where a group's scalars or a table's entry lie: below the base's objects arc. */
const ENTRY_ARC = 1;

/** Rows of a column that have no cell, from one to the first that has; without `end` no further row has one. */
interface Gap {
  readonly start: Oid;
  readonly end: Oid | undefined;
  readonly next: Varbind | undefined;
}

function isWithin({ start, end }: Gap, index: Oid): boolean {
  return compareIndex(start, index) <= 0 && (end === undefined || compareIndex(index, end) <= 0);
}

/** A table of KPI1-MIB whose cells are computed when they are asked for. */
export function tableSubtree<Row>(
  table: BaseTable,
  objectsOid: Oid,
  rows: RowSet<Row>,
  cell: (row: Row, column: string) => Cell,
): ComputedSubtree {
  const root = [...objectsOid, table.arc, ENTRY_ARC];
  const columns = table.columns;
  const valueAt = (column: BaseObject, row: Row) => encodeCell(column, cell(row, column.name));
  const gaps = new Map<BaseObject, Gap>();

  /** The first instance in this column after `index`, where the row has such a cell at all. */
  function nextInColumn(column: BaseObject, index: Oid): Varbind | undefined {
    const first = rows.after(index);
    for (let entry = first; entry; entry = rows.after(entry.index)) {
      const gap = gaps.get(column);
      if (gap && isWithin(gap, entry.index)) {
        return entry === first ? gap.next : noteGap(column, first, gap.end, gap.next);
      }
      const value = valueAt(column, entry.row);
      if (!value) continue;
      const found = { oid: [...root, column.arc, ...entry.index], value };
      return entry === first ? found : noteGap(column, first, entry.index, found);
    }
    return noteGap(column, first, undefined, undefined);
  }

  /** Keeps what a search found, for the others of the same request: a gap is not to be searched for each. */
  function noteGap(
    column: BaseObject,
    first: { index: Oid } | undefined,
    end: Oid | undefined,
    next: Varbind | undefined,
  ): Varbind | undefined {
    if (gaps.size === 0) queueMicrotask(() => gaps.clear());
    if (first) gaps.set(column, { start: first.index, end, next });
    return next;
  }

  return {
    root,
    objects: columns.map((column) => [...root, column.arc]),
    get(oid) {
      const column = columns.find(({ arc }) => arc === oid[root.length]);
      const row = column && rows.find(oid.slice(root.length + 1));
      return column && row !== undefined ? valueAt(column, row) : undefined;
    },
    next(oid) {
      const start = positionIn(root, oid);
      if (start === undefined) return undefined;
      for (const column of columns) {
        if (column.arc < start.arc) continue;
        const found = nextInColumn(column, column.arc === start.arc ? start.rest : []);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** The scalars of one group of KPI1-MIB. */
export function scalarSubtree(
  group: BaseScalars,
  objectsOid: Oid,
  cell: (name: string) => Cell,
): ComputedSubtree {
  const root = [...objectsOid, group.arc];
  const instances = group.objects.map((object) => ({ object, oid: [...root, object.arc, 0] }));
  const varbind = ({ object, oid }: (typeof instances)[number]): Varbind | undefined => {
    const value = encodeCell(object, cell(object.name));
    return value && { oid, value };
  };
  return {
    root,
    objects: group.objects.map((object) => [...root, object.arc]),
    get(oid) {
      const instance = instances.find((candidate) => compareIndex(candidate.oid, oid) === 0);
      return instance && varbind(instance)?.value;
    },
    next(oid) {
      for (const instance of instances) {
        if (compareIndex(instance.oid, oid) <= 0) continue;
        const found = varbind(instance);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** Where `oid` stands against the columns of `root`: a column's arc and an index in it; undefined: past them all. */
function positionIn(root: Oid, oid: Oid): { arc: number; rest: Oid } | undefined {
  for (let i = 0; i < root.length; i++) {
    const asked = oid[i];
    const own = root[i] as number;
    if (asked === undefined || asked < own) return { arc: 0, rest: [] };
    if (asked > own) return undefined;
  }
  return { arc: oid[root.length] ?? 0, rest: oid.slice(root.length + 1) };
}
