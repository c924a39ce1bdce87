import { expect } from 'chai';
import type { KpiResult } from '../../agent/kpi/calculate.ts';
import { intervalPrinter } from '../../cli/watch.ts';
import type { ModelModule } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';
import { kpi } from '../agent/small-model.ts';

const END = Date.UTC(2026, 10, 21, 12, 0, 10);

/** A KPI of an interval: the value of a scalar, or of rows by name. */
function result(name: string, values: Value | Readonly<Record<string, Value>>): KpiResult {
  const whole = {
    module: {} as ModelModule,
    kpi: { ...kpi(name, 'a'), unit: 'percent' },
    begin: 0,
    end: END,
  };
  if (values instanceof NoValue) return { ...whole, rows: values };
  const rows = typeof values === 'object' ? values : { '': values };
  return { ...whole, rows: Object.entries(rows).map(([key, value]) => ({ index: [], key, value })) };
}

function printed(...results: readonly KpiResult[]): string[] {
  const lines: string[] = [];
  intervalPrinter({ out: (line) => lines.push(line), err: () => {} })(results, END);
  return lines;
}

describe('kpi1 agent --watch', () => {
  it('prints the KPIs of an interval one below the other, or why they have no value', () => {
    const dead = new NoValue('the source does not answer');
    expect(
      printed(result('Load', 98.5), result('Trunk Load', { a: 7, b: dead }), result('Idle', dead)),
    ).to.deep.equal([
      '\n2026-11-21T12:00:10Z',
      '  Load            98.50 percent',
      '  Trunk Load [a]   7.00 percent',
      '  Trunk Load [b]      - the source does not answer',
      '  Idle                - the source does not answer',
    ]);
  });

  it('says once that there are no values yet', () => {
    const early = (name: string) => new NoValue(`${name}: collection began within the interval`);
    expect(printed(result('Load', early('calls')), result('Idle', early('cpu')))).to.deep.equal([
      '\n2026-11-21T12:00:10Z',
      '  no values yet: collection began within the interval',
    ]);
  });

  it('prints the time alone where nothing ended', () => {
    expect(printed()).to.deep.equal(['\n2026-11-21T12:00:10Z']);
  });
});
