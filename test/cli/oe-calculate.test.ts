import { expect } from 'chai';
import { CALLS } from '../agent/running/calls.ts';
import { compileModel } from '../agent/running/running-agent.ts';
import { reportDocument } from '../oe/listen/listening.ts';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 oe calculate', () => {
  let folder: Folder;
  let model: string;
  const line = (sequence: number, ratio: string, totals: readonly [attempts: number, answered: number]) => {
    const time = (at: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, at * 10)).toISOString();
    const values = {
      'kpi1.sequence': String(sequence),
      'kpi1.begin': time(sequence - 1),
      'kpi1.end': time(sequence),
      'Answer Ratio': ratio,
      attempts: String(totals[0]),
      answered: String(totals[1]),
    };
    const items = Object.entries(values).map(([name, value]) => ({ name, value }));
    const measurements = [{ identifier: 'EXAMPLE-CALL-KPI-MIB', items }];
    return JSON.stringify({ received: '', via: 'http', from: '', instanceId: 'a', sequence, measurements });
  };
  const calculate = (lines: readonly string[], ...more: string[]) => {
    const reports = folder.write('reports.jsonl', `${lines.join('\n')}\n`);
    return run('oe', 'calculate', '--reports', reports, '--model', model, ...more);
  };
  const first = line(1, '60.00', [1000, 600]);
  beforeEach(() => {
    folder = new Folder();
    model = folder.write('model.json', JSON.stringify(compileModel({ 'calls.yaml': CALLS })));
  });
  afterEach(() => folder.remove());

  it('K35 ends with 0 where what follows from the measurements is what was reported', async () => {
    const { code, out, err } = await calculate(
      [first, line(2, '75.00', [1080, 660])],
      '--format',
      'csv',
      '--all',
    );
    expect([code, err]).to.deep.equal([0, '']);
    expect(out.split('\n')[2]).to.equal(
      'a,EXAMPLE-CALL-KPI-MIB,2026-11-21T12:00:10.000Z,Answer Ratio,2026-11-21T12:00:20.000Z,75.00,75.00,equal,',
    );
  });

  it('K35 ends with 1 where it is not, and shows both', async () => {
    const { code, out } = await calculate([first, line(2, '80.00', [1080, 660])]);
    expect(code).to.equal(1);
    expect(out).to.match(/Answer Ratio +2026-11-21T12:00:20.000Z +80.00 +75.00 +different/);
    expect(out).to.contain('KPIs: 0 equal, 1 different, 0 uncertain, 1 unknown.');
  });

  it('ends with 1 where nothing could be compared', async () => {
    const { code, err } = await calculate([first]);
    expect([code, err]).to.deep.equal([
      1,
      'kpi1: no KPI could be compared: two reports in a row, or history of measurements, are needed\n',
    ]);
  });

  it('leaves out lines that are no reports, and tells them', async () => {
    const { code, err } = await calculate([
      first,
      '{"half',
      '[]',
      '{"via":1}',
      line(2, '75.00', [1080, 660]),
    ]);
    expect(code).to.equal(0);
    expect(err).to.match(/left out what is no report, in line 2, 3, 4\n$/);
  });

  it('ends with 1 for a KPI, a file or a model that is not there', async () => {
    const misspelt = await calculate([first], 'Answer Ration');
    expect([misspelt.code, misspelt.err]).to.deep.equal([
      1,
      'kpi1: Answer Ration is no KPI of the model.\nremedy: Did you mean Answer Ratio?\n',
    ]);
    const { code, err } = await run('oe', 'calculate', '--reports', folder.at('nothing'), '--model', model);
    expect(code).to.equal(1);
    expect(err).to.contain('nothing does not exist.');
    const other = folder.write('other.json', reportDocument(1));
    expect((await calculate([first], '--model', other)).err).to.contain('other.json is no JSON');
  });
});
