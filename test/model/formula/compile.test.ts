import { expect } from 'chai';
import { compileFormula } from '../../../model/formula/compile.ts';
import type { FormulaInputs } from '../../../model/formula/inputs.ts';
import { NoValue, type Value } from '../../../model/value.ts';
import { type Interval, parse, TestModule } from './test-module.ts';

const module = new TestModule(
  {
    attempts: 'counter',
    answered: 'counter',
    load: 'gauge',
    limit: 'integer',
    up: 'boolean',
    state: 'string',
    mode: 'string',
    trunkCalls: 'gauge per trunk',
    trunkSeizures: 'counter per trunk',
    cellLoad: 'gauge per cell',
  },
  {
    'Failure Ratio': '1 - answered / attempts',
    Busy: 'load > limit :: boolean',
    'Trunk Share': '100 * trunkCalls / sum(trunkCalls) :: real(2) per trunk',
    'Worst Case': 'if([Busy], [Failure Ratio], 0)',
  },
);

/** The value, or why there is none. */
function outcome(formula: string, interval: Interval, row?: string): Exclude<Value, NoValue> {
  const value = module.evaluate(formula, interval, row);
  return value instanceof NoValue ? `none: ${value.reason}` : value;
}

describe('what a formula gives', () => {
  it('is the exact value of fixed figures (K05, K30)', () => {
    const figures = { attempts: 212, answered: 200, load: 3 };
    expect(outcome('100 * answered / (attempts - load)', { figures })).to.equal((100 * 200) / 209);
    expect(outcome('-load * 2 + limit', { figures: { load: 3, limit: 10 } })).to.equal(4);
  });

  it('takes a counter as its increase and anything else as its last value', () => {
    const attempts = { increase: 30, last: 4711 };
    const load = { last: 7, previous: 9, min: 2, max: 11, avg: 6.5 };
    const interval = { figures: { attempts, load }, seconds: 60 };
    const expected = {
      attempts: 30,
      load: 7,
      'rate(attempts)': 0.5,
      'delta(attempts)': 30,
      'delta(load)': -2,
    };
    for (const [formula, value] of Object.entries(expected))
      expect(outcome(formula, interval), formula).to.equal(value);
    expect(outcome('last(attempts)', interval)).to.equal(4711);
    expect(outcome('min(load) + 10 * max(load) + 100 * avg(load)', interval)).to.equal(2 + 110 + 650);
  });

  it('is unrounded through [KPI Name], over the interval of the KPI that refers (K06)', () => {
    const figures = { attempts: 3, answered: 1 };
    expect(outcome('100 - 100 * [Failure Ratio]', { figures })).to.equal(100 - 100 * (1 - 1 / 3));
  });

  it('stays true or false, or text, where it is', () => {
    const figures = { load: 5, limit: 4, up: false, state: 'in service', mode: 'in service' };
    expect(outcome('[Busy]', { figures })).to.equal(true);
    expect(outcome('up == (load < limit)', { figures })).to.equal(true);
    expect(outcome('state != mode', { figures })).to.equal(false);
    expect(outcome('if(up, mode, last(state))', { figures })).to.equal('in service');
  });

  it('looks over the rows of an object, or at the KPI’s own row', () => {
    const figures = { trunkCalls: { rows: { a: 1, b: 2, c: 5 } }, limit: 10 };
    expect(outcome('sum(trunkCalls * limit) + mean(trunkCalls)', { figures })).to.equal(80 + 8 / 3);
    expect(outcome('trunkCalls * limit', { figures }, 'b')).to.equal(20);
    expect(outcome('[Trunk Share]', { figures }, 'c')).to.equal(62.5);
    expect(outcome('mean([Trunk Share]) + sum([Trunk Share] / 2)', { figures })).to.equal(100 / 3 + 50);
  });

  it('counts the rows that have a value, none included', () => {
    const rows = { a: 1, b: new NoValue('gone'), c: 0 };
    expect(outcome('count(trunkCalls)', { figures: { trunkCalls: { rows } } })).to.equal(2);
    expect(outcome('count(1 / trunkCalls)', { figures: { trunkCalls: { rows } } })).to.equal(1);
    expect(outcome('count(trunkCalls)', { rows: { trunk: [] } })).to.equal(0);
  });

  it('takes the branch of an if and never evaluates the other', () => {
    const read: number[] = [];
    const inputs: FormulaInputs = {
      ...module.inputs({ figures: { up: true, load: 1, limit: 2 } }),
      aggregate: (slot, row) => {
        read.push(slot);
        return module.inputs({ figures: { up: true, load: 1, limit: 2 } }).aggregate(slot, row);
      },
    };
    expect(compileFormula(parse('if(up, load, limit)'), module.binding)(inputs, undefined)).to.equal(1);
    expect(read).to.deep.equal([4, 2]);
    expect(outcome('if(load == 0, 0, 100 / load)', { figures: { load: 0 } })).to.equal(0);
  });
});

describe('no value, never 0, with the reason (O22)', () => {
  const gone = new NoValue('no answer from 192.0.2.1:80 since 10:05:00');
  const cases: [formula: string, interval: Interval, reason: string, row?: string][] = [
    [
      'answered / (attempts - load)',
      { figures: { answered: 1, attempts: 5, load: 5 } },
      'division by zero: attempts - load is 0',
    ],
    ['1 / -load', { figures: { load: 0 } }, 'division by zero: -load is 0'],
    ['100 * answered / attempts', { figures: { answered: gone, attempts: 1 } }, `answered: ${gone.reason}`],
    [
      'answered + attempts',
      { figures: { answered: gone, attempts: new NoValue('other') } },
      `answered: ${gone.reason}`,
    ],
    ['0 * load', { figures: { load: gone } }, `load: ${gone.reason}`],
    ['load == load', { figures: { load: gone } }, `load: ${gone.reason}`],
    ['if(load > 0, 1, 2)', { figures: { load: gone } }, `load: ${gone.reason}`],
    ['rate(attempts)', { figures: { attempts: { increase: gone } } }, `attempts: ${gone.reason}`],
    ['rate(attempts)', { figures: { attempts: 5 }, seconds: 0 }, 'attempts: the interval has no length yet'],
    ['delta(load)', { figures: { load: { last: 5, previous: gone } } }, `load: ${gone.reason}`],
    ['delta(load)', { figures: { load: { last: gone, previous: 5 } } }, `load: ${gone.reason}`],
    [
      'delta(load)',
      { figures: { load: { last: 1.5e308, previous: -1.5e308 } } },
      'load: its change is too large for a number',
    ],
    ['load * load', { figures: { load: 1e200 } }, 'load * load is too large for a number'],
    [
      '100 - [Failure Ratio]',
      { figures: { answered: 0, attempts: 0 } },
      '[Failure Ratio]: division by zero: attempts is 0',
    ],
    [
      '[Worst Case]',
      { figures: { load: 2, limit: 1, answered: 0, attempts: gone } },
      `[Worst Case]: [Failure Ratio]: attempts: ${gone.reason}`,
    ],
    [
      'sum(trunkCalls)',
      { figures: { trunkCalls: { rows: { a: 1, b: gone } } } },
      `sum(trunkCalls): trunk b: trunkCalls: ${gone.reason}`,
    ],
    [
      'mean(1 / trunkCalls)',
      { figures: { trunkCalls: { rows: { a: 1, b: 0 } } } },
      'mean(1 / trunkCalls): trunk b: division by zero: trunkCalls is 0',
    ],
    ['sum(trunkCalls)', { rows: { trunk: [] } }, 'sum(trunkCalls): there is no trunk'],
    ['count(trunkCalls)', { rows: { trunk: gone } }, `trunk: ${gone.reason}`],
    [
      'sum(trunkCalls)',
      { figures: { trunkCalls: { rows: { a: 1.5e308, b: 1.5e308 } } } },
      'sum(trunkCalls) is too large for a number',
    ],
    [
      'trunkCalls + load',
      { figures: { trunkCalls: { rows: { a: 1 } }, load: 1 } },
      'trunkCalls: no sample',
      'b',
    ],
  ];
  for (const [formula, interval, reason, row] of cases) {
    it(`says why ${formula} has none: ${reason}`, () => {
      expect(outcome(formula, interval, row)).to.equal(`none: ${reason}`);
    });
  }

  it('also where a source delivers another type than defined', () => {
    expect(outcome('load + 1', { figures: { load: 'many' } })).to.equal('none: load is "many", not a number');
    expect(outcome('if(up, 1, 2)', { figures: { up: 'yes' } })).to.equal(
      'none: up is "yes", not true or false',
    );
    expect(outcome('-up', { figures: { up: true } })).to.equal('none: up is true, not a number');
    expect(outcome('load', { figures: { load: Number.NaN } })).to.equal('none: load: NaN is no number');
    expect(outcome('delta(load)', { figures: { load: { last: 1, previous: 'x' } } })).to.equal(
      'none: load: "x" is no number',
    );
  });
});

describe('compiled formulas', () => {
  /** Evaluates the last of a chain of KPIs and counts what it reads. */
  function readsOf(chain: TestModule, formula: string, interval: Interval): { value: Value; reads: number } {
    let reads = 0;
    const inputs = chain.inputs(interval);
    const counting: FormulaInputs = {
      ...inputs,
      aggregate: (slot, row) => {
        reads++;
        return inputs.aggregate(slot, row);
      },
    };
    return { value: compileFormula(parse(formula), chain.binding)(counting, undefined), reads };
  }

  it('evaluate a KPI once, however many ways lead to it', () => {
    const links = Array.from({ length: 60 }, (_, i) => [`K${i + 1}`, `[K${i}] / 2 + [K${i}] / 2`]);
    const chain = new TestModule({ load: 'gauge' }, { K0: 'load', ...Object.fromEntries(links) });
    expect(readsOf(chain, '[K60]', { figures: { load: 3 } })).to.deep.equal({ value: 3, reads: 1 });
  });

  it('look over rows once, however deep sums of sums go', () => {
    const links = Array.from({ length: 20 }, (_, i) => [
      `K${i + 1}`,
      `mean([K${i}]) + 0 * x :: gauge per trunk`,
    ]);
    const chain = new TestModule(
      { x: 'gauge per trunk' },
      { K0: 'x :: gauge per trunk', ...Object.fromEntries(links) },
    );
    const rows = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`row ${i}`, 2]));
    const { value, reads } = readsOf(chain, 'sum([K20])', { figures: { x: { rows } } });
    expect(value).to.equal(20);
    expect(reads).to.equal(10 * 21);
  });

  it('read scalars once, and without a row, where rows are looked over', () => {
    const chain = new TestModule(
      { x: 'gauge per trunk', load: 'gauge' },
      { Half: 'load / 2', Scaled: 'x * [Half] + load :: gauge per trunk' },
    );
    const asked: [slot: number, row: string | undefined][] = [];
    const inputs = chain.inputs({ figures: { x: { rows: { a: 1, b: 2 } }, load: 4 } });
    const noting: FormulaInputs = {
      ...inputs,
      aggregate: (slot, row) => {
        asked.push([slot, row]);
        return inputs.aggregate(slot, row);
      },
    };
    expect(compileFormula(parse('sum([Scaled])'), chain.binding)(noting, undefined)).to.equal(2 + 4 + 4 + 4);
    expect(asked).to.deep.equal([
      [0, 'a'],
      [1, undefined],
      [1, undefined],
      [0, 'b'],
      [1, undefined],
    ]);
  });

  it('take the sum over all rows once for all of them', () => {
    const share = compileFormula(parse('trunkCalls / sum(trunkCalls)'), module.binding);
    const rows = Array.from({ length: 100 }, (_, i) => `trunk ${i}`);
    const trunkCalls = { rows: Object.fromEntries(rows.map((row) => [row, 1])) };
    let reads = 0;
    const inputs = module.inputs({ figures: { trunkCalls } });
    const counting: FormulaInputs = {
      ...inputs,
      aggregate: (slot, row) => {
        reads++;
        return inputs.aggregate(slot, row);
      },
    };
    for (const row of rows) expect(share(counting, row)).to.equal(0.01);
    expect(reads).to.equal(200);
  });

  it('keep nothing from one interval to the next', () => {
    const formula = compileFormula(parse('if([Busy], 1, 0) + sum(trunkCalls)'), module.binding);
    const inputs = [1, 3].map((limit) =>
      module.inputs({ figures: { load: 2, limit, trunkCalls: { rows: { a: limit } } } }),
    );
    const values = [...inputs, ...inputs].map((each) => formula(each, undefined));
    expect(values).to.deep.equal([2, 3, 2, 3]);
  });

  it('are refused where a model is damaged', () => {
    const refused: Record<string, string> = {
      nothing: 'A formula reads the measurement "nothing", which is not defined.',
      '[Nobody]': 'A formula refers to the KPI "Nobody", which is not defined.',
      'sum(load)': 'load belongs to no object.',
      'rate(load + 1)': 'rate(load + 1): rate takes a measurement.',
    };
    for (const [formula, message] of Object.entries(refused)) {
      expect(() => module.evaluate(formula), formula).to.throw(message);
    }
    const loop = new TestModule({ load: 'gauge' }, { A: 'load + [B]', B: '[A]' });
    expect(() => loop.evaluate('[A]')).to.throw('The formula of the KPI "A" refers to itself.');
  });
});
