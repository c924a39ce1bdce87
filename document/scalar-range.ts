import type { TextRange } from './source-text.ts';

/**
 * Where a part of a scalar's value stands in the file. `value` is what YAML made of what is written at
 * `scalar`, plain, quoted or as a block; `part` is a range in the value. Follows folded lines and escapes.
 */
export function rangeInScalar(text: string, scalar: TextRange, value: string, part: TextRange): TextRange {
  const written = text.slice(...scalar);
  const escaped = ESCAPES[written.charAt(0)] ?? NO_ESCAPE;
  let at = openingOf(written);
  let from: number | undefined;
  for (let read = 0; read < part[1]; read++) {
    const blank = isBlank(value.charAt(read));
    if (!blank) at = skipBlanks(written, at);
    if (read >= part[0]) from ??= at;
    at += blank && !BLANK_OR_ESCAPE.test(written.charAt(at)) ? 0 : lengthAt(written, at, escaped);
  }
  return [scalar[0] + (from ?? at), scalar[0] + at];
}

/** How one character of the value may be written, by the quotation mark. */
const ESCAPES: Readonly<Record<string, RegExp>> = {
  '"': /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[\s\S])/y,
  "'": /''/y,
};
const NO_ESCAPE = /(?!)/y;
const BLANK_OR_ESCAPE = /[\s\\]/;
/** Indentation and line ends that were folded, those of double quotes that are escaped among them. */
const BLANKS = /(?:\s|\\\r?\n)*/y;
const BLOCK_HEADER = /^[|>].*\n/;

function openingOf(written: string): number {
  return BLOCK_HEADER.exec(written)?.[0].length ?? (/^["']/.test(written) ? 1 : 0);
}

function isBlank(character: string): boolean {
  return /\s/.test(character);
}

function skipBlanks(written: string, at: number): number {
  BLANKS.lastIndex = at;
  return at + (BLANKS.exec(written)?.[0].length ?? 0);
}

function lengthAt(written: string, at: number, escaped: RegExp): number {
  escaped.lastIndex = at;
  return escaped.exec(written)?.[0].length ?? 1;
}
