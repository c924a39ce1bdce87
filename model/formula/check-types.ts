import type { DataType } from '../data-type.ts';
import type { CallNode, ConditionNode, Expression, OperationNode } from './expression.ts';
import { ARGUMENTS, FUNCTION_BY_NAME, isOverInstances } from './functions.ts';
import { printFormula } from './print.ts';
import type { FormulaScope, Report } from './scope.ts';

/** What a formula, or a part of one, gives. */
export type FormulaType = 'number' | 'boolean' | 'string';

/** The type of figures of a data type in formulas. */
export function formulaTypeOf(dataType: DataType): FormulaType {
  return dataType.kind === 'boolean' || dataType.kind === 'string' ? dataType.kind : 'number';
}

/**
 * The type of a formula; undefined where a problem, reported here or of a name, leaves it open. Each function
 * must be given what it takes, and each operator operands that it can work on.
 */
export function checkTypes(node: Expression, scope: FormulaScope, report: Report): FormulaType | undefined {
  const check = (part: Expression): FormulaType | undefined => checkTypes(part, scope, report);
  switch (node.kind) {
    case 'number':
      return 'number';
    case 'measurement':
    case 'kpi': {
      const figure = (node.kind === 'kpi' ? scope.kpis : scope.measurements).get(node.name);
      return figure && formulaTypeOf(figure.dataType);
    }
    case 'negation':
      expectNumber(node.operand, check(node.operand), '-', report);
      return 'number';
    case 'operation':
      return checkOperation(node, check, report);
    case 'if':
      return checkCondition(node, check, report);
    case 'call':
      return checkCall(node, scope, check, report);
  }
}

type Check = (part: Expression) => FormulaType | undefined;

const NOUNS = { number: 'a number', boolean: 'true or false', string: 'text' } as const;

function expectNumber(part: Expression, type: FormulaType | undefined, by: string, report: Report): void {
  if (type === undefined || type === 'number') return;
  const message = `\`${by}\` takes numbers; \`${printFormula(part)}\` is ${NOUNS[type]}.`;
  const remedy = type === 'boolean' ? `Write \`if(${printFormula(part)}, 1, 0)\` for a number.` : undefined;
  report('FORMULA-TYPE', part, message, remedy);
}

function checkOperation(node: OperationNode, check: Check, report: Report): FormulaType {
  const { operator, left, right } = node;
  const leftType = check(left);
  const rightType = check(right);
  if (operator === '==' || operator === '!=') {
    if (leftType !== rightType && leftType !== undefined && rightType !== undefined) {
      const message = `\`${operator}\` compares figures of one type; the left side is ${NOUNS[leftType]}, the right side ${NOUNS[rightType]}.`;
      report('FORMULA-TYPE', node, message);
    }
    return 'boolean';
  }
  expectNumber(left, leftType, operator, report);
  expectNumber(right, rightType, operator, report);
  return '+-*/'.includes(operator) ? 'number' : 'boolean';
}

function checkCondition(node: ConditionNode, check: Check, report: Report): FormulaType | undefined {
  const condition = check(node.condition);
  if (condition !== undefined && condition !== 'boolean') {
    const message = `The condition of an \`if\` is true or false; \`${printFormula(node.condition)}\` is ${NOUNS[condition]}.`;
    report('FORMULA-TYPE', node.condition, message, 'Compare it: `<`, `<=`, `>`, `>=`, `==` or `!=`.');
  }
  const then = check(node.then);
  const otherwise = check(node.otherwise);
  if (then !== undefined && otherwise !== undefined && then !== otherwise) {
    const message = `The branches of an \`if\` have one type; the first is ${NOUNS[then]}, the second ${NOUNS[otherwise]}.`;
    report('FORMULA-TYPE', node, message);
    return undefined;
  }
  return then ?? otherwise;
}

function checkCall(
  node: CallNode,
  scope: FormulaScope,
  check: Check,
  report: Report,
): FormulaType | undefined {
  const type = check(node.argument);
  if (isOverInstances(node.function)) {
    if (node.function !== 'count') expectNumber(node.argument, type, node.function, report);
    return 'number';
  }
  checkSampled(node, scope, report);
  return node.function === 'last' ? type : 'number';
}

/** Functions over the samples of one measurement take its name, and not every data type. */
function checkSampled({ function: name, argument }: CallNode, scope: FormulaScope, report: Report): void {
  const takes = FUNCTION_BY_NAME.get(name)?.takes ?? 'any';
  const misfit = misfitOf(name, argument, takes, scope);
  if (!misfit) return;
  const message = `\`${name}\` takes ${ARGUMENTS[takes]}; \`${printFormula(argument)}\` is ${misfit.is}.`;
  report('FORMULA-ARGUMENT', argument, message, misfit.remedy);
}

interface Misfit {
  readonly is: string;
  readonly remedy?: string;
}

function misfitOf(
  name: string,
  argument: Expression,
  takes: keyof typeof ARGUMENTS,
  scope: FormulaScope,
): Misfit | undefined {
  if (argument.kind === 'kpi')
    return { is: 'a KPI', remedy: 'Use it without the function, or name a measurement.' };
  if (argument.kind !== 'measurement') {
    return { is: 'an expression', remedy: `Take \`${name}\` of each measurement in it.` };
  }
  const kind = scope.measurements.get(argument.name)?.dataType.kind;
  if (kind === undefined || takes === 'any') return undefined;
  if (kind === 'boolean' || kind === 'string') return { is: `a ${kind}` };
  const shown = argument.name;
  if (takes === 'counter' && kind !== 'counter') {
    const is = kind === 'integer' ? 'an integer' : `a ${kind}`;
    return { is, remedy: `Write \`delta(${shown})\` for its change over the interval.` };
  }
  if (takes === 'level' && kind === 'counter') {
    const remedy = `Write \`${shown}\` for its increase, or \`rate(${shown})\` for that per second.`;
    return { is: 'a counter', remedy };
  }
  return undefined;
}
