import { expect } from 'chai';
import fc from 'fast-check';
import type { Expression } from '../../../model/formula/expression.ts';
import { printFormula } from '../../../model/formula/print.ts';
import { FORMULA_RULES, type FormulaProblem } from '../../../model/formula/problem.ts';
import { NoValue, type Value } from '../../../model/value.ts';
import {
  type Cell,
  type Column,
  evaluateText,
  type Samples,
  toReversePolish,
  type World,
} from './reference-evaluation.ts';
import { type ByRow, type Figure, TestModule } from './test-module.ts';
import { KPIS, MEASUREMENTS, typedTree } from './typed-tree.ts';

const ROWS = ['a', 'b', 'c'];

/** Numbers that meet zeros, ties, signs and overflow often. */
const figure: fc.Arbitrary<Cell> = fc.oneof(
  { arbitrary: fc.integer({ min: -2, max: 4 }), weight: 8 },
  { arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }), weight: 2 },
  { arbitrary: fc.constantFrom(1.5e308, -1.5e308, 5e-324), weight: 1 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);
const cells: Record<string, fc.Arbitrary<Cell>> = {
  boolean: fc.constantFrom(true, false, true, false, undefined),
  string: fc.constantFrom('up', 'down', '', undefined),
};

function objectOf(declared: string): string | undefined {
  return declared.split(' per ')[1];
}

function samplesOf(declared: string): fc.Arbitrary<Samples> {
  const [kind = ''] = declared.split(' ');
  const object = objectOf(declared);
  const cell = cells[kind] ?? figure;
  const samples = fc.record({ increase: cell, last: cell, previous: cell, min: cell, max: cell, avg: cell });
  const rows = fc
    .tuple(...(object === undefined ? [''] : ROWS).map((row) => samples.map((each) => [row, each] as const)))
    .map((entries) => new Map(entries));
  return rows.map((rows) => ({ object, counter: kind === 'counter', rows }));
}

const rowsKnown = fc.oneof(
  { arbitrary: fc.subarray(ROWS), weight: 9 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);

/** What a module's KPIs may be, one more formula, and figures for all of it. */
const cases = fc.record({
  kpis: fc.record({
    'Scalar One': typedTree('number', undefined, [], 2),
    'Trunk One': typedTree('number', 'trunk', ['Scalar One'], 2),
    'Truth One': typedTree('boolean', undefined, ['Scalar One', 'Trunk One'], 2),
  }),
  formula: fc.oneof(
    ...(['number', 'number', 'boolean', 'string'] as const).flatMap((type) =>
      [undefined, 'trunk'].map((per) =>
        typedTree(type, per, Object.keys(KPIS)).map((tree) => ({ tree, per })),
      ),
    ),
  ),
  measurements: fc.record(map(MEASUREMENTS, samplesOf)),
  rows: fc.record({ trunk: rowsKnown, cell: rowsKnown }),
  seconds: fc.constantFrom(1, 30, 300),
});

function toFigure(samples: Record<string, Cell>): Figure {
  return Object.fromEntries(
    Object.entries(samples).map(([key, cell]) => [key, cell ?? new NoValue('missing')]),
  );
}

function toFigures({ object, rows }: Samples): Figure | ByRow {
  if (object === undefined) return toFigure(rows.get('')!);
  return { rows: Object.fromEntries([...rows].map(([row, samples]) => [row, toFigure(samples)])) };
}

function map<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

const REASON = /missing|division by zero: .* is 0|is too large for a number|there is no |not known/;

describe('evaluating a formula', () => {
  it('agrees with an independent evaluation, rows, references and missing data included (K05, K06, O22)', () => {
    const seen = { values: 0, none: 0 };
    const property = fc.property(
      cases,
      ({ kpis: trees, formula: { tree, per }, measurements, rows, seconds }) => {
        const texts = map<Expression, string>(trees, printFormula);
        const kpis = map(KPIS, (type, name) => ({ text: texts[name]!, object: objectOf(type) }));
        const world: World = { seconds, measurements, kpis, rows };
        const module = new TestModule(
          MEASUREMENTS,
          map(KPIS, (type, name) => `${texts[name]} :: ${type}`),
        );
        const interval = {
          seconds,
          figures: map(measurements, toFigures),
          rows: map<readonly string[] | undefined, readonly string[] | NoValue>(
            rows,
            (keys) => keys ?? new NoValue('not known'),
          ),
        };
        const errors = module.check(tree, per === undefined ? {} : { per }).problems.filter(isError);
        expect(errors.filter(({ code }) => code !== 'FORMULA-ZERO')).to.deep.equal([]);
        const text = printFormula(tree);
        const expected = evaluateText(text, world);
        for (const row of per === undefined ? [undefined] : ROWS) {
          const value = module.evaluate(tree, interval, row);
          expectSame(value, cellOf(expected, row), text);
          seen[value instanceof NoValue ? 'none' : 'values']++;
        }
      },
    );
    fc.assert(property, { numRuns: 2000, seed: 6 });
    expect(seen.values).to.be.greaterThan(1000);
    expect(seen.none).to.be.greaterThan(500);
  });

  it('is held against an evaluation that itself knows the rules', () => {
    expect(toReversePolish('-a * (b - 2e+3) / if(x == [K L], rate(y), -1)').join(' ')).to.equal(
      'a neg b 2e+3 - * x [K L] == y rate() 1 neg if() /',
    );
  });
});

function isError({ code }: FormulaProblem): boolean {
  return FORMULA_RULES[code].severity === 'error';
}

function cellOf({ object, cells }: Column, row: string | undefined): Cell {
  return cells.get(object === undefined ? '' : (row ?? ''));
}

function expectSame(value: Value, expected: Cell, text: string): void {
  if (value instanceof NoValue) {
    expect(expected, `${text}: ${value.reason}`).to.equal(undefined);
    expect(value.reason).to.match(REASON);
  } else expect(value === expected, `${text}: ${value} against ${expected}`).to.equal(true);
}
