/** One line of the Prometheus text format: a series and its value. */
export interface LineSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  /** An integer literal beyond 2^53 as bigint; NaN and infinities as they are. */
  readonly value: number | bigint;
}

/** Longest label value accepted, in characters: bounds what a regular expression is matched against. */
const MAX_LABEL_VALUE = 1024;

const UNREADABLE = 'its labels cannot be read';
const NO_LABELS: ReadonlyMap<string, string> = new Map();
const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_START = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"/y;
const SEPARATOR = /[ \t]*(?:,[ \t]*(\})?|(\}))/y;
const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?';
const VALUE = `(?:${NUMBER}|[nN]a[nN]|[+-]?[iI]nf(?:inity)?)`;
const TAIL = new RegExp(
  `[ \\t]*(${VALUE})(?:[ \\t]+-?\\d+(?:\\.\\d*)?)?[ \\t]*(?:#[ \\t]*\\{.*\\}[ \\t]*${VALUE}(?:[ \\t]+${NUMBER})?[ \\t]*)?$`,
  'y',
);
/** A quote that can only be the closing one: what follows it is the next label or the line's end. */
const CLOSING_QUOTE = new RegExp(
  `"[ \\t]*(?:,[ \\t]*[a-zA-Z_][a-zA-Z0-9_]*[ \\t]*=[ \\t]*"|,?[ \\t]*\\}[ \\t]*${VALUE}(?:[ \\t]+-?\\d+)?[ \\t]*$)`,
  'y',
);
const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };

/** The metric's name at the head of a line, from `start`; undefined where there is none. */
export function readMetricName(text: string, start: number): string | undefined {
  METRIC_NAME.lastIndex = start;
  return METRIC_NAME.exec(text)?.[0];
}

/**
 * Reads `name{label="value",…} value [timestamp] [# exemplar]`. Label values are read with their escapes
 * first; where the line makes no sense so, with quotes and backslashes taken as they stand, which is how
 * Kamailio's xhttp_prom writes them. Returns what is wrong as a text.
 */
export function parseSampleLine(line: string, name: string): LineSample | string {
  let at = name.length;
  while (line[at] === ' ' || line[at] === '\t') at++;
  if (line[at] !== '{') {
    return at === name.length
      ? 'a blank or "{" is expected after the name'
      : readValue(line, at, name, NO_LABELS);
  }
  const sample = readLabelled(line, at + 1, name, escapedQuote);
  if (typeof sample !== 'string') return sample;
  const unescaped = readLabelled(line, at + 1, name, unescapedQuote);
  return typeof unescaped === 'string' ? sample : unescaped;
}

function readLabelled(
  line: string,
  start: number,
  name: string,
  findQuote: QuoteFinder,
): LineSample | string {
  const read = readLabels(line, start, findQuote);
  return typeof read === 'string' ? read : readValue(line, read.end, name, read.labels);
}

function readValue(
  line: string,
  start: number,
  name: string,
  labels: LineSample['labels'],
): LineSample | string {
  TAIL.lastIndex = start;
  const tail = TAIL.exec(line);
  if (!tail) return `${JSON.stringify(line.slice(start, start + 40).trim())} is no value`;
  return { name, labels, value: parseNumber(tail[1] as string) };
}

type QuoteFinder = (line: string, from: number) => { value: string; end: number } | undefined;

interface Labels {
  readonly labels: ReadonlyMap<string, string>;
  readonly end: number;
}

function readLabels(line: string, start: number, findQuote: QuoteFinder): Labels | string {
  const labels = new Map<string, string>();
  let at = start;
  for (;;) {
    LABEL_START.lastIndex = at;
    const name = LABEL_START.exec(line);
    if (!name) return labels.size === 0 ? readNoLabels(line, at) : UNREADABLE;
    const value = findQuote(line, LABEL_START.lastIndex);
    if (!value) return UNREADABLE;
    const label = name[1] as string;
    if (labels.has(label)) return `label ${label} is there twice`;
    if (value.value.length > MAX_LABEL_VALUE) return `label ${label} is over ${MAX_LABEL_VALUE} characters`;
    labels.set(label, value.value);
    SEPARATOR.lastIndex = value.end;
    const separator = SEPARATOR.exec(line);
    if (!separator) return UNREADABLE;
    at = SEPARATOR.lastIndex;
    if (separator[1] || separator[2]) return { labels, end: at };
  }
}

function readNoLabels(line: string, start: number): Labels | string {
  SEPARATOR.lastIndex = start;
  const separator = SEPARATOR.exec(line);
  return separator?.[2] ? { labels: NO_LABELS, end: SEPARATOR.lastIndex } : UNREADABLE;
}

/** The format's own rule: backslash escapes, the first bare quote closes. */
function escapedQuote(line: string, from: number): { value: string; end: number } | undefined {
  let close = line.indexOf('"', from);
  while (close > from && isEscaped(line, close, from)) close = line.indexOf('"', close + 1);
  if (close < 0) return undefined;
  const raw = line.slice(from, close);
  const value = raw.includes('\\')
    ? raw.replace(/\\[\\"n]/g, (sequence) => ESCAPES[sequence] as string)
    : raw;
  return { value, end: close + 1 };
}

function isEscaped(line: string, quote: number, from: number): boolean {
  let backslashes = 0;
  while (quote - backslashes > from && line[quote - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** For writers that escape nothing: the first quote that can be the closing one. */
function unescapedQuote(line: string, from: number): { value: string; end: number } | undefined {
  for (let close = line.indexOf('"', from); close >= 0; close = line.indexOf('"', close + 1)) {
    CLOSING_QUOTE.lastIndex = close;
    if (CLOSING_QUOTE.test(line)) return { value: line.slice(from, close), end: close + 1 };
  }
  return undefined;
}

function parseNumber(text: string): number | bigint {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  if (!Number.isNaN(value)) return value;
  if (/nan/i.test(text)) return Number.NaN;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
