import type { TextRange } from '../../document/source-text.ts';
import { type Token, tokenize } from './tokenize.ts';

/** The members of an object literal: name → where the name stands. */
export type Members = ReadonlyMap<string, TextRange>;

/** What a handler's text visibly defines. A part that is not a plain object literal is not known. */
export interface HandlerOutline {
  /** Where `defineHandler` stands. */
  readonly at: TextRange;
  readonly scalars: Part;
  readonly tables: Part;
}

export type Part =
  | { readonly kind: 'absent' | 'unknown' }
  | { readonly kind: 'known'; readonly at: TextRange; readonly members: Members };

/** Reads the object that is given to `defineHandler`; undefined where that is not a plain object literal. */
export function outlineHandler(text: string): HandlerOutline | undefined {
  const tokens = tokenize(text);
  const call = tokens.findIndex(
    ({ text: word }, at) =>
      word === 'defineHandler' && tokens[at + 1]?.text === '(' && tokens[at + 2]?.text === '{',
  );
  const called = tokens[call];
  if (called === undefined) return undefined;
  const members = readMembers(tokens, call + 3);
  if (members === undefined) return undefined;
  return {
    at: called.at,
    scalars: partOf(tokens, members.get('scalars')),
    tables: partOf(tokens, members.get('tables')),
  };
}

interface Member {
  readonly at: TextRange;
  /** Position of the token after the name. */
  readonly next: number;
}

function partOf(tokens: readonly Token[], member: Member | undefined): Part {
  if (member === undefined) return { kind: 'absent' };
  const isLiteral = tokens[member.next]?.text === ':' && tokens[member.next + 1]?.text === '{';
  const members = isLiteral ? readMembers(tokens, member.next + 2) : undefined;
  if (members === undefined) return { kind: 'unknown' };
  return { kind: 'known', at: member.at, members: new Map([...members].map(([name, { at }]) => [name, at])) };
}

const MODIFIERS = new Set(['async', 'get', 'set', '*']);
const NAME = /^(?:[A-Za-z_$0-9]|['"])/;

/**
 * Reads the members of an object literal from after its brace on. Undefined where it spreads another object or
 * computes a name: then nobody knows what it has.
 */
function readMembers(tokens: readonly Token[], start: number): Map<string, Member> | undefined {
  const members = new Map<string, Member>();
  let at = start;
  while (at < tokens.length && tokens[at]?.text !== '}') {
    while (MODIFIERS.has(tokens[at]?.text ?? '') && NAME.test(nextNameOf(tokens, at))) at++;
    const name = tokens[at];
    if (name === undefined || !NAME.test(name.text)) return undefined;
    members.set(unquote(name.text), { at: name.at, next: at + 1 });
    at = endOfMember(tokens, at + 1);
    if (tokens[at]?.text === ',') at++;
  }
  return members;
}

/** The token after a modifier, unless the modifier is itself the name: `get() {}`. */
function nextNameOf(tokens: readonly Token[], at: number): string {
  const next = tokens[at + 1]?.text ?? '';
  return next === '*' ? (tokens[at + 2]?.text ?? '') : next;
}

/** Position of the comma or brace that ends a member. */
function endOfMember(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { text } = tokens[at] as Token;
    if (depth === 0 && (text === ',' || text === '}')) return at;
    if (text === '(' || text === '[' || text === '{') depth++;
    if (text === ')' || text === ']' || text === '}') depth--;
  }
  return tokens.length;
}

function unquote(text: string): string {
  return /^['"]/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}
