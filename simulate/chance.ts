/** A number from 0 up to 1 that follows from a text and a seed: the same ones give the same number on every machine. */
export function chance(seed: number, text: string): number {
  // FNV-1a, then the finish of MurmurHash3, which spreads texts that differ in their end only.
  let hash = 0x811c9dc5 ^ seed;
  for (const octet of new TextEncoder().encode(text)) hash = Math.imul(hash ^ octet, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A number within bounds that follows from a text and a seed. */
export function chanceWithin(min: number, max: number, seed: number, text: string): number {
  return min + (max - min) * chance(seed, text);
}
