import type { Place } from './diagnostic.ts';
import type { SourceText } from './source-text.ts';

const TAB_STOP = 4;
/** Cells of a terminal that a line of the frame may take, its number not counted. */
const MAX_WIDTH = 100;
/** Cells kept before the problem where a line is cut. */
const BEFORE = 30;
/** Characters of a very long line that are looked at, before and after where the problem begins. */
const WINDOW = 400;
const ELLIPSIS = '…';

/**
 * The line of a place with the line before it, and carets under what is to blame:
 *
 *     12 |     unit: percent
 *     13 |     dataType: reel(2)
 *        |               ^^^^^^^
 *
 * Of a range of several lines the first is shown. Tabs are expanded, control characters made visible, and a
 * line longer than a screen is cut around the problem.
 */
export function codeFrame(source: SourceText, place: Place): string {
  const line = source.line(place.line) ?? '';
  const before = source.line(place.line - 1) ?? '';
  const end = place.endLine === place.line ? place.endColumn - 1 : line.trimEnd().length;
  const { text, caretStart, caretEnd } = cut(line, place.column - 1, end);
  const carets = ' '.repeat(caretStart) + '^'.repeat(Math.max(1, caretEnd - caretStart));
  const gutter = String(place.line).length;
  const rows = [`${place.line} | ${text}`, `${' '.repeat(gutter)} | ${carets}`];
  if (before.trim() !== '') {
    rows.unshift(`${String(place.line - 1).padStart(gutter)} | ${cut(before, 0, 0).text}`);
  }
  return rows.map((row) => row.trimEnd()).join('\n');
}

/** The part of a line around [start, end) that fits on a screen, and where the carets below it go. */
function cut(line: string, start: number, end: number) {
  const skipped = Math.max(0, start - WINDOW);
  const all = cells(line.slice(skipped, start + WINDOW));
  const widthBefore = (offset: number) => all.find((cell) => cell.offset >= offset)?.column ?? widthOf(all);
  const caretStart = widthBefore(start - skipped);
  const whole = skipped === 0 && widthOf(all) <= MAX_WIDTH;
  const from = whole ? 0 : (all.find(({ column }) => column >= caretStart - BEFORE)?.column ?? caretStart);
  const shown = all.filter(({ column }) => column >= from && column < from + MAX_WIDTH);
  const left = from > 0 ? ELLIPSIS : '';
  const right = (shown.at(-1)?.offset ?? -1) < (all.at(-1)?.offset ?? -1) ? ELLIPSIS : '';
  const shift = left.length - from;
  return {
    text: left + shown.map((cell) => cell.shown).join('') + right,
    caretStart: caretStart + shift,
    caretEnd: Math.min(widthBefore(end - skipped), from + MAX_WIDTH) + shift,
  };
}

/** One character as it is shown, the column it begins in, and its UTF-16 offset in the line. */
interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly column: number;
  readonly offset: number;
}

function cells(line: string): Cell[] {
  const found: Cell[] = [];
  let column = 0;
  let offset = 0;
  for (const character of line) {
    const width = character === '\t' ? TAB_STOP - (column % TAB_STOP) : characterWidth(character);
    found.push({ shown: show(character, width), width, column, offset });
    column += width;
    offset += character.length;
  }
  return found;
}

function widthOf(line: readonly Cell[]): number {
  const last = line.at(-1);
  return last ? last.column + last.width : 0;
}

const CONTROL = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u;
const COMBINING = /\p{M}/u;
/** East Asian wide letters, syllables and signs, and pictures, near enough. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

function show(character: string, width: number): string {
  if (character === '\t') return ' '.repeat(width);
  return CONTROL.test(character) ? '\uFFFD' : character;
}
