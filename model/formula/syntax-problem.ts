import type { Token } from './lexer.ts';
import type { FormulaProblem, FormulaRuleId } from './problem.ts';

/** Ends parsing where the text no longer tells what was meant. */
export class SyntaxProblem extends Error {
  readonly problem: FormulaProblem;
  constructor(at: Token['at'], message: string, remedy?: string, code: FormulaRuleId = 'FORMULA-SYNTAX') {
    super(message);
    this.problem = { code, message, at, ...(remedy === undefined ? {} : { remedy }) };
  }
}

const VALUES = 'A value is a number, a name, [KPI Name], a function or an expression in parentheses.';

/** Says why the word at the position cannot begin a value. */
export function valueExpected(tokens: readonly Token[], position: number): SyntaxProblem {
  const { kind, text, at } = tokens[position] as Token;
  const before = tokens[position - 1]?.text;
  if (kind === 'end') return new SyntaxProblem(at, `A value is missing after \`${before}\`.`, VALUES);
  if (text === '+') return new SyntaxProblem(at, 'A value has no sign `+`.', 'Leave the `+` out.');
  if (text === ')' && before === '(') {
    return new SyntaxProblem(at, 'There is nothing between the parentheses.', VALUES);
  }
  return new SyntaxProblem(at, `\`${text}\` stands where a value is expected.`, VALUES);
}

/** Says why the word at the position cannot follow a value. */
export function operatorExpected(tokens: readonly Token[], position: number): SyntaxProblem {
  const token = tokens[position] as Token;
  const { at } = token;
  const symbol = token.kind === 'symbol' ? token.text : undefined;
  const before = tokens[position - 1];
  if (symbol === ')')
    return new SyntaxProblem(at, 'This `)` closes nothing.', 'Leave it out, or open it with a `(`.');
  if (symbol === ',') {
    const decimal = before?.kind === 'number' && tokens[position + 1]?.kind === 'number';
    const remedy = decimal
      ? 'Write decimals with a point: `0.5`.'
      : 'A comma parts the arguments of a function.';
    return new SyntaxProblem(at, 'This `,` stands outside a function.', remedy);
  }
  if (before?.kind === 'name' && token.kind === 'name') return nameExpected(tokens, position);
  const shown = token.kind === 'kpi' ? `[${token.text}]` : token.text;
  return new SyntaxProblem(at, `An operator is missing before \`${shown}\`.`, 'To multiply, write `*`.');
}

/** Several words in a row are most likely the name of a KPI. */
function nameExpected(tokens: readonly Token[], position: number): SyntaxProblem {
  let first = position;
  let behind = position;
  while (tokens[first - 1]?.kind === 'name') first--;
  while (tokens[behind]?.kind === 'name') behind++;
  const words = tokens.slice(first, behind);
  const name = words.map((word) => word.text).join(' ');
  const at = [words[0]?.at[0] ?? 0, words.at(-1)?.at[1] ?? 0] as const;
  const remedy = `If it is the name of a KPI, write \`[${name}]\`.`;
  return new SyntaxProblem(at, `An operator is missing between the words \`${name}\`.`, remedy);
}
