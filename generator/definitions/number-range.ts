import type { NumberRange } from '../definition.ts';

const NUMBER = '-?\\d+(?:\\.\\d+)?';
const RANGE = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})$`);
const ALMOST = new RegExp(`^[[(]?\\s*(${NUMBER})\\s*(?:-|–|—|,|:|to|\\.{2,3}|…)\\s*(${NUMBER})\\s*[\\])]?$`);

/** Reads `0..100`, whichever is less; undefined where the text is no range. */
export function parseRange(text: string): NumberRange | undefined {
  const match = RANGE.exec(text);
  return match ? { min: Number(match[1]), max: Number(match[2]) } : undefined;
}

/** Digits after the points of a range, those of the longer bound. */
export function decimalsOf(text: string): number {
  return Math.max(...text.split('..').map((bound) => bound.split('.')[1]?.length ?? 0));
}

/** What to write for `0 - 100`, `[0, 100]`, `0 to 100`; undefined where nothing suggests itself. */
export function suggestRange(text: string): string | undefined {
  const match = ALMOST.exec(text.trim());
  return match ? `Write \`${match[1]}..${match[2]}\`.` : undefined;
}
