/**
 * The candidate a misspelt name most likely means: one that differs in case only, else the first of those
 * with the fewest letters put in, left out, exchanged or swapped with their neighbour, at most one in three.
 * Some milliseconds for 20,000 candidates.
 */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let limit = wanted.length < 3 ? wanted.length - 1 : Math.floor(wanted.length / 3);
  const width = wanted.length + 1;
  const rows: Rows = [new Uint32Array(width), new Uint32Array(width), new Uint32Array(width)];
  let nearest: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const distance = distanceWithin(limit, candidate.toLowerCase(), wanted, rows);
    if (distance > limit) continue;
    nearest = candidate;
    if (distance === 0) break;
    limit = distance - 1;
  }
  return nearest;
}

/** Three rows of the table of distances, used again and again. */
type Rows = [Uint32Array, Uint32Array, Uint32Array];

/**
 * Edit distance in which two neighbours swapped count once (optimal string alignment), in UTF-16 units;
 * limit + 1 as soon as it must be more than the limit. Only cells within `limit` of the diagonal matter.
 */
function distanceWithin(limit: number, a: string, b: string, rows: Rows): number {
  const beyond = limit + 1;
  let [before, above, own] = rows;
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const first = Math.max(1, i - limit);
    const last = Math.min(b.length, i + limit);
    own[first - 1] = first === 1 ? i : beyond;
    let least = beyond;
    let left = own[first - 1] ?? beyond;
    for (let j = first; j <= last; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(left + 1, (above[j] ?? beyond) + 1, (above[j - 1] ?? beyond) + (same ? 0 : 1));
      if (isSwap(a, i, b, j)) cost = Math.min(cost, (before[j - 2] ?? beyond) + 1);
      own[j] = left = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return beyond;
    if (last < b.length) own[last + 1] = beyond;
    [before, above, own] = [above, own, before];
  }
  return Math.min(above[b.length] ?? beyond, beyond);
}

function isSwap(a: string, i: number, b: string, j: number): boolean {
  if (i < 2 || j < 2) return false;
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}
