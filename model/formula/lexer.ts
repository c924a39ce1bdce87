import { lookAlike } from './look-alikes.ts';
import type { FormulaProblem } from './problem.ts';

type At = readonly [start: number, end: number];

/** A word of a formula. `end` stands behind the last one, so that there always is a next token. */
export type Token =
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly at: At }
  | { readonly kind: 'name' | 'kpi' | 'symbol' | 'end'; readonly text: string; readonly at: At };

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly problems: readonly FormulaProblem[];
  /** Whether each bad word was read as what it most likely means, so that the grammar is still worth checking. */
  readonly mended: boolean;
}

/** Longest formula, in words: `a + b` has three. What is longer reads better as several KPIs. */
export const MAX_TOKENS = 1000;

/** What a measurement may be called, so that formulas can name it: `RM.RegInitSucc`. */
export const MEASUREMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*$/;

const NUMBER = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The words of a formula, the longest at each place. A run of letters, digits, `_` and dots is one word even
 * where it is neither a name nor a number: one problem says more than five.
 */
const WORD = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<number>\d+(?:\.\d+)?[eE][+-]\d+)`,
    String.raw`(?<run>[\p{L}\p{N}\p{M}_.]+)`,
    String.raw`(?<kpi>\[[^[\]]*\])`,
    String.raw`(?<symbol><=|>=|==(?!=)|!=(?!=)|[-+/(),]|\*(?!\*)|<(?!>)|>)`,
    `(?<text>"[^"]*"|'[^']*')`,
    '(?<other>[=<>!&|*]+|[^])',
  ].join('|'),
  'uy',
);

/** Splits a formula into words; bad ones are read as what they most likely mean, and are problems. */
export function readTokens(text: string): Tokens {
  const tokens: Token[] = [];
  const problems: FormulaProblem[] = [];
  let mended = true;
  for (let start = 0; start < text.length; ) {
    WORD.lastIndex = start;
    const match = WORD.exec(text);
    const word = match?.[0] ?? text.slice(start);
    const at: At = [start, start + word.length];
    start = at[1];
    const groups = match?.groups ?? {};
    if (groups.space !== undefined) continue;
    if (tokens.length + problems.length >= MAX_TOKENS) {
      problems.push(tooLong([at[0], text.length]));
      mended = false;
      break;
    }
    const found = readWord(word, groups, at);
    if ('kind' in found) tokens.push(found);
    else {
      problems.push(found.problem);
      if (found.token) tokens.push(found.token);
      else mended = false;
    }
  }
  tokens.push({ kind: 'end', text: '', at: [text.length, text.length] });
  return { tokens, problems, mended };
}

interface BadWord {
  readonly problem: FormulaProblem;
  readonly token?: Token;
}

function readWord(word: string, groups: Record<string, string | undefined>, at: At): Token | BadWord {
  if (groups.number !== undefined) return readNumber(word, at);
  if (groups.run !== undefined) return readRun(word, at);
  if (groups.kpi !== undefined) return readKpi(word, at);
  if (groups.symbol !== undefined) return { kind: 'symbol', text: word, at };
  if (groups.text !== undefined) {
    const message = `${show(word)} is text, and formulas have no text of their own.`;
    return bad('FORMULA-CHARACTER', at, message, 'Text is compared with the text of another measurement.');
  }
  return readOther(word, at);
}

function readRun(word: string, at: At): Token | BadWord {
  if (NUMBER.test(word)) return readNumber(word, at);
  if (MEASUREMENT_NAME.test(word)) return { kind: 'name', text: word, at };
  return /^[.\d]/.test(word) ? badNumber(word, at) : badName(word, at);
}

function readNumber(word: string, at: At): Token | BadWord {
  const value = Number(word);
  const token: Token = { kind: 'number', text: word, value, at };
  if (Number.isFinite(value) && (value !== 0 || !/^[^eE]*[1-9]/.test(word))) return token;
  const message = `${show(word)} is ${value === 0 ? 'smaller' : 'larger'} than a number can be.`;
  return bad('FORMULA-NUMBER', at, message, 'Numbers reach from 1e-307 to 1e308.', token);
}

function badNumber(word: string, at: At): BadWord {
  const token: Token = { kind: 'number', text: word, value: 1, at };
  const digits = /^(?<number>\d+(?:\.\d+)?)(?<name>[A-Za-z_].*)$/.exec(word)?.groups;
  let remedy: string | undefined;
  if (/^\.\d+$/.test(word)) remedy = `Write \`0${word}\`.`;
  else if (/^\d+\.$/.test(word)) remedy = `Write \`${word.slice(0, -1)}\`.`;
  else if (digits && MEASUREMENT_NAME.test(digits.name ?? '')) {
    remedy = `To multiply, write \`${digits.number} * ${digits.name}\`; a name starts with a letter or _.`;
  }
  return bad('FORMULA-NUMBER', at, `${show(word)} is no number.`, remedy, token);
}

function badName(word: string, at: At): BadWord {
  const token: Token = { kind: 'name', text: word, at };
  const foreign = /[^A-Za-z0-9_.]/u.exec(word)?.[0];
  if (foreign !== undefined) {
    const message = `${show(word)} is no name: it has ${show(foreign)} in it.`;
    return bad(
      'FORMULA-NAME',
      at,
      message,
      'Names have the letters A to Z, digits, _ and inner dots.',
      token,
    );
  }
  const trimmed = word.replace(/\.+$/, '').replace(/\.{2,}/g, '.');
  return bad(
    'FORMULA-NAME',
    at,
    `${show(word)} is no name: a dot stands between words.`,
    `Write \`${trimmed}\`.`,
    token,
  );
}

function readKpi(word: string, at: At): Token | BadWord {
  const name = word.slice(1, -1).trim().replace(/\s+/g, ' ');
  const token: Token = { kind: 'kpi', text: name, at };
  if (name !== '') return token;
  return bad('FORMULA-NAME', at, 'The square brackets are empty.', 'Write the name of a KPI in them.', token);
}

function readOther(word: string, at: At): BadWord {
  const meant = lookAlike(word);
  if (meant === undefined) return bad('FORMULA-CHARACTER', at, `${show(word)} has no meaning in a formula.`);
  const token: Token | undefined =
    meant.symbol === undefined ? undefined : { kind: 'symbol', text: meant.symbol, at };
  return bad('FORMULA-CHARACTER', at, `${show(word)} has no meaning in a formula.`, meant.remedy, token);
}

function tooLong(at: At): FormulaProblem {
  return {
    code: 'FORMULA-SIZE',
    message: `The formula has more than ${MAX_TOKENS} words.`,
    remedy: 'Split it into several KPIs and refer to them as [KPI Name].',
    at,
  };
}

function bad(code: FormulaProblem['code'], at: At, message: string, remedy?: string, token?: Token): BadWord {
  return {
    problem: { code, message, at, ...(remedy === undefined ? {} : { remedy }) },
    ...(token === undefined ? {} : { token }),
  };
}

/** A word as a message can show it: what does not print or is not ASCII goes by its code point too. */
function show(word: string): string {
  const short = word.length > 40 ? `${word.slice(0, 40)}...` : word;
  if (/^[\x20-\x7e]+$/.test(short) || [...short].length > 1) return `\`${short}\``;
  const code = `U+${(short.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{C}\p{Z}\p{M}]$/u.test(short) ? code : `\`${short}\` (${code})`;
}
