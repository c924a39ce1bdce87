import { statSync } from 'node:fs';
import { expect } from 'chai';
import { countRows } from './count-rows.ts';
import { CALLS, fill, run, scalar, TemporaryStore } from './temporary-store.ts';

const EVER = { begin: 0, end: 1e13 };
const NOISE = (second: number, n: number) => Math.sin(second * 1000 + n);
const REPORT = { identifier: 'TEST-MIB', begin: new Date(0), end: new Date(1), items: [] };

describe('Retention', () => {
  let store: TemporaryStore;
  beforeEach(() => {
    store = new TemporaryStore();
  });
  afterEach(() => store.remove());

  it('what is older than maxAge goes, sealed or not', () => {
    const opened = store.open({ maxAge: 100 });
    fill(opened, 1000, 100, NOISE);
    run(opened.history.addSample(950_000, [{ module: 'TEST-MIB', name: 'quiet', rows: scalar(1) }]));
    run(opened.retain(1_000_000));
    const found = opened.history.samples(CALLS, EVER);
    expect(found.filter(({ at }) => at >= 900_000).length).to.equal(10_000);
    expect(found.length).to.be.below(30_000);
    run(opened.retain(2_000_000));
    expect(opened.history.samples(CALLS, EVER)).to.deep.equal([]);
    expect(store.reopen({ maxAge: 100 }).history.samples(CALLS, EVER)).to.deep.equal([]);
    for (const table of ['log', 'chunk']) expect(countRows(store.path, table)).to.equal(0);
  });

  it('above maxSize the oldest history goes, and the file becomes smaller', () => {
    fill(store.open(), 2000, 200, NOISE);
    store.close();
    const before = statSync(store.path).size;
    const limits = { maxSize: 2 ** 20 };
    const opened = store.open(limits);
    run(opened.retain(2_000_000));
    const found = opened.history.samples(CALLS, EVER);
    expect(found.length).to.be.within(10_000, 200_000);
    expect(found[0]!.at).to.be.above(1_000_000);
    expect(found.at(-1)!.at).to.equal(1_999_000);
    store.close();
    expect(before).to.be.above(3 * 2 ** 20);
    expect(statSync(store.path).size).to.be.at.most(limits.maxSize);
  });

  it('K55: reports that wait are not removed for want of room', () => {
    const opened = store.open({ maxAge: 1, maxSize: 1 });
    opened.outbox.openTargets(['oe']);
    for (let n = 0; n < 300; n++) opened.outbox.append(REPORT);
    fill(opened, 300, 100, NOISE);
    run(opened.retain(10_000_000));
    expect(opened.history.samples(CALLS, EVER)).to.deep.equal([]);
    expect(opened.outbox.backlog('oe')).to.equal(300);
    expect(opened.outbox.next('oe')?.sequence).to.equal(1);
  });

  it('goes on step by step', () => {
    const opened = store.open();
    fill(opened, 3000, 130, NOISE);
    expect(countRows(store.path, 'chunk')).to.be.above(300);
    const limited = store.reopen({ maxSize: 2 ** 19 });
    expect(run(limited.retain(0))).to.be.above(10);
  });

  it('rows that are gone for good are forgotten, and may come back', () => {
    const opened = store.open({ maxAge: 10 });
    fill(opened, 1, 1000, () => 1);
    fill(opened, 1, 1, () => 2, 1000);
    run(opened.retain(1_000_000));
    expect(countRows(store.path, 'series')).to.equal(1000);
    run(opened.retain(1_000_000));
    expect(countRows(store.path, 'series')).to.equal(1000 - 6 * 128);
    fill(opened, 1, 1000, (_, n) => n, 1001);
    const found = store.reopen().history.samples(CALLS, { begin: 1_001_000, end: 1_002_000 });
    expect(found.map(({ value }) => value)).to.deep.equal(Array.from({ length: 1000 }, (_, n) => n));
  });
});
