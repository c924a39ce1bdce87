/** Lexicographic order of dotted OIDs (RFC 3416 section 4.2.2). */
export function compareOids(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Whether an OID lies below another one. */
export function isBelow(oid: string, root: string): boolean {
  return oid.startsWith(`${root}.`);
}
