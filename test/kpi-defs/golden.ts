import { expect } from 'chai';
import { NoValue, type Value } from '../../model/value.ts';
import { type DefinitionSet, type Interval, loadSet } from './evaluate-set.ts';

/** A KPI, what was measured, and what the KPI is then, worked out by hand. */
export interface Golden extends Interval {
  readonly kpi: string;
  /** What the case shows, where that is more than the formula. */
  readonly when?: string;
  /** The value, or what the reason for no value says. */
  readonly gives: number | RegExp;
}

/** Makes a test of each golden figure, and one that no KPI of the set is left without. */
export function testGoldenFigures(name: string, goldens: readonly Golden[]): void {
  let set: DefinitionSet;
  before(() => {
    set = loadSet(name);
  });
  for (const golden of goldens) {
    const { kpi, when, gives } = golden;
    it(`${kpi}${when ? ` ${when}` : ''} is ${gives instanceof RegExp ? 'no value' : gives}`, () => {
      expectGolden(set.evaluate(kpi, golden), gives);
    });
  }
  it('has a golden figure for each of its KPIs (K05)', () => {
    const shown = new Set(goldens.filter(({ gives }) => typeof gives === 'number').map(({ kpi }) => kpi));
    expect([...shown]).to.have.members(set.module.kpis.map((kpi) => kpi.name));
  });
}

function expectGolden(value: Value, gives: number | RegExp): void {
  if (gives instanceof RegExp) {
    expect(value).to.be.instanceOf(NoValue);
    expect((value as NoValue).reason).to.match(gives);
  } else {
    expect(value).to.be.a('number');
    expect(value as number).to.be.closeTo(gives, 1e-9);
  }
}
