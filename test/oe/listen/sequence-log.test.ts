import { expect } from 'chai';
import type { ReceivedReport } from '../../../oe/listen/received-report.ts';
import { SequenceLog } from '../../../oe/listen/sequence-log.ts';

function report(sequence: number, minute = sequence, more: Partial<ReceivedReport> = {}): ReceivedReport {
  const time = (at: number) => new Date(at * 60_000).toISOString();
  const items = [
    { name: 'kpi1.sequence', value: String(sequence) },
    { name: 'kpi1.begin', value: time(minute) },
    { name: 'kpi1.end', value: time(minute + 1) },
  ];
  const common = { received: '', via: 'http', from: '', instanceId: 'a', ...more } as const;
  return { ...common, sequence, measurements: [{ identifier: 'M', items }] };
}

describe('The sequence of reports', () => {
  let log: SequenceLog;
  const kinds = (...reports: ReceivedReport[]) => reports.map((each) => log.note(each).kind);
  beforeEach(() => {
    log = new SequenceLog();
  });

  it('K55 begins anywhere, and tells a repeat', () => {
    expect(kinds(report(7), report(8), report(8), report(7))).to.deep.equal([
      'next',
      'next',
      'repeat',
      'repeat',
    ]);
    expect(log.summaries()).to.deep.equal([
      'a over http: 2 reports, numbers 7 to 8; 0 missing, 2 came again',
    ]);
  });

  it('tells a gap, and what comes late to fill it', () => {
    kinds(report(1));
    expect(log.note(report(6))).to.deep.equal({ kind: 'gap', from: 2, to: 5 });
    expect(kinds(report(4), report(7), report(2), report(4))).to.deep.equal([
      'late',
      'next',
      'late',
      'repeat',
    ]);
    expect(log.summaries()[0]).to.contain('5 reports, numbers 1 to 7; 2 missing, 1 came again');
  });

  it('tells numbers begun anew: one of them is another report than before', () => {
    expect(kinds(report(1), report(2), report(3))).to.deep.equal(['next', 'next', 'next']);
    expect(kinds(report(1, 10), report(2, 11), report(3, 12))).to.deep.equal(['renumbered', 'next', 'next']);
  });

  it('keeps account of each instance and binding by itself', () => {
    expect(kinds(report(1), report(1, 1, { via: 'snmp' }), report(1, 1, { instanceId: 'b' }))).to.deep.equal([
      ...['next', 'next', 'next'],
    ]);
  });

  it('takes every report without a number for another one', () => {
    const { sequence: _, ...unnumbered } = report(1);
    expect(kinds(unnumbered, unnumbered)).to.deep.equal(['next', 'next']);
    expect(log.keyOf(unnumbered)).to.equal(undefined);
  });
});
