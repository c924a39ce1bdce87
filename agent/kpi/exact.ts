/** A counter's reading or a sum of them: bigint where an integer is beyond what a double holds. */
export type Exact = number | bigint;

/** a + b, exact for integers of any size; a fraction makes it a double. */
export function addExact(a: Exact, b: Exact): Exact {
  if (isFraction(a) || isFraction(b)) return Number(a) + Number(b);
  const sum = Number(a) + Number(b);
  return Number.isSafeInteger(sum) ? sum : BigInt(a) + BigInt(b);
}

/** later − earlier as a double, exact where the difference is. */
export function subtractExact(later: Exact, earlier: Exact): number {
  if (typeof later === 'number' && typeof earlier === 'number') return later - earlier;
  if (isFraction(later) || isFraction(earlier)) return Number(later) - Number(earlier);
  return Number(BigInt(later) - BigInt(earlier));
}

function isFraction(value: Exact): boolean {
  return typeof value === 'number' && !Number.isInteger(value);
}
