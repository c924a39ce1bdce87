import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Store } from '../../../agent/store/store.ts';
import { CALLS, fill, TemporaryStore } from './temporary-store.ts';

const NOISE = (second: number, n: number) => Math.sin(second * 1000 + n);
const EVER = { begin: 0, end: 1e13 };
const REPORT = {
  identifier: 'TEST-MIB',
  begin: new Date(0),
  end: new Date(1),
  items: Array.from({ length: 100 }, (_, n) => ({
    name: `KPI ${n}`,
    text: 'x'.repeat(100),
    oid: [1, 3, n],
    value: { type: 'Counter64' as const, value: 2n ** 60n },
  })),
};

describe('On a full disk', () => {
  let store: TemporaryStore;
  let opened: Store;
  let ballast: string;

  before(function () {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) this.skip();
  });

  /** A disk of one megabyte, full when all but a few pages of it are something else's. */
  beforeEach(function () {
    const folder = mkdtempSync(join(tmpdir(), 'kpi1-disk-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
    if (status !== 0) {
      rmSync(folder, { recursive: true });
      this.skip();
    }
    store = new TemporaryStore(folder);
    opened = store.open();
    opened.outbox.openTargets(['oe']);
    ballast = join(folder, 'ballast');
  });
  afterEach(() => {
    if (!store) return;
    store.close();
    spawnSync('umount', ['-l', store.folder]);
    rmSync(store.folder, { recursive: true });
  });

  const fillDisk = () => {
    for (let size = 2 ** 20; size >= 1; size >>= 1) {
      try {
        writeFileSync(ballast, new Uint8Array(size), { flag: 'a' });
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).to.equal('ENOSPC');
      }
    }
  };
  const appendMany = (count: number) => {
    for (let n = 0; n < count; n++) opened.outbox.append(REPORT);
  };

  it('samples are counted and dropped, which is said once, and taken again when there is room', () => {
    fill(opened, 10, 100, NOISE);
    fillDisk();
    fill(opened, 2000, 100, NOISE, 10);
    expect(
      store.messages('error').filter((message) => /history cannot be written/.test(message)).length,
    ).to.equal(1);
    const kept = opened.history.samples(CALLS, EVER);
    rmSync(ballast);
    fill(opened, 1, 100, NOISE, 3000);
    expect(store.messages('info')).to.deep.equal(['the store can be written again']);
    expect(opened.history.samples(CALLS, EVER).length).to.equal(kept.length + 100);
    const { dropped } = store.said.find(({ level }) => level === 'info')!.fields as { dropped: number };
    expect(dropped + kept.length).to.equal(201_000);
    expect(store.reopen().history.samples(CALLS, EVER).length).to.equal(kept.length + 100);
  });

  it('K55: reports keep their numbers and are delivered from memory, and are on disk when there is room', () => {
    fillDisk();
    appendMany(50);
    const sequences: number[] = [];
    for (let next = opened.outbox.next('oe'); next && next.sequence <= 40; next = opened.outbox.next('oe')) {
      expect(next).to.deep.equal({ ...REPORT, sequence: next.sequence });
      sequences.push(next.sequence);
      opened.outbox.acknowledge('oe', next.sequence);
    }
    expect(sequences).to.deep.equal(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(
      opened.outbox
        .latest(50)
        .map(({ sequence }) => sequence)
        .at(-1),
    ).to.equal(50);
    rmSync(ballast);
    appendMany(1);
    expect(store.messages('error').length).to.equal(1);
    expect(store.messages('info')).to.deep.equal(['the store can be written again']);
    const again = store.reopen().outbox;
    again.openTargets(['oe']);
    expect([again.backlog('oe'), again.next('oe')?.sequence]).to.deep.equal([11, 41]);
    expect(again.next('oe')).to.deep.equal({ ...REPORT, sequence: 41 });
  });

  it('what waits in memory is written when there is room, without a new report', () => {
    fillDisk();
    appendMany(50);
    rmSync(ballast);
    for (const _ of opened.retain(0));
    expect(store.messages('info')).to.deep.equal(['the store can be written again']);
    expect(store.reopen().outbox.latest(50).length).to.equal(50);
  });

  it('reports in memory are bounded: the oldest go, each is said, and no number is given twice', () => {
    fillDisk();
    const large = { ...REPORT, items: Array.from({ length: 200 }, () => REPORT.items).flat() };
    for (let n = 0; n < 12; n++) opened.outbox.append(large);
    const dropped = store.messages('error').filter((message) => /a report was dropped/.test(message)).length;
    expect(dropped).to.be.within(1, 10);
    expect(opened.outbox.backlog('oe')).to.equal(12 - dropped);
    expect(opened.outbox.next('oe')?.sequence).to.equal(dropped + 1);
    expect(store.reopen().outbox.append(REPORT).sequence).to.equal(13);
  });

  it('K27: a setting that cannot be stored is refused, and nothing of it holds', () => {
    fillDisk();
    appendMany(5);
    const setting = { info: 'i', item: 'x', value: 'y'.repeat(100_000), base: undefined };
    expect(() => opened.settings.apply([setting], [])).to.throw(
      /could not be stored .*Make room on the disk/,
    );
    expect(opened.settings.all()).to.deep.equal([]);
    rmSync(ballast);
    opened.settings.apply([{ ...setting, value: 'short' }], []);
    expect(
      store
        .reopen()
        .settings.all()
        .map(({ value }) => value),
    ).to.deep.equal(['short']);
  });
});
