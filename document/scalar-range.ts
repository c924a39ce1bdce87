import type { TextRange } from './source-text.ts';

/**
 * Where a part of a scalar's value stands in the file. `value` is what YAML made of what is written at
 * `scalar`, plain, quoted or as a block; `part` is a range in the value. Follows folded lines and escapes.
 */
export function rangeInScalar(text: string, scalar: TextRange, value: string, part: TextRange): TextRange {
  const written = text.slice(...scalar);
  // Of an alias, the value stands somewhere else.
  if (written.startsWith('*')) return scalar;
  const { blanks, escaped } = STYLES[written.charAt(0)] ?? PLAIN;
  let at = openingOf(written);
  let read = 0;
  let from: number | undefined;
  for (const character of value) {
    if (read >= part[1]) break;
    const blank = /\s/.test(character);
    if (!blank) at += lengthOf(blanks, written, at) ?? 0;
    if (read >= part[0]) from ??= at;
    at += lengthOf(escaped, written, at) ?? (!blank || /\s/.test(written.charAt(at)) ? character.length : 0);
    read += character.length;
  }
  return [scalar[0] + (from ?? at), scalar[0] + at];
}

/** How what a value holds may be written, and what may be written that it does not hold. */
interface Style {
  /** One character that is written as several. */
  readonly escaped: RegExp;
  /** Indentation and folded line ends. */
  readonly blanks: RegExp;
}

const PLAIN: Style = { escaped: /(?!)/y, blanks: /\s*/y };
const STYLES: Readonly<Record<string, Style>> = {
  '"': {
    escaped: /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])/y,
    blanks: /(?:\s|\\\r?\n)*/y,
  },
  "'": { escaped: /''/y, blanks: /\s*/y },
};
const BLOCK_HEADER = /^[|>][^\n]*\n/;

function openingOf(written: string): number {
  return BLOCK_HEADER.exec(written)?.[0].length ?? (/^["']/.test(written) ? 1 : 0);
}

/** Length of what a sticky pattern matches at an offset; undefined where it matches nothing. */
function lengthOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length;
}
