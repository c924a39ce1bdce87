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

/**
 * A quoted text as the lines below its keyword: indented, wrapped, ASCII. Paragraphs are set apart by empty
 * lines; what is labelled follows line by line.
 */
export function quoted(paragraphs: readonly string[], fields: readonly LabelledText[] = []): string[] {
  // One column for the quote that opens, one for the one that closes.
  const room = WIDTH - INDENT - 2;
  const lines: string[] = [];
  for (const paragraph of paragraphs) {
    if (lines.length > 0) lines.push('');
    lines.push(...wrapText(toSmiText(paragraph.trim()), room));
  }
  if (fields.length > 0) lines.push('');
  for (const { label, text } of fields) {
    const [first = '', ...rest] = wrapText(toSmiText(`${label}: ${text}`), room - 2);
    lines.push(first, ...rest.map((line) => `  ${line}`));
  }
  const indent = ' '.repeat(INDENT);
  const last = lines.length - 1;
  return lines.map((line, at) => {
    const opened = at === 0 ? `${indent}"${line}` : line === '' ? '' : `${indent} ${line}`;
    return at === last ? `${opened}"` : opened;
  });
}

/** A comment's lines. Two hyphens would end it (RFC 2578 section 3.2). */
export function comment(text: string): string[] {
  return wrapText(toSmiText(text).replace(/--+/g, '-'), WIDTH - 3).map((line) => `-- ${line}`);
}

/** A clause's value: beside its keyword, or below it where it is too long for the line. */
export function clauseValue(value: string): string {
  if (VALUE + value.length <= WIDTH) return value;
  const words = value.split(' ');
  return `\n${fill(words, INDENT, '').join('\n')}`;
}

/** A clause of one short text, in one line where it fits; none for a text of no characters. */
export function textClause(keyword: string, text: string): string[] {
  const ascii = toSmiText(text).trim();
  if (ascii === '') return [];
  const line = `    ${keyword.padEnd(VALUE - 5)} "${ascii}"`;
  return line.length <= WIDTH && !ascii.includes('\n') ? [line] : [`    ${keyword}`, ...quoted([ascii])];
}

/** `exSipCalls OBJECT-TYPE`, in two lines where one is too short. */
export function heading(descriptor: string, macro: string): string {
  const line = `${descriptor} ${macro}`;
  return line.length <= WIDTH ? line : `${descriptor}\n    ${macro}`;
}

/** `KEYWORD { a, b }` as lines: in one where it fits, otherwise a line a name. */
export function nameList(keyword: string, names: readonly string[], indent = 4): string[] {
  if (names.length === 0) return [];
  const margin = ' '.repeat(indent);
  const start = margin + `${keyword} `.padEnd(VALUE - indent);
  const line = `${start}{ ${names.join(', ')} }`;
  if (line.length <= WIDTH && names.length < 4) return [line];
  const longest = Math.max(...names.map((name) => name.length));
  const inner = ' '.repeat(Math.max(1, Math.min(indent + 4, WIDTH - longest - 1)));
  const members = names.map((name, at) => inner + name + (at < names.length - 1 ? ',' : ''));
  return [`${start}{`, ...members, `${margin}}`];
}

/** Names with commas between, as many to a line as fit: IMPORTS. */
export function fill(words: readonly string[], indent: number, separator = ','): string[] {
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
  return [...lines, margin + line];
}
