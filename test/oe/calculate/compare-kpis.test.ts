import { expect } from 'chai';
import { type Comparison, compareKpis } from '../../../oe/calculate/compare-kpis.ts';
import { ReceivedFigures } from '../../../oe/calculate/received-figures.ts';
import { printComparisons } from '../../../oe/print/print-comparisons.ts';
import { BOX, CALLS } from '../../agent/running/calls.ts';
import { compileModel } from '../../agent/running/running-agent.ts';

const model = compileModel({ 'calls.yaml': CALLS, 'box.yaml': BOX });
const CALL = 'EXAMPLE-CALL-KPI-MIB';
const time = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, seconds)).toISOString();

/** What is received at the end of an interval of 10 s. */
function report(end: number, values: Record<string, string>, identifier = CALL, seconds = 10) {
  const items = Object.entries({ 'kpi1.begin': time(end - seconds), 'kpi1.end': time(end), ...values });
  return { identifier, items: items.map(([name, value]) => ({ name, value })) };
}

describe('KPIs calculated from what was received', () => {
  const compare = (
    reports: readonly ReturnType<typeof report>[],
    options: Partial<Parameters<typeof compareKpis>[1]> = {},
  ): Comparison[] => {
    const figures = new ReceivedFigures(model);
    for (const each of reports) figures.add(each);
    const all = { instanceId: 'a', tolerance: 1, isSampled: false, isWanted: () => true };
    return compareKpis(figures, { ...all, ...options });
  };
  const verdicts = (comparisons: readonly Comparison[]) =>
    comparisons.map(({ name, calculated, verdict, note }) => [name, calculated, verdict, note]);
  const first = report(10, { attempts: '1000', answered: '600' });

  it('K35 are equal where the increase from report to report gives what the instance says', () => {
    const second = report(20, { 'Answer Ratio': '66.67', attempts: '1090', answered: '660' });
    expect(verdicts(compare([first, second]))).to.deep.equal([['Answer Ratio', '66.67', 'equal', '']]);
  });

  it('may differ by as many units of the last decimal as the tolerance says', () => {
    const second = report(20, { 'Answer Ratio': '66.68', attempts: '1090', answered: '660' });
    expect(compare([first, second])[0]!.verdict).to.equal('equal');
    expect(compare([first, second], { tolerance: 0 })[0]!.verdict).to.equal('different');
    const far = report(20, { 'Answer Ratio': '66.70', attempts: '1090', answered: '660' });
    expect(compare([first, far])[0]!.verdict).to.equal('different');
  });

  it('are exact for counters beyond what a double holds', () => {
    const before = report(10, { attempts: '18446744073709551500', answered: '18446744073709551510' });
    const after = report(20, {
      'Answer Ratio': '50.00',
      attempts: '18446744073709551600',
      answered: '18446744073709551560',
    });
    expect(verdicts(compare([before, after]))).to.deep.equal([['Answer Ratio', '50.00', 'equal', '']]);
  });

  it('count from 0 where a counter fell; a difference is uncertain then', () => {
    const second = report(20, { 'Answer Ratio': '50.00', attempts: '80', answered: '640' });
    expect(verdicts(compare([first, second]))).to.deep.equal([['Answer Ratio', '50.00', 'equal', '']]);
    const other = report(20, { 'Answer Ratio': '44.44', attempts: '80', answered: '640' });
    expect(verdicts(compare([first, other]))).to.deep.equal([
      ['Answer Ratio', '50.00', 'uncertain', 'attempts fell from 1000 to 80'],
    ]);
  });

  it('are unknown where the report before is missing, and say so', () => {
    const third = report(30, { 'Answer Ratio': '66.67', attempts: '1090', answered: '660' });
    expect(verdicts(compare([first, third]))).to.deep.equal([
      ['Answer Ratio', '', 'unknown', 'answered: nothing was received at 2026-11-21T12:00:20Z, its begin'],
    ]);
  });

  it('are calculated for each row, and over all rows', () => {
    const rows = {
      'trunkCalls[north]': '4',
      'trunkCalls[south]': '3',
      'Trunk Load[north]': '4',
      'Trunk Load[south]': '5',
    };
    const comparisons = compare([report(20, rows), report(20, { 'Total Load': '7' }, CALL, 20)]);
    expect(verdicts(comparisons)).to.have.deep.members([
      ['Trunk Load[north]', '4', 'equal', ''],
      ['Trunk Load[south]', '3', 'different', ''],
      ['Total Load', '7', 'equal', ''],
    ]);
  });

  it('need samples for a mean, which reports do not have', () => {
    const box = (at: number, values: Record<string, string>) => report(at, values, 'EXAMPLE-BOX-KPI-MIB');
    const samples = [
      box(12, { temperature: '20.0' }),
      box(16, { temperature: '21.0' }),
      box(20, { temperature: '23.5' }),
    ];
    const all = [...samples, box(20, { 'Mean Temperature': '21.5' })];
    expect(verdicts(compare(all, { isSampled: true }))).to.deep.equal([
      ['Mean Temperature', '21.5', 'equal', ''],
    ]);
    expect(verdicts(compare(all))).to.deep.equal([
      [
        'Mean Temperature',
        '',
        'unknown',
        'temperature: reports have the value at the end of an interval only',
      ],
    ]);
  });

  it('are calculated once where a report came over two bindings, or in another order', () => {
    const second = report(20, { 'Answer Ratio': '66.67', attempts: '1090', answered: '660' });
    expect(verdicts(compare([second, second, first, first]))).to.deep.equal([
      ['Answer Ratio', '66.67', 'equal', ''],
    ]);
  });

  it('are printed with those that differ, and a summary', () => {
    const second = report(20, { 'Answer Ratio': '60.00', attempts: '1090', answered: '660' });
    expect(printComparisons(compare([first, second]), 'table', false).split('\n')).to.deep.equal([
      'NAME          END                       REPORTED  CALCULATED  VERDICT',
      'Answer Ratio  2026-11-21T12:00:20.000Z     60.00       66.67  different',
      '',
      'KPIs: 0 equal, 1 different, 0 uncertain, 0 unknown.',
    ]);
  });
});
