import { SmiError } from './smi-error.ts';

/** A word of a MIB module. */
export interface SmiToken {
  readonly kind: 'name' | 'number' | 'text' | 'symbol' | 'end';
  /** Of a text, what stands between its quotes. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Comments reach to the end of the line: those that ASN.1 lets end before are told apart by nobody. */
const WORD =
  /(?<space>\s+|--[^\n]*)|(?<text>"[^"]*")|(?<name>[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)|(?<number>-?\d+|'[0-9A-Fa-f]*'[HhBb])|(?<symbol>::=|\.\.|[{}()[\],;|.])/y;

/** Splits a MIB file into words, with one of kind `end` behind the last. Throws SmiError. */
export function tokenizeSmi(file: string, text: string): SmiToken[] {
  const tokens: SmiToken[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    WORD.lastIndex = at;
    const match = WORD.exec(text);
    if (!match)
      throw new SmiError(`${file}:${line}: ${JSON.stringify(text.charAt(at))} has no meaning in SMI.`);
    const [word] = match;
    const { space, ...kinds } = match.groups ?? {};
    if (space === undefined) {
      const kind = Object.keys(kinds).find((name) => kinds[name] !== undefined) as SmiToken['kind'];
      tokens.push({ kind, text: kind === 'text' ? word.slice(1, -1) : word, line });
    }
    line += word.split('\n').length - 1;
    at += word.length;
  }
  return [...tokens, { kind: 'end', text: '', line }];
}
