import { randomBytes } from 'node:crypto';
import { parseContentType, xmlTypeProblem } from './content-type.ts';
import type { MessageProblem } from './message.ts';

/** Several messages as one body of multipart/mixed (RFC 2046 5.1; KPIinOMA 8.2.1.1). */
export interface MultipartBody {
  /** With the boundary that the body has. */
  readonly contentType: string;
  readonly body: Buffer;
}

/** Each document becomes a part of application/xml. Throws where there are none: a body has at least one part. */
export function encodeMultipart(documents: readonly string[]): MultipartBody {
  if (documents.length === 0) throw new Error('multipart/mixed needs at least one message: none were given');
  let boundary = newBoundary();
  while (documents.some((document) => document.includes(boundary))) boundary = newBoundary();
  const parts = documents.map(
    (document) => `--${boundary}\r\nContent-Type: application/xml; charset=utf-8\r\n\r\n${document}\r\n`,
  );
  return {
    contentType: `multipart/mixed; boundary=${boundary}`,
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
  };
}

function newBoundary(): string {
  return `kpi1-${randomBytes(16).toString('hex')}`;
}

export interface MultipartLimits {
  readonly parts: number;
  /** Octets of a part's header fields. */
  readonly header: number;
}

export const MULTIPART_LIMITS: MultipartLimits = { parts: 100, header: 4096 };

export type DecodedMultipart =
  | { readonly ok: true; readonly documents: readonly Uint8Array[] }
  | { readonly ok: false; readonly problems: readonly MessageProblem[] };

/**
 * The XML documents of a body of multipart/mixed, as views of it; or everything wrong with it, at `part 2` and
 * so on. What is before the first part and after the last is no message (RFC 2046 5.1.1). Lines may end in
 * LF alone. `contentType` is the whole header field.
 */
export function decodeMultipart(
  contentType: string,
  body: Uint8Array,
  limits: MultipartLimits = MULTIPART_LIMITS,
): DecodedMultipart {
  const boundary = boundaryOf(contentType);
  if (!boundary.ok) return refuse(boundary.problem);
  const octets = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const lines = delimiterLines(octets, boundary.value, limits.parts + 1);
  const structure = structureProblem(lines, boundary.value, limits.parts);
  if (structure) return refuse(structure);
  const problems: MessageProblem[] = [];
  const documents = lines.slice(0, -1).map((line, index) => {
    const part = octets.subarray(line.end, Math.max(line.end, lines[index + 1]?.start ?? 0));
    const found = documentOf(part, limits.header);
    if (!found.ok) problems.push({ place: `part ${index + 1}`, message: found.problem });
    return found.ok ? found.value : part;
  });
  return problems.length === 0 ? { ok: true, documents } : { ok: false, problems };
}

function refuse(message: string): DecodedMultipart {
  return { ok: false, problems: [{ place: '', message }] };
}

type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** 1 to 70 characters of bcharsnospace, spaces only within (RFC 2046 5.1.1). */
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$/;

function boundaryOf(contentType: string): Found<string> {
  const parsed = parseContentType(contentType);
  if (parsed?.type !== 'multipart/mixed') {
    return { ok: false, problem: `the body is no multipart/mixed: its Content-Type is "${contentType}"` };
  }
  const value = parsed.parameters.get('boundary');
  if (value !== undefined && BOUNDARY.test(value)) return { ok: true, value };
  const problem =
    "the Content-Type multipart/mixed needs a boundary of 1 to 70 letters, digits and '()+_,-./:=?";
  return { ok: false, problem };
}

/** A line that delimits parts: `start` is the end of the part before it, `end` where the next one begins. */
interface DelimiterLine {
  readonly start: number;
  readonly end: number;
  readonly last: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const HYPHEN = 0x2d;

/** The delimiters up to the closing one, or one more than `most`. */
function delimiterLines(octets: Buffer, boundary: string, most: number): DelimiterLine[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const lines: DelimiterLine[] = [];
  for (let at = octets.indexOf(delimiter); at >= 0; at = octets.indexOf(delimiter, at + 1)) {
    const line = delimiterLine(octets, at, at + delimiter.length);
    if (line) lines.push(line);
    if (line?.last || lines.length > most) break;
  }
  return lines;
}

/** Undefined where it is not at a line's start, or the line goes on: then it is a part's content. */
function delimiterLine(octets: Buffer, start: number, afterBoundary: number): DelimiterLine | undefined {
  if (start > 0 && octets[start - 1] !== LF) return undefined;
  const last = octets[afterBoundary] === HYPHEN && octets[afterBoundary + 1] === HYPHEN;
  let end = last ? afterBoundary + 2 : afterBoundary;
  while (octets[end] === SPACE || octets[end] === TAB) end++;
  const lineBreak = lineBreakAt(octets, end);
  if (lineBreak === 0 && end < octets.length) return undefined;
  // The line break before a delimiter is the delimiter's.
  const before = start === 0 ? 0 : octets[start - 2] === CR ? 2 : 1;
  return { start: start - before, end: end + lineBreak, last };
}

/** Octets of the line break that begins here, or 0. */
function lineBreakAt(octets: Buffer, at: number): 0 | 1 | 2 {
  if (octets[at] === LF) return 1;
  return octets[at] === CR && octets[at + 1] === LF ? 2 : 0;
}

function structureProblem(
  lines: readonly DelimiterLine[],
  boundary: string,
  most: number,
): string | undefined {
  if (lines.length === 0) return `the body has no line --${boundary}: there are no parts in it`;
  if (lines.length > most + 1) return `the body has more than ${most} parts: send several bodies`;
  if (!lines.at(-1)?.last) return `the body does not end in a line --${boundary}--: it was cut off`;
  return lines.length === 1 ? 'the body has no parts: send at least one message' : undefined;
}

function documentOf(part: Buffer, mostHeader: number): Found<Buffer> {
  const header = headerOf(part, mostHeader);
  if (!header.ok) return header;
  const fields = headerFields(part.toString('latin1', 0, header.value.end));
  if (!fields.ok) return fields;
  const problem = fieldsProblem(fields.value);
  return problem ? { ok: false, problem } : { ok: true, value: part.subarray(header.value.content) };
}

/** Where a part's header fields end, and its content begins after the blank line. */
function headerOf(part: Buffer, most: number): Found<{ readonly end: number; readonly content: number }> {
  let end = 0;
  for (;;) {
    const blank = lineBreakAt(part, end);
    if (blank > 0) return { ok: true, value: { end, content: end + blank } };
    const next = part.indexOf(LF, end) + 1;
    if (next === 0) return { ok: false, problem: 'there is no blank line between header fields and message' };
    if (next > most) return { ok: false, problem: `its header fields have more than ${most} octets` };
    end = next;
  }
}

const FOLDED = /\r?\n[ \t]+/g;

/** Header fields by their names in lower case, long ones unfolded (RFC 5322 2.2.3). */
function headerFields(text: string): Found<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>();
  for (const line of text.replace(FOLDED, ' ').split(/\r?\n/)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon <= 0) {
      const shown = line.slice(0, 60);
      const remedy = 'write Content-Type: application/xml, then a blank line';
      return { ok: false, problem: `"${shown}" is no header field: ${remedy}` };
    }
    fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { ok: true, value: fields };
}

/** Absent fields mean a message as it is (8.2.1.2). */
function fieldsProblem(fields: ReadonlyMap<string, string>): string | undefined {
  const encoding = fields.get('content-transfer-encoding') ?? 'binary';
  if (!/^(?:7bit|8bit|binary)$/i.test(encoding))
    return `the Content-Transfer-Encoding ${encoding} is not read: send binary`;
  const contentType = fields.get('content-type');
  if (contentType === undefined) return undefined;
  const parsed = parseContentType(contentType);
  if (!parsed) return `"${contentType.slice(0, 60)}" is no Content-Type: send application/xml`;
  if (parsed.type.startsWith('multipart/'))
    return 'a multipart within a part is refused: send its messages as parts';
  return xmlTypeProblem(parsed);
}
