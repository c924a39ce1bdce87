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
const AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** Without XML's white space at both ends; other spaces are part of a name. */
export function trimWhiteSpace(text: string): string {
  return text.replace(AROUND, '');
}

export function splitAtWhiteSpace(text: string): string[] {
  return text.split(WHITE_SPACE).filter((part) => part !== '');
}

export function isBlank(text: string): boolean {
  return trimWhiteSpace(text) === '';
}

export function hasWhiteSpace(text: string): boolean {
  return WHITE_SPACE.test(text);
}
