import type { Oid } from '../snmp/mib-view.ts';

/** The rows of a conceptual table, found by their index as it stands in an instance's OID. */
export interface RowSet<Row> {
  find(index: Oid): Row | undefined;
  /** The first row whose index comes after `index` in lexicographic order; [] comes before all. */
  after(index: Oid): { readonly index: Oid; readonly row: Row } | undefined;
}

/** Lexicographic order of sub-identifiers (RFC 3416 section 4.2.2). */
export function compareIndex(a: Oid, b: Oid): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Rows that are there for good; `list` is called when they are first asked for. */
export function fixedRows<Row>(list: () => Iterable<{ index: Oid; row: Row }>): RowSet<Row> {
  let sorted: readonly { index: Oid; row: Row }[] | undefined;
  return searchedRows(() => {
    sorted ??= [...list()].sort((a, b) => compareIndex(a.index, b.index));
    return sorted;
  });
}

/** Rows of a list that its owner keeps in order. */
export function searchedRows<Row>(list: () => readonly { index: Oid; row: Row }[]): RowSet<Row> {
  return {
    find(index) {
      const rows = list();
      const entry = rows[firstNotBefore(rows, index)];
      return entry && compareIndex(entry.index, index) === 0 ? entry.row : undefined;
    },
    after(index) {
      const rows = list();
      const at = firstNotBefore(rows, index);
      const entry = rows[at];
      return entry && compareIndex(entry.index, index) === 0 ? rows[at + 1] : entry;
    },
  };
}

function firstNotBefore(rows: readonly { index: Oid }[], index: Oid): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareIndex((rows[middle] as { index: Oid }).index, index) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A text as an index component: its octets, with their number before them unless IMPLIED (RFC 2578 7.7). */
export function textIndex(text: string, implied: boolean): number[] {
  const octets = [...Buffer.from(text, 'utf8')];
  return implied ? octets : [octets.length, ...octets];
}
