import fc from 'fast-check';
import type { FormulaType } from '../../../model/formula/check-types.ts';
import type { Expression, FunctionName, Operator } from '../../../model/formula/expression.ts';

/** Measurements of each kind, for the scalar and for two objects. */
export const MEASUREMENTS = {
  ...{ c0: 'counter', c1: 'counter', g0: 'gauge', g1: 'real(2)', b0: 'boolean', b1: 'boolean' },
  ...{ s0: 'string', s1: 'string', tc: 'counter per trunk', tg: 'gauge per trunk' },
  ...{ tb: 'boolean per trunk', ts: 'string per trunk', wc: 'counter per cell', wg: 'gauge per cell' },
};

/** The KPIs that formulas may refer to, in their order of definition. */
export const KPIS = {
  'Scalar One': 'real(2)',
  'Trunk One': 'real(2) per trunk',
  'Truth One': 'boolean',
} as const;

type Tree = fc.Arbitrary<Expression>;

interface Place {
  /** Whose rows may be read. */
  readonly per: string | undefined;
  /** Within sum, mean or count. */
  readonly inside: boolean;
  /** Which KPIs are defined beforehand. */
  readonly kpis: readonly string[];
}

/** Formulas of a type that checkFormula finds nothing wrong with, for a KPI of the object or a scalar. */
export function typedTree(
  type: FormulaType,
  per: string | undefined,
  kpis: readonly string[],
  depth = 4,
): Tree {
  return tree(type, { per, inside: false, kpis }, depth);
}

function tree(type: FormulaType, place: Place, depth: number): Tree {
  const leaf = fc.oneof(
    ...leaves(type, place.per, place),
    ...(place.per === undefined ? [] : leaves(type, undefined, place)),
  );
  if (depth === 0) return leaf;
  const part = (of: FormulaType) => tree(of, place, depth - 1);
  const parts = [leaf, condition(part('boolean'), part(type))];
  if (type === 'number') {
    parts.push(
      operation(['+', '-', '*', '/'], part('number')),
      operation(['+', '-', '*', '/'], part('number')),
    );
    parts.push(part('number').map((operand): Expression => ({ kind: 'negation', operand })));
    if (!place.inside) parts.push(aggregate(place, depth), aggregate(place, depth));
  }
  if (type === 'boolean') {
    parts.push(operation(['<', '<=', '>', '>=', '==', '!='], part('number')));
    for (const of of ['boolean', 'string'] as const) parts.push(operation(['==', '!='], part(of)));
  }
  return fc.oneof(...parts);
}

function operation(operators: Operator[], side: Tree): Tree {
  return fc
    .tuple(fc.constantFrom(...operators), side, side)
    .map(([operator, left, right]): Expression => ({ kind: 'operation', operator, left, right }));
}

function condition(test: Tree, branch: Tree): Tree {
  return fc
    .tuple(test, branch, branch)
    .map(([condition, then, otherwise]): Expression => ({ kind: 'if', condition, then, otherwise }));
}

/** Over one object's rows: something of it, and whatever else may stand beside it. */
function aggregate(place: Place, depth: number): Tree {
  const over = fc.constantFrom('trunk', 'cell').chain((per) => {
    const inner: Place = { ...place, per, inside: true };
    const own = fc.oneof(...leaves('number', per, place));
    const beside = tree('number', inner, Math.min(depth - 1, 1));
    const sides = fc.tuple(fc.constantFrom<Operator>('+', '-', '*', '/'), own, beside);
    return fc.oneof(
      own,
      sides.map(([operator, left, right]): Expression => ({ kind: 'operation', operator, left, right })),
    );
  });
  return fc
    .tuple(fc.constantFrom<FunctionName>('sum', 'mean', 'count'), over)
    .map(([name, argument]): Expression => ({ kind: 'call', function: name, argument }));
}

/** Names of one object, or of none, and functions of them. */
function leaves(type: FormulaType, per: string | undefined, { kpis }: Place): Tree[] {
  const found: Tree[] = [];
  for (const [name, declared] of Object.entries(MEASUREMENTS)) {
    const [kind, object] = declared.split(' per ');
    if (object !== per || typeOf(kind) !== type) continue;
    found.push(...readings(name, kind).map((reading) => fc.constant(reading)));
  }
  for (const [name, declared] of Object.entries(KPIS)) {
    const [kind, object] = declared.split(' per ');
    if (object === per && typeOf(kind) === type && kpis.includes(name))
      found.push(fc.constant({ kind: 'kpi', name }));
  }
  if (type === 'number' && per === undefined) {
    found.push(fc.constantFrom(0, 1, 2, 0.5, 100).map((value): Expression => ({ kind: 'number', value })));
  }
  return found;
}

function readings(name: string, kind: string | undefined): Expression[] {
  const argument: Expression = { kind: 'measurement', name };
  const functions: FunctionName[] = ['last'];
  if (kind === 'counter') functions.push('rate', 'delta');
  else if (typeOf(kind) === 'number') functions.push('delta', 'min', 'max', 'avg');
  return [argument, ...functions.map((each): Expression => ({ kind: 'call', function: each, argument }))];
}

function typeOf(kind: string | undefined): FormulaType {
  return kind === 'boolean' || kind === 'string' ? kind : 'number';
}
