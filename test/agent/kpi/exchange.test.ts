import { expect } from 'chai';
import type { KpiCalculator } from '../../../agent/kpi/calculate.ts';
import { parseFormula } from '../../../model/formula/parse.ts';
import type { ModelKpi } from '../../../model/model.ts';
import { kpi, measurement, module } from '../small-model.ts';
import { Calculation, NOON } from './calculation.ts';

const MODULE = module({
  measurements: [measurement('attempts'), measurement('answered'), measurement('level', 'gauge')],
  kpis: [
    kpi('Ratio', '100 * answered / attempts'),
    kpi('Rest', '100 - [Ratio]'),
    kpi('Often', 'answered', { reportingFrequency: 30 }),
  ],
});
const [RATIO, , OFTEN] = MODULE.kpis as [ModelKpi, ModelKpi, ModelKpi];

function exchange(calculator: KpiCalculator, which: ModelKpi, formula: string, seconds?: number): void {
  const { expression } = parseFormula(formula);
  if (!expression) throw new Error(formula);
  const now = seconds === undefined ? undefined : NOON + seconds * 1000;
  calculator.exchangeFormulas(new Map([[which, { formula, expression }]]), now);
}

/** Feeds samples every 10 s: 10 attempts, 8 answered, level 5 each. */
function feed(calculation: Calculation, from: number, to: number): void {
  for (let s = from; s <= to; s += 10) calculation.take(s, { attempts: s, answered: 0.8 * s, level: 5 });
}

describe('a calculation method that is exchanged (K29)', () => {
  it('holds from the next interval on, and so does what refers to it', () => {
    const calculation = new Calculation(MODULE);
    feed(calculation, 0, 90);
    exchange(calculation.calculator, RATIO, 'answered / attempts', 90);
    expect(calculation.calculator.formulaOf(RATIO, NOON + 60_000).formula).to.equal(RATIO.formula);
    expect(calculation.calculator.formulaOf(RATIO, NOON + 120_000).formula).to.equal('answered / attempts');
    feed(calculation, 100, 120);
    expect([calculation.value('Ratio', 120), calculation.value('Rest', 120)]).to.deep.equal([80, 20]);
    feed(calculation, 130, 180);
    expect([calculation.value('Ratio', 180), calculation.value('Rest', 180)]).to.deep.equal([0.8, 99.2]);
  });

  it('holds at once where the agent starts with it', () => {
    const calculation = new Calculation(MODULE);
    exchange(calculation.calculator, RATIO, 'answered');
    feed(calculation, 0, 60);
    expect(calculation.value('Ratio', 60)).to.equal(48);
  });

  it('may be exchanged again before it holds: the latest does', () => {
    const calculation = new Calculation(MODULE);
    feed(calculation, 0, 80);
    exchange(calculation.calculator, RATIO, 'attempts', 80);
    exchange(calculation.calculator, RATIO, 'answered', 85);
    feed(calculation, 90, 120);
    expect(calculation.value('Ratio', 120)).to.equal(80);
    feed(calculation, 130, 180);
    expect(calculation.value('Ratio', 180)).to.equal(48);
  });

  it('reads measurements that were not needed at its frequency, once an interval has all of them', () => {
    const calculation = new Calculation(MODULE);
    feed(calculation, 0, 40);
    exchange(calculation.calculator, OFTEN, 'attempts + max(level)', 40);
    feed(calculation, 50, 90);
    expect(calculation.value('Often', 60)).to.equal(24);
    expect(calculation.value('Often', 90)).to.equal(35);
  });

  it('O22 has no value of an interval in which a measurement began to be followed', () => {
    const calculation = new Calculation(MODULE);
    feed(calculation, 0, 40);
    // The clock was set on meanwhile: asked for before the interval, followed from its middle on.
    exchange(calculation.calculator, OFTEN, 'attempts', 29);
    feed(calculation, 50, 60);
    expect(calculation.value('Often', 60)).to.deep.equal({
      why: 'attempts: no sample at 2026-11-21T12:00:30Z, the begin of the interval',
    });
  });
});

describe('a measurement that is not collected', () => {
  const only = (calculation: Calculation, names: string[], seconds: number, why = 'collection ended') =>
    calculation.calculator.collectOnly(
      ({ name }) => names.includes(name),
      NOON + seconds * 1000,
      () => why,
    );

  it('K16 has no value, and says that nobody asked for it', () => {
    const calculation = new Calculation(MODULE);
    only(calculation, ['attempts'], 0, 'collection has not been requested');
    feed(calculation, 0, 60);
    expect(calculation.state('attempts')).to.deep.equal({ at: 60, '': 60 });
    expect(calculation.state('answered')).to.deep.equal({
      at: undefined,
      '': { why: 'collection has not been requested' },
    });
    expect(calculation.value('Ratio', 60)).to.deep.equal({
      why: 'answered: collection has not been requested',
    });
  });

  it('has the figures of the interval that ended before collection did, and none of the one amid', () => {
    const calculation = new Calculation(MODULE);
    feed(calculation, 0, 60);
    only(calculation, [], 60);
    expect(calculation.value('Often', 60)).to.equal(24);
    only(calculation, ['attempts', 'answered', 'level'], 60);
    feed(calculation, 70, 140);
    only(calculation, [], 145);
    expect(calculation.value('Often', 150)).to.deep.equal({ why: 'answered: collection ended' });
  });

  it('K15 begins anew when it is collected again; a counter goes on', () => {
    const calculation = new Calculation(MODULE);
    feed(calculation, 0, 60);
    only(calculation, [], 60);
    only(calculation, ['attempts', 'answered', 'level'], 200);
    feed(calculation, 200, 210);
    expect(calculation.value('Often', 210)).to.deep.equal({
      why: 'answered: collection began within the interval; the first value comes at 2026-11-21T12:04:00Z',
    });
    feed(calculation, 220, 300);
    expect(calculation.value('Ratio', 300)).to.equal(80);
    expect(calculation.state('attempts')).to.deep.equal({ at: 300, '': 300 });
  });
});
