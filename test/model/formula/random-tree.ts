import fc from 'fast-check';
import type { Expression, FunctionName, Operator } from '../../../model/formula/expression.ts';

const OPERATORS: Operator[] = ['+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!='];
const FUNCTIONS: FunctionName[] = ['rate', 'delta', 'last', 'min', 'max', 'avg', 'sum', 'mean', 'count'];

const operators = fc.constantFrom(...OPERATORS);
const functions = fc.constantFrom(...FUNCTIONS);

/** Every number that a formula can write. */
export const numbers = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
);

const measurementNames = fc.oneof(
  fc.constantFrom('if', 'sum', 'rate', 'e1', '_'),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}(\.[A-Za-z0-9_]{1,4}){0,2}$/),
);

const kpiNames = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[[\]]/g, '(').replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');

/** Any tree, with leaves of one's own; what it means is not looked at. */
export function trees(leaves: fc.Arbitrary<Expression>, maxDepth = 6): fc.Arbitrary<Expression> {
  return fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth, depthSize: 'small', withCrossShrink: true },
      { arbitrary: leaves, weight: 2 },
      {
        arbitrary: fc.record({
          kind: fc.constant('operation' as const),
          operator: operators,
          left: tie('tree'),
          right: tie('tree'),
        }),
        weight: 4,
      },
      { arbitrary: fc.record({ kind: fc.constant('negation' as const), operand: tie('tree') }), weight: 1 },
      {
        arbitrary: fc
          .tuple(tie('tree'), tie('tree'), tie('tree'))
          .map(([condition, then, otherwise]): Expression => ({ kind: 'if', condition, then, otherwise })),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          kind: fc.constant('call' as const),
          function: functions,
          argument: tie('tree'),
        }),
        weight: 1,
      },
    ),
  })).tree;
}

/** Leaves of any value and any name. */
export const anyLeaf: fc.Arbitrary<Expression> = fc.oneof(
  numbers.map((value): Expression => ({ kind: 'number', value })),
  measurementNames.map((name): Expression => ({ kind: 'measurement', name })),
  kpiNames.map((name): Expression => ({ kind: 'kpi', name })),
);
