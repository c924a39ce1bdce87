/**
 * The data type and accuracy of a KPI or measurement (KPIinOMA 5.6; the types "etc" leaves open are settled
 * here): `integer`, `counter`, `gauge`, `real(p)`, `string`, `string(min..max)`, `boolean`.
 */
export type DataType =
  | { readonly kind: 'integer' | 'counter' | 'gauge' | 'boolean' }
  | { readonly kind: 'real'; readonly decimals: number }
  | { readonly kind: 'string'; readonly min: number; readonly max: number };

export const DATA_TYPE_FORMS = [
  'integer',
  'counter',
  'gauge',
  'real(p)',
  'string',
  'string(min..max)',
  'boolean',
];

/** Most decimals a real can have: 10^9 is the largest power of ten in an Integer32. */
export const MAX_DECIMALS = 9;

/** Most octets an SNMP string carries (RFC 3411 SnmpAdminString; keeps a varbind within one datagram). */
export const MAX_STRING = 255;

/** Reads a data type as definitions write it; undefined where it is none. */
export function parseDataType(text: string): DataType | undefined {
  if (text === 'integer' || text === 'counter' || text === 'gauge' || text === 'boolean')
    return { kind: text };
  if (text === 'string') return { kind: 'string', min: 0, max: MAX_STRING };
  const real = /^real\((\d+)\)$/.exec(text);
  if (real) {
    const decimals = Number(real[1]);
    return decimals <= MAX_DECIMALS ? { kind: 'real', decimals } : undefined;
  }
  const sized = /^string\((\d+)\.\.(\d+)\)$/.exec(text);
  if (sized) {
    const min = Number(sized[1]);
    const max = Number(sized[2]);
    return min <= max && max <= MAX_STRING && max > 0 ? { kind: 'string', min, max } : undefined;
  }
  return undefined;
}

/** Writes a data type as definitions write it. */
export function formatDataType(type: DataType): string {
  if (type.kind === 'real') return `real(${type.decimals})`;
  if (type.kind !== 'string') return type.kind;
  return type.min === 0 && type.max === MAX_STRING ? 'string' : `string(${type.min}..${type.max})`;
}
