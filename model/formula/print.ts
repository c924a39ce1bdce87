import type { Expression, Operator } from './expression.ts';

/** How tightly an operator binds: comparison < additive < multiplicative. */
export const PRECEDENCE: Readonly<Record<Operator, number>> = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
};
export const COMPARISON = 1;
const UNARY = 4;
const PRIMARY = 5;

/** A formula's canonical text: single blanks, as few parentheses as give the same tree when parsed. */
export function printFormula(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'measurement':
      return node.name;
    case 'kpi':
      return `[${node.name}]`;
    case 'negation':
      return `-${printAtLeast(UNARY, node.operand)}`;
    case 'if':
      return `if(${[node.condition, node.then, node.otherwise].map(printFormula).join(', ')})`;
    case 'call':
      return `${node.function}(${printFormula(node.argument)})`;
    case 'operation': {
      const own = PRECEDENCE[node.operator];
      // Operators are left-associative, but comparisons do not associate at all.
      const left = printAtLeast(own === COMPARISON ? own + 1 : own, node.left);
      return `${left} ${node.operator} ${printAtLeast(own + 1, node.right)}`;
    }
  }
}

function printAtLeast(precedence: number, node: Expression): string {
  const text = printFormula(node);
  return precedenceOf(node) < precedence ? `(${text})` : text;
}

function precedenceOf(node: Expression): number {
  if (node.kind === 'operation') return PRECEDENCE[node.operator];
  return node.kind === 'negation' ? UNARY : PRIMARY;
}
