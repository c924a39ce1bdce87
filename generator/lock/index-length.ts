import type { DataType } from '../../model/data-type.ts';

/** Most sub-identifiers of an OID (RFC 2578 section 3.5). */
const MAX_OID = 128;

/** Sub-identifiers that the index of a row takes at most (RFC 2578 section 7.7). */
export function indexLength(columns: readonly DataType[]): number {
  return columns.reduce((sum, dataType) => {
    if (dataType.kind !== 'string') return sum + 1;
    return sum + dataType.max + (dataType.min === dataType.max ? 0 : 1);
  }, 0);
}

/** Sub-identifiers that the OID of a column leaves for the index. */
export function indexRoom(entryOid: string): number {
  return MAX_OID - `${entryOid}.1`.split('.').length;
}
