import type { DataType } from '../../model/data-type.ts';
import { indexLength, indexRoom } from '../lock/index-length.ts';
import { type FigureType, indexType } from './figure-type.ts';
import type { SmiObject, SmiTable } from './read-objects.ts';

/** A type that definitions have. */
export type Usable = Exclude<FigureType, { reason: string }>;

/** What SMIv2 and the lock take for a descriptor (RFC 2578 section 3.1). */
export const DESCRIPTOR = /^[a-z][A-Za-z0-9]{0,63}$/;

export interface IndexColumn {
  readonly column: SmiObject;
  readonly type: Usable;
  /** Whether its strings may be less long than the MIB says, as no OID has room for those. */
  readonly isCut: boolean;
}

/** The columns of a table's index, or why there is no such table here. */
export function planIndex(table: SmiTable, prefix: string): IndexColumn[] | string {
  const { descriptor, entry, entryOid, index, isImplied, columns } = table;
  const base = descriptor.replace(/Table$/, '');
  if (!DESCRIPTOR.test(base) || base === descriptor || entry !== `${base}Entry`) {
    return 'a table whose names do not end in Table and Entry';
  }
  if (!entryOid.endsWith('.1')) return 'a table whose entry is not .1';
  if (index === undefined) return 'a table that augments another one';
  if (isImplied) return 'a table with an IMPLIED index';
  const found: { column: SmiObject; type: Usable }[] = [];
  for (const name of index) {
    const column = columns.find((one) => one.descriptor === name);
    if (!column) return `a table with the index ${name} of another table`;
    const type = indexType(column.syntax, prefix);
    if ('reason' in type) return `a table with the index ${name}: ${type.reason}`;
    found.push({ column, type });
  }
  return fitIndex(found, entryOid, prefix) ?? 'a table with an index that no OID has room for';
}

/** Cuts strings to what an OID has room for: the room is shared among them. */
function fitIndex(
  found: readonly { readonly column: SmiObject; readonly type: Usable }[],
  entryOid: string,
  prefix: string,
): IndexColumn[] | undefined {
  const types = found.map(({ type }) => type.dataType);
  const room = indexRoom(entryOid);
  if (indexLength(types) <= room) return found.map((each) => ({ ...each, isCut: false }));
  const texts = types.filter(({ kind }) => kind === 'string');
  const share = Math.floor((room - indexLength(types.filter(isNoText))) / texts.length) - 1;
  const fitted = found.map(({ column, type }) => {
    const { dataType } = type;
    if (dataType.kind !== 'string' || dataType.max <= share) return { column, type, isCut: false };
    const ranges = [[dataType.min, share]] as const;
    const cut = dataType.min > share ? undefined : indexType({ ...column.syntax, ranges }, prefix);
    return cut === undefined || 'reason' in cut ? undefined : { column, type: cut, isCut: true };
  });
  return fitted.every((each) => each !== undefined) ? fitted : undefined;
}

function isNoText({ kind }: DataType): boolean {
  return kind !== 'string';
}
