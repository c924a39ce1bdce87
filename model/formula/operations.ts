import { NoValue, type Value } from '../value.ts';
import type { ConditionNode, Expression, OperationNode, Operator } from './expression.ts';
import type { Formula } from './inputs.ts';
import { printFormula } from './print.ts';

type Combine = (left: number, right: number) => number | boolean;

const COMBINE: Readonly<Record<Exclude<Operator, '==' | '!='>, Combine>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** An operation over its sides. The left side's reason goes before the right side's. */
export function compileOperation(node: OperationNode, left: Formula, right: Formula): Formula {
  const { operator } = node;
  if (operator === '==' || operator === '!=') return compileEquality(operator === '==', left, right);
  const combine = COMBINE[operator];
  const divides = operator === '/';
  return (inputs, row) => {
    const first = left(inputs, row);
    if (typeof first !== 'number') return unusable(first, node.left);
    const second = right(inputs, row);
    if (typeof second !== 'number') return unusable(second, node.right);
    if (divides && second === 0) return new NoValue(`division by zero: ${printFormula(node.right)} is 0`);
    const result = combine(first, second);
    if (typeof result === 'number' && !Number.isFinite(result)) return tooLarge(node);
    return result;
  };
}

function compileEquality(equal: boolean, left: Formula, right: Formula): Formula {
  return (inputs, row) => {
    const first = left(inputs, row);
    if (first instanceof NoValue) return first;
    const second = right(inputs, row);
    if (second instanceof NoValue) return second;
    return (first === second) === equal;
  };
}

export function compileNegation(operand: Expression, compiled: Formula): Formula {
  return (inputs, row) => {
    const value = compiled(inputs, row);
    return typeof value === 'number' ? -value : unusable(value, operand);
  };
}

/** Evaluates the branch taken only. */
export function compileCondition(
  node: ConditionNode,
  condition: Formula,
  then: Formula,
  otherwise: Formula,
): Formula {
  return (inputs, row) => {
    const holds = condition(inputs, row);
    if (typeof holds === 'boolean') return holds ? then(inputs, row) : otherwise(inputs, row);
    if (holds instanceof NoValue) return holds;
    return new NoValue(`${printFormula(node.condition)} is ${JSON.stringify(holds)}, not true or false`);
  };
}

/** No number came of a part that needs one: there is none, or a source delivered another type than defined. */
export function unusable(value: Exclude<Value, number>, part: Expression): NoValue {
  if (value instanceof NoValue) return value;
  return new NoValue(`${printFormula(part)} is ${JSON.stringify(value)}, not a number`);
}

export function tooLarge(part: Expression): NoValue {
  return new NoValue(`${printFormula(part)} is too large for a number`);
}
