import type { TextRange } from '../../document/source-text.ts';
import { ASCII_FORMS } from './ascii-forms.ts';

/** What SMI text cannot hold, and what stands for it. */
export interface Transliteration {
  /** Range in the text as it was. */
  readonly at: TextRange;
  readonly from: string;
  readonly to: string;
}

/**
 * All that a quoted text of SMIv2 cannot hold (RFC 2578 section 3.1.1): anything but printable ASCII and line
 * ends, and the quotation mark, which would end it.
 */
const FOREIGN = /[^\x20\x21\x23-\x7e\n]+/gu;

/** Writes a text in printable ASCII and LF, as SMIv2 wants it. A text that is so already stays as it is. */
export function toSmiText(text: string): string {
  return text.replace(FOREIGN, toAscii);
}

/** What toSmiText changes, run by run, in the order of the text. */
export function transliterations(text: string): Transliteration[] {
  return Array.from(text.matchAll(FOREIGN), ({ 0: from, index }) => ({
    at: [index, index + from.length],
    from,
    to: toAscii(from),
  }));
}

function toAscii(run: string): string {
  return Array.from(
    run,
    (character) => ASCII_FORMS.get(character) ?? decomposed(character) ?? codePoint(character),
  ).join('');
}

const MARKS = /[\p{M}\p{Cc}\p{Cf}]/gu;

/** The letters below the accents, the digits of a superscript; undefined where that is not ASCII. */
function decomposed(character: string): string | undefined {
  const plain = [...character.normalize('NFKD').replace(MARKS, '')]
    .map((part) => ASCII_FORMS.get(part) ?? part)
    .join('');
  return /^[\x20\x21\x23-\x7e\n]*$/.test(plain) ? plain : undefined;
}

/** `<U+4E2D>`: nobody's language, but it can be looked up, and it never says another thing. */
function codePoint(character: string): string {
  return `<U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`;
}
