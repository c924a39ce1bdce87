import { expect } from 'chai';
import { NotificationBuilder } from '../../../agent/report/notification.ts';
import { itemName, type PmReport } from '../../../agent/report/pm-report.ts';
import { ReportLog } from '../../../agent/report/report-log.ts';
import { BASE_GROUPS, BASE_NOTIFICATIONS } from '../../../model/base-mib.ts';

const BASE = [1, 3, 6, 1, 4, 1, 32473, 1];
const report = (sequence: number, items: number): PmReport => ({
  sequence,
  identifier: 'EXAMPLE-SIP-KPI-MIB',
  begin: new Date('2026-11-21T20:00:00Z'),
  end: new Date('2026-11-21T20:05:00Z'),
  items: Array.from({ length: items }, (_, n) => ({
    name: `KPI ${n}`,
    text: `${n}`,
    oid: [1, 3, n],
    value: { type: 'Integer32', value: n },
  })),
});

describe('A notification of KPI1-MIB', () => {
  it('carries the objects its definition lists, in that order (K69)', () => {
    const { trapOid, varbinds } = new NotificationBuilder(BASE).report(report(7, 1), 'sip-01', 1, 2);
    expect(trapOid).to.deep.equal([...BASE, 0, 1]);
    expect(varbinds.map(({ value }) => value.value.toString())).to.include.members([
      'sip-01',
      'EXAMPLE-SIP-KPI-MIB',
      '7',
      '1',
      '2',
    ]);
    expect(varbinds).to.have.length(7);
    expect(varbinds[0]?.oid).to.deep.equal([...BASE, 1, 1, 1, 0]);
  });

  it('lists only scalars that KPI1-MIB defines', () => {
    const scalars = new Set(
      BASE_GROUPS.flatMap((group) => (group.kind === 'scalars' ? group.objects.map(({ name }) => name) : [])),
    );
    for (const { objects } of BASE_NOTIFICATIONS) expect([...scalars]).to.include.members([...objects]);
  });

  it('names a table row with its index in square brackets', () => {
    expect(itemName('Trunk Load', ['tr-a', 3])).to.equal('Trunk Load[tr-a,3]');
    expect(itemName('Trunk Load', [])).to.equal('Trunk Load');
  });
});

describe('The log of reports', () => {
  it('keeps the latest ones with their items, in order of sequence', () => {
    const counted: number[] = [];
    const log = new ReportLog(2, ({ sequence }) => counted.push(sequence) + 3);
    for (const [sequence, items] of [
      [1, 1],
      [2, 0],
      [3, 2],
    ] as const)
      log.add(report(sequence, items));
    const seen: string[] = [];
    for (let at = log.reports.after([]); at; at = log.reports.after(at.index)) seen.push(at.index.join('.'));
    expect(seen).to.deep.equal(['2', '3']);
    const items: string[] = [];
    for (let at = log.items.after([]); at; at = log.items.after(at.index))
      items.push(`${at.index.join('.')}=${at.row.name}`);
    expect(items).to.deep.equal(['3.1=KPI 0', '3.2=KPI 1']);
    expect(log.items.find([3, 2])?.text).to.equal('1');
    expect(log.items.find([3, 2, 1])).to.equal(undefined);
    expect(log.items.find([1, 1])).to.equal(undefined);
    for (let asked = 0; asked < 2; asked++) expect(log.partsOf(log.reports.find([3])!)).to.equal(4);
    expect(counted).to.deep.equal([3]);
  });
});
