/*
 * The grammar (EBNF, ISO/IEC 14977); white space may stand between any two words.
 *
 *   formula     = sum, [ comparator, sum ] ;
 *   comparator  = "<" | "<=" | ">" | ">=" | "==" | "!=" ;
 *   sum         = product, { ( "+" | "-" ), product } ;
 *   product     = factor, { ( "*" | "/" ), factor } ;
 *   factor      = "-", factor | primary ;
 *   primary     = number | measurement | kpi | "(", formula, ")"
 *               | "if", "(", formula, ",", formula, ",", formula, ")"
 *               | function, "(", formula, ")" ;
 *   function    = "rate" | "delta" | "last" | "min" | "max" | "avg" | "sum" | "mean" | "count" ;
 *   number      = digits, [ ".", digits ], [ ( "e" | "E" ), [ "+" | "-" ], digits ] ;
 *   digits      = digit, { digit } ;
 *   measurement = ( letter | "_" ), { letter | digit | "_" }, { ".", ( letter | digit | "_" ), { letter | digit | "_" } } ;
 *   kpi         = "[", ? any text but square brackets, inner white space folded ?, "]" ;
 *   letter      = ? A to Z, a to z ? ;
 *   digit       = ? 0 to 9 ? ;
 */
import type { Expression, FunctionName, Operator } from './expression.ts';
import { FUNCTION_BY_NAME, FUNCTIONS } from './functions.ts';
import { readTokens, type Token } from './lexer.ts';
import { COMPARISON, PRECEDENCE } from './print.ts';
import type { FormulaProblem, FormulaRuleId, Suggest } from './problem.ts';
import { operatorExpected, SyntaxProblem, valueExpected } from './syntax-problem.ts';

/** How deep parentheses, signs and functions may nest. */
export const MAX_NESTING = 200;

export type ParsedFormula =
  | { readonly expression: Expression; readonly problems: readonly [] }
  | { readonly expression?: undefined; readonly problems: readonly FormulaProblem[] };

/**
 * Reads a formula (KPIinOMA 5.4). Any text ends in a tree, each node with its `at`, or in at least one
 * problem, in the order of the text. Names are not looked up: that is checkFormula's part.
 */
export function parseFormula(text: string, suggest?: Suggest): ParsedFormula {
  const { tokens, problems, mended } = readTokens(text);
  const parser = new Parser(tokens, suggest);
  let expression: Expression | undefined;
  try {
    expression = parser.formula();
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    // After a word nobody can read, what follows is a follow-up of that.
    if (mended) parser.problems.push(error.problem);
  }
  const all = [...problems, ...parser.problems].sort((a, b) => a.at[0] - b.at[0]);
  return expression && all.length === 0 ? { expression, problems: [] } : { problems: all };
}

const BOTH = 'For both of two comparisons, put an if() in the branch of another.';
const OPERATORS: ReadonlySet<string> = new Set(Object.keys(PRECEDENCE));

class Parser {
  /** Those that parsing went on after. */
  readonly problems: FormulaProblem[] = [];
  private readonly tokens: readonly Token[];
  private readonly suggest: Suggest | undefined;
  private position = 0;
  private nesting = 0;

  constructor(tokens: readonly Token[], suggest: Suggest | undefined) {
    this.tokens = tokens;
    this.suggest = suggest;
  }

  formula(): Expression {
    if (this.next().kind === 'end') {
      const remedy = 'Write how the KPI is calculated from measurements.';
      throw new SyntaxProblem([0, this.next().at[1]], 'The formula is empty.', remedy);
    }
    const expression = this.comparison();
    if (this.next().kind !== 'end') throw operatorExpected(this.tokens, this.position);
    return expression;
  }

  private comparison(): Expression {
    const start = this.next();
    const left = this.operation(COMPARISON + 1);
    if (this.precedence() !== COMPARISON) return left;
    const operator = this.take().text as Operator;
    const right = this.operation(COMPARISON + 1);
    while (this.precedence() === COMPARISON) {
      this.problem('FORMULA-SYNTAX', this.take().at, 'Comparisons cannot be chained.', BOTH);
      this.operation(COMPARISON + 1);
    }
    return { kind: 'operation', operator, left, right, at: this.from(start) };
  }

  /** Operators that bind at least as tightly as `least`, left to right. */
  private operation(least: number): Expression {
    const start = this.next();
    let left = this.factor();
    for (let own = this.precedence(); own >= least; own = this.precedence()) {
      const operator = this.take().text as Operator;
      const right = this.operation(own + 1);
      left = { kind: 'operation', operator, left, right, at: this.from(start) };
    }
    return left;
  }

  private factor(): Expression {
    const start = this.next();
    if (!this.accept('-')) return this.primary();
    const operand = this.nested(start, () => this.factor());
    return { kind: 'negation', operand, at: this.from(start) };
  }

  private primary(): Expression {
    const token = this.next();
    if (token.kind === 'number') return { kind: 'number', value: token.value, at: this.take().at };
    if (token.kind === 'kpi') return { kind: 'kpi', name: token.text, at: this.take().at };
    if (token.kind === 'name') {
      this.take();
      if (this.is('(')) return this.call(token);
      return { kind: 'measurement', name: token.text, at: token.at };
    }
    if (!this.accept('(')) throw valueExpected(this.tokens, this.position);
    const inner = this.nested(token, () => this.comparison());
    this.close(token);
    return inner;
  }

  private call(name: Token): Expression {
    const open = this.take();
    const found: Expression[] = [];
    if (!this.is(')')) {
      do found.push(this.nested(open, () => this.comparison()));
      while (this.accept(','));
    }
    this.close(open);
    const at = this.from(name);
    const entry = FUNCTION_BY_NAME.get(name.text);
    if (!entry) this.unknownFunction(name);
    else if (found.length !== entry.parameters.length) {
      const form = `${entry.name}(${entry.parameters.join(', ')})`;
      const wanted = entry.parameters.length === 1 ? '1 argument' : `${entry.parameters.length} arguments`;
      const message = `\`${entry.name}\` takes ${wanted}, not ${found.length}.`;
      this.problem('FORMULA-ARGUMENT', at, message, `Write \`${form}\`.`);
    }
    const [argument, then, otherwise] = found;
    if (!argument) return { kind: 'number', value: 1, at }; // stands in for what is already a problem
    if (name.text === 'if' && then && otherwise)
      return { kind: 'if', condition: argument, then, otherwise, at };
    return { kind: 'call', function: name.text as FunctionName, argument, at };
  }

  private unknownFunction(name: Token): void {
    const near = this.suggest?.(name.text, FUNCTION_BY_NAME.keys());
    const names = FUNCTIONS.map((entry) => entry.name).join(', ');
    const known = `The functions are ${names}; to multiply, write \`*\`.`;
    const remedy = near === undefined ? known : `Did you mean \`${near}\`?`;
    this.problem('FORMULA-FUNCTION', name.at, `\`${name.text}\` is no function.`, remedy);
  }

  /** Every recursion goes through here, so no text can exhaust the stack. */
  private nested(start: Token, parse: () => Expression): Expression {
    if (this.nesting === MAX_NESTING) {
      const remedy = 'Split it into several KPIs and refer to them as [KPI Name].';
      const message = `The formula nests deeper than ${MAX_NESTING} levels.`;
      throw new SyntaxProblem(start.at, message, remedy, 'FORMULA-SIZE');
    }
    this.nesting++;
    const node = parse();
    this.nesting--;
    return node;
  }

  private close(open: Token): void {
    if (this.accept(')')) return;
    if (this.next().kind !== 'end') throw operatorExpected(this.tokens, this.position);
    throw new SyntaxProblem(open.at, 'This `(` is never closed.', 'Write a `)` where it ends.');
  }

  private problem(code: FormulaRuleId, at: Token['at'], message: string, remedy: string): void {
    this.problems.push({ code, message, remedy, at });
  }

  private next(): Token {
    return this.tokens[this.position] as Token; // the last one is `end`, and nothing takes it
  }

  private take(): Token {
    const token = this.next();
    this.position++;
    return token;
  }

  private is(symbol: string): boolean {
    return this.next().kind === 'symbol' && this.next().text === symbol;
  }

  private accept(symbol: string): boolean {
    const found = this.is(symbol);
    if (found) this.position++;
    return found;
  }

  /** How tightly the next word binds; 0 where it is no operator. */
  private precedence(): number {
    const { kind, text } = this.next();
    return kind === 'symbol' && OPERATORS.has(text) ? PRECEDENCE[text as Operator] : 0;
  }

  /** The range from a word to the one just taken. */
  private from(start: Token): Token['at'] {
    return [start.at[0], (this.tokens[this.position - 1] ?? start).at[1]];
  }
}
