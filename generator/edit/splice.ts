import type { TextRange } from '../../document/source-text.ts';

/** A text that takes the place of what stands at a range. */
export interface Splice {
  readonly at: TextRange;
  readonly text: string;
}

/** A text with all splices made; their ranges must not overlap. What lies between them stays as it is. */
export function splice(text: string, splices: readonly Splice[]): string {
  let result = '';
  let end = 0;
  for (const { at, text: inserted } of splices.toSorted((one, other) => one.at[0] - other.at[0])) {
    result += text.slice(end, at[0]) + inserted;
    end = at[1];
  }
  return result + text.slice(end);
}
