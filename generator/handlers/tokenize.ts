import type { TextRange } from '../../document/source-text.ts';

/** A word, number, string, template, regular expression or single mark; comments and white space are none. */
export interface Token {
  readonly text: string;
  readonly at: TextRange;
}

const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const WORD = /[\w$\u0080-\uffff]+/y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y;
const REGEXP = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
/** After these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEXP = /^(?:[([{,;:=!&|?+\-*%<>~^]|return|typeof|case|in|of|await|yield)$/;

/** Cuts TypeScript into tokens, well enough to find names and match brackets; never fails. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    const end = endOfToken(text, at, tokens.at(-1)?.text);
    tokens.push({ text: text.slice(at, end), at: [at, end] });
    at = skip(text, end);
  }
  return tokens;
}

function skip(text: string, at: number): number {
  return match(BLANK, text, at) ?? at;
}

function endOfToken(text: string, at: number, previous: string | undefined): number {
  if (text[at] === '`') return endOfTemplate(text, at + 1);
  const regexp = previous === undefined || BEFORE_REGEXP.test(previous) ? match(REGEXP, text, at) : undefined;
  return regexp ?? match(STRING, text, at) ?? match(WORD, text, at) ?? at + 1;
}

/** The end of a template from after its first back tick on; what `${}` holds is cut into tokens too. */
function endOfTemplate(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith('${', at)) at = endOfSubstitution(text, at + 2);
    else at++;
  }
  return at + 1;
}

function endOfSubstitution(text: string, start: number): number {
  let depth = 0;
  let previous: string | undefined;
  let at = skip(text, start);
  while (at < text.length) {
    if (text[at] === '}' && depth === 0) return at + 1;
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    const end = endOfToken(text, at, previous);
    previous = text.slice(at, end);
    at = skip(text, end);
  }
  return at;
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
