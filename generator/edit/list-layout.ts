import type { TextRange } from '../../document/source-text.ts';
import { writeScalar } from '../lock/scalar.ts';
import type { Splice } from './splice.ts';

/**
 * What to cut to take an item out of a list, in block style (`- item` lines, with the comment lines right above
 * it) or in flow style (`[item, item]`). The key goes with its last item. Undefined where something stands so
 * close that it is not clear what belongs to the item.
 */
export function itemToRemove(
  text: string,
  list: TextRange,
  items: readonly TextRange[],
  index: number,
  key: TextRange,
): TextRange | undefined {
  if (items.length === 1) return keyWithList(text, list, key);
  if (isFlow(text, list)) return flowItem(text, items, index);
  const item = items[index] as TextRange;
  const dash = dashOf(text, list, item);
  const start = aboveComments(text, lineStart(text, dash), columnOf(text, dash));
  return [start, itemEnd(text, item, dash, start)];
}

/** Where and how a new first item is written: as the first one is. */
export function itemToAdd(
  text: string,
  list: TextRange,
  first: TextRange,
  fields: Readonly<Record<string, string>>,
): Splice {
  const written = Object.entries(fields).map(([name, value]) => `${name}: ${scalar(value)}`);
  const flow = `{ ${written.join(', ')} }`;
  if (isFlow(text, list)) return { at: [list[0] + 1, list[0] + 1], text: ` ${flow},` };
  const start = lineStart(text, dashOf(text, list, first));
  const margin = text.slice(start, dashOf(text, list, first));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const item = text.charAt(first[0]) === '{' ? flow : written.join(`${eol}${margin}  `);
  return { at: [start, start], text: `${margin}- ${item}${eol}` };
}

/** Dates are text as they are. */
function scalar(value: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(value) ? value : writeScalar(value);
}

function isFlow(text: string, list: TextRange): boolean {
  return text.charAt(list[0]) === '[';
}

function keyWithList(text: string, list: TextRange, key: TextRange): TextRange | undefined {
  const start = lineStart(text, key[0]);
  // In `{ key: [...] }` there is more on the line.
  if (text.slice(start, key[0]).trim() !== '') return undefined;
  const end = lineEnd(text, trimmedEnd(text, list));
  const after = text.slice(trimmedEnd(text, list), end);
  return /^\s*(?:#.*)?\s*$/.test(after) ? [start, end] : undefined;
}

function flowItem(text: string, items: readonly TextRange[], index: number): TextRange | undefined {
  const [start, end] = items[index] as TextRange;
  const next = items[index + 1];
  const previous = items[index - 1];
  if (next) return /^\s*,\s*$/.test(text.slice(end, next[0])) ? [start, next[0]] : undefined;
  if (previous) return /^\s*,\s*$/.test(text.slice(previous[1], start)) ? [previous[1], end] : undefined;
  return undefined;
}

/** The `-` of an item: the nearest above or before it in the column of the list. */
function dashOf(text: string, list: TextRange, item: TextRange): number {
  const column = columnOf(text, list[0]);
  for (let start = lineStart(text, item[0]); ; start = lineStart(text, start - 1)) {
    const dash = start + column;
    if (text.charAt(dash) === '-' && /\s/.test(text.charAt(dash + 1)) && dash <= item[0]) return dash;
    if (start <= list[0]) return list[0];
  }
}

/** Start of the comment lines right above a line; deeper ones belong to what stands before. */
function aboveComments(text: string, start: number, column: number): number {
  let first = start;
  while (first > 0) {
    const above = lineStart(text, first - 1);
    const line = text.slice(above, first);
    const indent = line.search(/\S/);
    if (line.charAt(indent) !== '#' || indent > column) break;
    first = above;
  }
  return first;
}

/** End of an item's lines: its own, and comments that are deeper than its dash; one of two blank gaps goes too. */
function itemEnd(text: string, item: TextRange, dash: number, start: number): number {
  const column = columnOf(text, dash);
  let end = lineEnd(text, trimmedEnd(text, item));
  for (let next = end; next < text.length; ) {
    const line = text.slice(next, lineEnd(text, next));
    const indent = line.search(/\S/);
    next += line.length;
    if (indent < 0) continue;
    if (line.charAt(indent) !== '#' || indent <= column) break;
    end = next;
  }
  const isBlank = (at: number) => text.slice(at, lineEnd(text, at)).trim() === '';
  const afterBlank = start > 0 && isBlank(lineStart(text, start - 1));
  while (afterBlank && end < text.length && isBlank(end)) end = lineEnd(text, end);
  return end;
}

/** A block's range ends where the next thing begins. */
function trimmedEnd(text: string, [start, end]: TextRange): number {
  return start + text.slice(start, end).trimEnd().length;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The start of the next line. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}
