import { expect } from 'chai';
import fc from 'fast-check';
import { type CheckedFormula, checkFormula, MAX_DEPTH } from '../../../model/formula/check.ts';
import type { Expression } from '../../../model/formula/expression.ts';
import { printFormula } from '../../../model/formula/print.ts';
import { FORMULA_RULES } from '../../../model/formula/problem.ts';
import type { ScopeKpi } from '../../../model/formula/scope.ts';
import { NoValue } from '../../../model/value.ts';
import { numbers, trees } from './random-tree.ts';
import { type Figures, parse, TestModule } from './test-module.ts';

const module = new TestModule(
  {
    attempts: 'counter',
    answered: 'counter',
    load: 'gauge',
    limit: 'integer',
    delay: 'real(3)',
    up: 'boolean',
    state: 'string',
    mode: 'string',
    trunkCalls: 'gauge per trunk',
    trunkAttempts: 'counter per trunk',
    trunkState: 'string per trunk',
    cellLoad: 'gauge per cell',
    ISA: 'counter',
  },
  {
    'Answer Ratio': '100 * answered / attempts',
    'Trunk Share': 'trunkCalls / sum(trunkCalls) :: real(2) per trunk',
    Overloaded: 'load > limit :: boolean',
    Availability: 'up :: boolean',
  },
);

/** Problems as `code at text: message remedy`, the marked part quoted from the formula. */
function problems(formula: string, self: Partial<ScopeKpi> = {}): string[] {
  return module
    .check(formula, self)
    .problems.map(({ code, message, remedy = '', at }) =>
      `${code} «${formula.slice(...at)}» ${message} ${remedy}`.trim(),
    );
}

const TRUNK = { per: 'trunk' };

describe('checking a formula', () => {
  it('finds nothing wrong with what is right, and tells its type', () => {
    const right: [formula: string, type: string, self?: Partial<ScopeKpi>][] = [
      ['100 * answered / attempts', 'number'],
      ['100 - [Answer Ratio]', 'number'],
      ['rate(attempts) + delta(load) + avg(delay) - min(limit)', 'number'],
      ['delta(attempts) + last(attempts)', 'number'],
      ['if([Overloaded], 0, load)', 'number'],
      ['[Overloaded] == up', 'boolean'],
      ['state != mode', 'boolean'],
      ['last(state)', 'string'],
      ['if(up, state, last(mode))', 'string'],
      ['sum(trunkCalls) / count(trunkState)', 'number'],
      ['mean(rate(trunkAttempts) * limit)', 'number'],
      ['sum([Trunk Share]) + mean(cellLoad)', 'number'],
      ['trunkCalls / limit - [Trunk Share]', 'number', TRUNK],
      ['trunkCalls / sum(trunkCalls) + mean(cellLoad)', 'number', TRUNK],
    ];
    for (const [formula, type, self] of right) {
      expect(problems(formula, self), formula).to.deep.equal([]);
      expect(module.check(formula, self).type, formula).to.equal(type);
    }
  });

  it('lists what the formula reads, each once, in the order of the text', () => {
    const { reads } = module.check('attempts + [Answer Ratio] / rate(load) - nothing * attempts + [Nobody]');
    expect(reads).to.deep.equal({
      measurements: ['attempts', 'load', 'nothing'],
      kpis: ['Answer Ratio', 'Nobody'],
    });
  });
});

describe('a formula that means nothing', () => {
  const cases: [what: string, formula: string, expected: string[], self?: Partial<ScopeKpi>][] = [
    [
      'an unknown measurement (K05)',
      'answred / attempts + qqq',
      [
        'FORMULA-MEASUREMENT «answred» There is no measurement `answred`. Did you mean `answered`?',
        'FORMULA-MEASUREMENT «qqq» There is no measurement `qqq`. Define it under `measurements`.',
      ],
    ],
    [
      'an unknown KPI (K07)',
      '[Answer Ration] + [Nobody]',
      [
        'FORMULA-KPI «[Answer Ration]» There is no KPI `Answer Ration`. Did you mean `[Answer Ratio]`?',
        'FORMULA-KPI «[Nobody]» There is no KPI `Nobody`. Define it before this KPI.',
      ],
    ],
    [
      'a KPI without brackets',
      'if(Overloaded, load, 0)',
      ['FORMULA-MEASUREMENT «Overloaded» `Overloaded` is a KPI, not a measurement. Write `[Overloaded]`.'],
    ],
    [
      'a measurement in brackets',
      '[attempts] / 2',
      [
        'FORMULA-KPI «[attempts]» `attempts` is a measurement, not a KPI. Write `attempts` without the brackets.',
      ],
    ],
    [
      'a reference to the KPI itself (K07)',
      '[Answer Ratio] + 1',
      [
        'FORMULA-ORDER «[Answer Ratio]» The formula refers to its own KPI. Write it with measurements, or with KPIs defined before this one.',
      ],
      { name: 'Answer Ratio', order: 0 },
    ],
    [
      'a reference to a KPI defined later (K07)',
      'if([Availability], load, 0)',
      [
        'FORMULA-ORDER «[Availability]» `[Availability]` is defined after this KPI. Move the definition of Availability before this one.',
      ],
      { name: 'Overloaded', order: 2 },
    ],
    [
      'a sum over what belongs to no object',
      'sum(load) + count([Answer Ratio] > 1)',
      [
        'FORMULA-PER «sum(load)» `sum` looks over the instances of an object, and nothing in it belongs to one. Leave the function out, or name something defined with `per`.',
        'FORMULA-PER «count([Answer Ratio] > 1)» `count` looks over the instances of an object, and nothing in it belongs to one. Leave the function out, or name something defined with `per`.',
      ],
    ],
    [
      'a sum over two objects',
      'sum(trunkCalls * cellLoad)',
      [
        'FORMULA-PER «sum(trunkCalls * cellLoad)» `sum` looks over the instances of one object, not of trunk and cell. Take one `sum` for each object.',
      ],
    ],
    [
      'a sum within a sum',
      'mean(trunkCalls / sum(cellLoad))',
      [
        'FORMULA-PER «sum(cellLoad)» `sum` stands inside `mean`: one of them looks over all instances already. Make the inner one a KPI and refer to it, or leave one out.',
      ],
    ],
    [
      'an object’s figure in a KPI that has one value in all',
      'load + trunkCalls * [Trunk Share]',
      [
        'FORMULA-PER «trunkCalls» `trunkCalls` has a value for each trunk, and this KPI one value in all. Take the sum(), mean() or count() of it, or give this KPI `per: trunk`.',
        'FORMULA-PER «[Trunk Share]» `[Trunk Share]` has a value for each trunk, and this KPI one value in all. Take the sum(), mean() or count() of it, or give this KPI `per: trunk`.',
      ],
    ],
    [
      'another object’s figure',
      'trunkCalls / cellLoad',
      [
        'FORMULA-PER «cellLoad» `cellLoad` has a value for each cell, and this KPI one for each trunk. Take the sum(), mean() or count() of it.',
      ],
      TRUNK,
    ],
    [
      'a function of what it does not take',
      'rate(limit) + avg(attempts) + delta(up) + max(state)',
      [
        'FORMULA-ARGUMENT «limit» `rate` takes the name of a counter; `limit` is an integer. Write `delta(limit)` for its change over the interval.',
        'FORMULA-ARGUMENT «attempts» `avg` takes the name of a gauge, integer or real; `attempts` is a counter. Write `attempts` for its increase, or `rate(attempts)` for that per second.',
        'FORMULA-ARGUMENT «up» `delta` takes the name of a counter, gauge, integer or real; `up` is a boolean.',
        'FORMULA-ARGUMENT «state» `max` takes the name of a gauge, integer or real; `state` is a string.',
      ],
    ],
    [
      'samples of what is not sampled',
      'rate(attempts + answered) + last([Answer Ratio]) + avg(sum(trunkCalls))',
      [
        'FORMULA-ARGUMENT «attempts + answered» `rate` takes the name of a counter; `attempts + answered` is an expression. Take `rate` of each measurement in it.',
        'FORMULA-ARGUMENT «[Answer Ratio]» `last` takes the name of any measurement; `[Answer Ratio]` is a KPI. Use it without the function, or name a measurement.',
        'FORMULA-ARGUMENT «sum(trunkCalls)» `avg` takes the name of a gauge, integer or real; `sum(trunkCalls)` is an expression. Take `avg` of each measurement in it.',
      ],
    ],
    [
      'arithmetic on booleans and text',
      '-state + 2 * up < mode',
      [
        'FORMULA-TYPE «state» `-` takes numbers; `state` is text.',
        'FORMULA-TYPE «up» `*` takes numbers; `up` is true or false. Write `if(up, 1, 0)` for a number.',
        'FORMULA-TYPE «mode» `<` takes numbers; `mode` is text.',
      ],
    ],
    [
      'a sum of text',
      'sum(trunkState)',
      ['FORMULA-TYPE «trunkState» `sum` takes numbers; `trunkState` is text.'],
    ],
    [
      'a comparison of two types',
      'state == load',
      [
        'FORMULA-TYPE «state == load» `==` compares figures of one type; the left side is text, the right side a number.',
      ],
    ],
    [
      'a condition that is none, and branches of two types',
      'if(load, state, up)',
      [
        'FORMULA-TYPE «if(load, state, up)» The branches of an `if` have one type; the first is text, the second true or false.',
        'FORMULA-TYPE «load» The condition of an `if` is true or false; `load` is a number. Compare it: `<`, `<=`, `>`, `>=`, `==` or `!=`.',
      ],
    ],
    [
      'a division that is always by zero (O22)',
      'load / 0 + limit / (2 - 1 * 2)',
      [
        'FORMULA-ZERO «load / 0» The divisor `0` is always 0.',
        'FORMULA-ZERO «limit / (2 - 1 * 2)» The divisor `2 - 1 * 2` is always 0.',
      ],
    ],
    [
      'no measurement at all',
      '100 * 2',
      ['FORMULA-CONSTANT «100 * 2» The formula reads no measurement: it always gives the same.'],
    ],
  ];
  for (const [what, formula, expected, self] of cases) {
    it(`is told at its place, with the remedy: ${what}`, () => {
      expect(problems(formula, self)).to.deep.equal(expected);
    });
  }

  it('is told of a KPI of another module', () => {
    const other = new TestModule({ load: 'gauge' }, { Elsewhere: 'load' });
    other.kpis.set('Elsewhere', { ...other.kpis.get('Elsewhere')!, module: 'OTHER-MIB' });
    expect(
      other.check('[Elsewhere]').problems.map(({ code, message, remedy }) => [code, message, remedy]),
    ).to.deep.equal([
      [
        'FORMULA-ORDER',
        '`[Elsewhere]` is a KPI of OTHER-MIB: a formula refers to the KPIs of its own module.',
        'Define it in TEST-MIB, before this KPI.',
      ],
    ]);
  });

  it('is told of two KPIs that refer to each other (K07)', () => {
    const pair = new TestModule({ load: 'gauge' }, { A: '[B] + 1', B: 'load - [A]' });
    const [problem] = pair.check('[B] + 1', { name: 'A', order: 0 }).problems;
    expect([problem!.code, problem!.message]).to.deep.equal([
      'FORMULA-ORDER',
      'This KPI and `[B]` refer to each other.',
    ]);
    expect(pair.check('load - [A]', { name: 'B', order: 1 }).problems).to.deep.equal([]);
  });

  it('still has the type that its sound parts tell', () => {
    expect(module.check('if(up, nothing, 1)').type).to.equal('number');
    expect(module.check('if(up, state, nothing)').type).to.equal('string');
    expect(module.check('last(nothing)').type).to.equal(undefined);
  });

  it('is told once of a name, not again of what would follow from it', () => {
    expect(
      problems('rate(nothing) + sum(nothing) + if(nothing, 1, 2)').map((text) => text.split(' ')[0]),
    ).to.deep.equal(['FORMULA-MEASUREMENT', 'FORMULA-MEASUREMENT', 'FORMULA-MEASUREMENT']);
  });

  it('names no other name where nobody looks for one', () => {
    const { suggest: _, ...scope } = module.scope();
    expect(checkFormula(parse('answred'), scope).problems[0]!.remedy).to.equal(
      'Define it under `measurements`.',
    );
  });
});

describe('KPIs that refer to KPIs', () => {
  /** K0 = load, K1 = -[K0], K2 = -[K1] …, each checked as the generator does. */
  function chain(length: number): { last: CheckedFormula; module: TestModule } {
    const chained = new TestModule({ load: 'gauge' });
    let last = chained.check('load');
    for (let order = 0; order < length; order++) {
      const name = `K${order}`;
      const expression = parse(order === 0 ? 'load' : `-[K${order - 1}]`);
      const self = { name, module: 'TEST-MIB', order, expression, dataType: { kind: 'gauge' } } as const;
      last = chained.check(expression, self);
      chained.kpis.set(name, { ...self, depth: last.depth });
    }
    return { last, module: chained };
  }

  it('may do so as deeply as evaluation can follow', () => {
    const { last, module: deepest } = chain(MAX_DEPTH / 2);
    expect(last.problems).to.deep.equal([]);
    expect(last.depth).to.equal(MAX_DEPTH - 1);
    expect(deepest.evaluate(`-[K${MAX_DEPTH / 2 - 1}]`, { figures: { load: 7 } })).to.equal(7);
  });

  it('may do so no deeper', () => {
    const { last } = chain(MAX_DEPTH / 2 + 1);
    expect(last.problems.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([
      'FORMULA-SIZE The formula and the KPIs it refers to nest deeper than 1000 levels.',
    ]);
  });
});

describe('any formula that passes the check', () => {
  const leaves: fc.Arbitrary<Expression> = fc.oneof(
    {
      arbitrary: fc
        .constantFrom(...module.measurements.keys())
        .map((name): Expression => ({ kind: 'measurement', name })),
      weight: 6,
    },
    {
      arbitrary: fc.constantFrom(...module.kpis.keys()).map((name): Expression => ({ kind: 'kpi', name })),
      weight: 2,
    },
    { arbitrary: numbers.map((value): Expression => ({ kind: 'number', value })), weight: 1 },
  );
  const figures: Figures = {
    ...{
      attempts: 10,
      answered: 7,
      load: { last: 3, previous: 5, min: 1, max: 4, avg: 2 },
      limit: 0,
      delay: 0.25,
    },
    ...{ up: true, state: 'in service', mode: new NoValue('not read') },
    trunkCalls: { rows: { a: 1, b: 2 } },
    trunkAttempts: { rows: { a: 0, b: new NoValue('gone') } },
    cellLoad: { rows: {} },
  };

  it('compiles, and evaluates to its type or to no value with a reason', () => {
    let passed = 0;
    const property = fc.property(trees(leaves, 4), fc.constantFrom(undefined, 'trunk'), (tree, per) => {
      const { problems: found, type } = module.check(tree, per === undefined ? {} : { per });
      for (const { code, message } of found) {
        expect(FORMULA_RULES).to.have.property(code);
        expect(message).to.match(/\.$/);
      }
      if (found.some(({ code }) => FORMULA_RULES[code].severity === 'error')) return;
      passed++;
      const value = module.evaluate(tree, { figures }, per && 'a');
      if (value instanceof NoValue) expect(value.reason, printFormula(tree)).to.not.equal('');
      else expect(typeof value, printFormula(tree)).to.equal(type);
    });
    fc.assert(property, { numRuns: 5000, seed: 5 });
    expect(passed).to.be.greaterThan(500);
  });
});
