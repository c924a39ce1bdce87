/** The values of an object's index, in order; empty for a scalar. */
export type Index = readonly (string | number)[];

/** An index as one text, different for different indexes of one object, and fit for people to read. */
export function rowKey(index: Index): string {
  if (index.length === 0) return '';
  return index.map((value) => String(value).replace(/[\\,]/g, '\\$&')).join(',');
}
