import { toSmiText } from '../text/transliterate.ts';
import { wrapText } from '../text/wrap.ts';

/** No line of a MIB is longer. */
export const WIDTH = 72;
const INDENT = 8;
/** Where the value of a clause stands: below the S of `SYNTAX`. */
const VALUE = 16;

/** A field of a longer text: its name, then its text, hanging. */
export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

/** One column for the quote that opens, one for the one that closes. */
const ROOM = WIDTH - INDENT - 2;
const MARGIN = ' '.repeat(INDENT);
/** Below the first letter of a quoted text. */
const BELOW = `\n${MARGIN} `;
/** An empty line before its blanks are taken away. */
const EMPTY_LINE = `${BELOW}\n`;

/**
 * A quoted text as it stands below its keyword: indented, wrapped, ASCII, without the last line end.
 * Paragraphs are set apart by empty lines; what is labelled follows line by line.
 */
export function quoted(paragraphs: readonly string[], fields: readonly LabelledText[] = []): string {
  const blocks = paragraphs.map((paragraph) => wrapText(toSmiText(paragraph.trim()), ROOM).join(BELOW));
  const labelled = fields.map(({ label, text }) =>
    wrapText(toSmiText(`${label}: ${text}`), ROOM - 2).join(`${BELOW}  `),
  );
  if (labelled.length > 0) blocks.push(labelled.join(BELOW));
  const text = blocks.join(`${BELOW}${BELOW}`);
  return `${MARGIN}"${text.includes(EMPTY_LINE) ? text.replace(/\n +(?=\n)/g, '\n') : text}"`;
}

/** A comment's lines. Two hyphens would end it (RFC 2578 section 3.2). */
export function comment(text: string): string {
  const lines = wrapText(toSmiText(text).replace(/--+/g, '-'), WIDTH - 3);
  return lines.map((line) => `-- ${line}`).join('\n');
}

/** A clause's value: beside its keyword, or below it where it is too long for the line. */
export function clauseValue(value: string): string {
  if (VALUE + value.length <= WIDTH) return value;
  return `\n${fill(value.split(' '), INDENT, '')}`;
}

/** A clause of one short text, in one line where it fits, with its line end; nothing for an empty text. */
export function textClause(keyword: string, text: string): string {
  const ascii = toSmiText(text).trim();
  if (ascii === '') return '';
  const line = `    ${keyword.padEnd(VALUE - 5)} "${ascii}"`;
  const fits = line.length <= WIDTH && !ascii.includes('\n');
  return fits ? `${line}\n` : `    ${keyword}\n${quoted([ascii])}\n`;
}

/** `exSipCalls OBJECT-TYPE`, in two lines where one is too short. */
export function heading(descriptor: string, macro: string): string {
  const line = `${descriptor} ${macro}`;
  return line.length <= WIDTH ? line : `${descriptor}\n    ${macro}`;
}

/**
 * `KEYWORD { a, b }` with its line end: in one line where a few names fit, otherwise a line a name. Nothing
 * without names.
 */
export function nameList(keyword: string, names: readonly string[], indent = 4): string {
  if (names.length === 0) return '';
  const margin = ' '.repeat(indent);
  const start = margin + `${keyword} `.padEnd(VALUE - indent);
  const line = `${start}{ ${names.join(', ')} }`;
  if (names.length < 4 && line.length <= WIDTH) return `${line}\n`;
  const longest = names.reduce((length, name) => Math.max(length, name.length), 0);
  const inner = ' '.repeat(Math.max(1, Math.min(indent + 4, WIDTH - longest - 1)));
  return `${start}{\n${inner}${names.join(`,\n${inner}`)}\n${margin}}\n`;
}

/** Words with a separator between, as many to a line as fit. */
export function fill(words: readonly string[], indent: number, separator = ','): string {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  words.forEach((word, at) => {
    const piece = at < words.length - 1 ? word + separator : word;
    if (line !== '' && indent + line.length + 1 + piece.length > WIDTH) {
      lines.push(margin + line);
      line = piece;
    } else {
      line = line === '' ? piece : `${line} ${piece}`;
    }
  });
  return [...lines, margin + line].join('\n');
}
