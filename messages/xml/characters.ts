/** Text as XML 1.0 holds it. What it cannot hold at all becomes U+FFFD: control characters, lone surrogates. */

const SPECIAL = /[^ !#-%'-;=?-~]/;
const ESCAPED = /[&<>"\t\n\r]|[^ -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As references they come out as they went in; as they are, attributes would have spaces of them.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For an attribute between double quotes, or an element's text. */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(ESCAPED, (character) => ESCAPES[character] ?? '\ufffd');
}

const WHITE_SPACE = /[ \t\r\n]+/;

/** Without XML's white space at both ends; other spaces are part of a name. */
export function trimWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isWhiteSpace(text.charCodeAt(start))) start++;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isWhiteSpace(text.charCodeAt(at))) return false;
  return true;
}

function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

export function splitAtWhiteSpace(text: string): string[] {
  return text.split(WHITE_SPACE).filter((part) => part !== '');
}

export function hasWhiteSpace(text: string): boolean {
  return WHITE_SPACE.test(text);
}
