import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PmReport } from '../../../agent/report/pm-report.ts';
import { countRows } from './count-rows.ts';
import { TemporaryStore } from './temporary-store.ts';

const REPORT: Omit<PmReport, 'sequence'> = {
  identifier: 'TEST-MIB',
  begin: new Date(1_000),
  end: new Date(11_000),
  items: [
    { name: 'ratio', text: '98.76', oid: [1, 3, 6, 1, 4, 1, 1], value: { type: 'Integer32', value: 9876 } },
    {
      name: 'octets',
      text: '1',
      oid: [1, 3, 6, 1, 4, 1, 2],
      value: { type: 'Counter64', value: 2n ** 64n - 1n },
    },
    {
      name: 'raw[é]',
      text: '',
      oid: [1, 3, 6, 1, 4, 1, 2, 4294967295],
      value: { type: 'OCTET STRING', value: Uint8Array.of(0, 255) },
    },
  ],
};

describe('Outbox', () => {
  let store: TemporaryStore;
  beforeEach(() => {
    store = new TemporaryStore();
  });
  afterEach(() => store.remove());

  it('K55: each target gets each report in order, until it acknowledges it, over restarts', () => {
    const { outbox } = store.open();
    outbox.openTargets(['a', 'b']);
    for (let n = 0; n < 3; n++) outbox.append(REPORT);
    outbox.acknowledge('a', 1);
    const again = store.reopen().outbox;
    again.openTargets(['a', 'b']);
    expect([again.next('a')?.sequence, again.backlog('a')]).to.deep.equal([2, 2]);
    expect([again.next('b')?.sequence, again.backlog('b')]).to.deep.equal([1, 3]);
    expect(again.next('b')).to.deep.equal({ ...REPORT, sequence: 1 });
    for (const sequence of [2, 3]) again.acknowledge('a', sequence);
    expect([again.next('a'), again.backlog('a')]).to.deep.equal([undefined, 0]);
  });

  it('sequence numbers never repeat, also where every report is gone', () => {
    const first = store.open();
    for (let n = 1; n <= 300; n++) expect(first.outbox.append(REPORT).sequence).to.equal(n);
    expect(store.reopen().outbox.append(REPORT).sequence).to.equal(301);
    expect(store.reopen().outbox.lastSequence).to.equal(301);
  });

  it('sequence numbers never repeat where the last one is in the database alone, and that is lost then', () => {
    const { outbox } = store.open();
    for (let n = 1; n <= 3; n++) outbox.append(REPORT);
    store.close();
    // As an agent leaves it that is killed between the two.
    writeFileSync(join(store.folder, 'kpi1.sequence'), '0000000000000002\n');
    store.reopen();
    store.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${store.path}${end}`, { force: true });
    expect(store.open().outbox.append(REPORT).sequence).to.equal(4);
  });

  it('a new target begins with the next report; of one that is gone nothing is left', () => {
    const { outbox } = store.open();
    outbox.openTargets(['a']);
    outbox.append(REPORT);
    outbox.memoryOf('a').set('half way');
    outbox.openTargets(['a', 'b']);
    outbox.append(REPORT);
    expect([outbox.backlog('a'), outbox.backlog('b')]).to.deep.equal([2, 1]);
    expect(outbox.next('b')?.sequence).to.equal(2);
    outbox.openTargets(['b']);
    expect([outbox.next('a'), outbox.backlog('a'), outbox.memoryOf('a').get()]).to.deep.equal([
      undefined,
      0,
      '',
    ]);
    outbox.acknowledge('a', 2);
    outbox.openTargets(['a', 'b']);
    expect([outbox.backlog('a'), outbox.memoryOf('a').get()]).to.deep.equal([0, '']);
  });

  it('K76: a target has a memory of its own over restarts', () => {
    const { outbox } = store.open();
    outbox.openTargets(['ftp', 'other']);
    outbox.memoryOf('ftp').set('{"file":"A","size":17}');
    const again = store.reopen().outbox;
    again.openTargets(['ftp', 'other']);
    expect(again.memoryOf('ftp').get()).to.equal('{"file":"A","size":17}');
    expect(again.memoryOf('other').get()).to.equal('');
  });

  it('a backlog is cut to its bound, the oldest first, for that target alone', () => {
    const { outbox } = store.open();
    outbox.openTargets(['slow', 'slower']);
    for (let n = 0; n < 10; n++) outbox.append(REPORT);
    expect(outbox.trim('slow', 12)).to.equal(0);
    expect(outbox.trim('slow', 4)).to.equal(6);
    expect([outbox.backlog('slow'), outbox.next('slow')?.sequence]).to.deep.equal([4, 7]);
    expect(outbox.trim('slow', 0)).to.equal(4);
    expect(outbox.next('slow')).to.equal(undefined);
    expect(outbox.backlog('slower')).to.equal(10);
  });

  it('an acknowledgement of an old report, or of none, changes nothing', () => {
    const { outbox } = store.open();
    outbox.openTargets(['a']);
    outbox.append(REPORT);
    outbox.append(REPORT);
    outbox.acknowledge('a', 2);
    outbox.acknowledge('a', 1);
    expect(outbox.backlog('a')).to.equal(0);
    outbox.acknowledge('a', 99);
    outbox.append(REPORT);
    expect(outbox.next('a')?.sequence).to.equal(3);
  });

  it('the latest reports stay when they are delivered, some hundreds, with no target at all too', () => {
    const { outbox } = store.open();
    for (let n = 0; n < 600; n++) outbox.append(REPORT);
    expect(countRows(store.path, 'report')).to.equal(256);
    const again = store.reopen().outbox;
    expect(again.latest(3).map(({ sequence }) => sequence)).to.deep.equal([598, 599, 600]);
    expect(again.latest(1)).to.deep.equal([{ ...REPORT, sequence: 600 }]);
    expect(again.latest(0)).to.deep.equal([]);
    expect(again.latest(1000).length).to.equal(256);
  });

  it('after a target was away for long, reports go some at a time', () => {
    const { outbox } = store.open();
    outbox.openTargets(['a']);
    for (let n = 0; n < 500; n++) outbox.append(REPORT);
    outbox.acknowledge('a', 500);
    outbox.append(REPORT);
    expect(countRows(store.path, 'report')).to.equal(501 - 8);
    for (let n = 0; n < 50; n++) outbox.append(REPORT);
    expect(countRows(store.path, 'report')).to.be.at.most(257);
  });

  it('a transaction that fails takes all of it back', () => {
    const opened = store.open();
    opened.outbox.openTargets(['a']);
    opened.state.set('kept', 'before');
    const work = () => {
      opened.outbox.append(REPORT);
      opened.outbox.acknowledge('a', 1);
      opened.outbox.memoryOf('a').set('x');
      opened.outbox.openTargets(['b']);
      opened.state.set('kept', 'after');
      opened.state.set('new', 'x');
      opened.settings.apply([{ info: 'i', item: 'x', value: '1', base: undefined }], []);
      throw new Error('on purpose');
    };
    expect(() => opened.transaction(work)).to.throw('on purpose');
    for (const { outbox, state, settings } of [opened, store.reopen()]) {
      expect(outbox.lastSequence).to.equal(0);
      expect([outbox.backlog('a'), outbox.next('a'), outbox.memoryOf('a').get()]).to.deep.equal([
        0,
        undefined,
        '',
      ]);
      expect([state.get('kept'), state.get('new')]).to.deep.equal(['before', undefined]);
      expect(settings.all()).to.deep.equal([]);
      outbox.openTargets(['a']);
    }
    expect(store.reopen().outbox.append(REPORT).sequence).to.equal(1);
  });

  it('a transaction holds as a whole, also one within another', () => {
    const opened = store.open();
    opened.outbox.openTargets(['a']);
    const sequence = opened.transaction(() => {
      const report = opened.outbox.append(REPORT);
      opened.transaction(() => opened.state.set('told', `${report.sequence}`));
      expect(opened.outbox.next('a')).to.deep.equal(report);
      return report.sequence;
    });
    const { outbox, state } = store.reopen();
    expect([outbox.lastSequence, state.get('told')]).to.deep.equal([sequence, '1']);
  });
});
