import { expect } from 'chai';
import fc from 'fast-check';
import type { StoredValue } from '../../../agent/store/store.ts';
import { countRows } from './count-rows.ts';
import { CALLS, fill, run, scalar, TemporaryStore } from './temporary-store.ts';

const EVER = { begin: 0, end: 1e13 };

describe('History', () => {
  let store: TemporaryStore;
  beforeEach(() => {
    store = new TemporaryStore();
  });
  afterEach(() => store.remove());

  it('K20: samples and intervals are there after a restart, each value as it was', () => {
    const values: StoredValue[] = [
      0,
      -0,
      1.5,
      -7,
      2 ** 53,
      2n ** 64n - 1n,
      -5n,
      '',
      'é\0\ud800',
      true,
      false,
    ];
    const { history } = store.open();
    for (const [n, value] of values.entries()) run(history.addSample(n, [{ ...CALLS, rows: scalar(value) }]));
    run(history.addIntervals([{ ...CALLS, begin: 0, end: 10, rows: scalar(98.76) }]));
    const again = store.reopen().history;
    expect(again.samples(CALLS, EVER)).to.deep.equal(values.map((value, at) => ({ at, index: [], value })));
    expect(again.intervals(CALLS, EVER)).to.deep.equal([{ at: 10, index: [], value: 98.76 }]);
  });

  it('K22: a range has its begin and not its end; of intervals the end counts, and it is the other way round', () => {
    const { history } = store.open();
    for (const at of [10, 20, 30]) {
      run(history.addSample(at, [{ ...CALLS, rows: scalar(at) }]));
      run(history.addIntervals([{ ...CALLS, begin: at - 10, end: at, rows: scalar(at) }]));
    }
    const range = { begin: 10, end: 30 };
    expect(history.samples(CALLS, range).map(({ at }) => at)).to.deep.equal([10, 20]);
    expect(history.intervals(CALLS, range).map(({ at }) => at)).to.deep.equal([20, 30]);
  });

  it('entries come in order of time, then of index: numbers by size, texts by character', () => {
    const { history } = store.open();
    const indexes = [['b', 10], ['b', 9], ['a', 100], [10], [9], []];
    run(history.addSample(5, [{ ...CALLS, rows: indexes.map((index, value) => ({ index, value })) }]));
    run(history.addSample(4, [{ ...CALLS, rows: [{ index: ['z', 1], value: 1 }] }]));
    expect(history.samples(CALLS, EVER).map(({ index }) => index)).to.deep.equal([
      ...[['z', 1], [], [9], [10]],
      ...[
        ['a', 100],
        ['b', 9],
        ['b', 10],
      ],
    ]);
  });

  it('an index of a number is another than one of the same digits', () => {
    const { history } = store.open();
    const rows = [
      { index: [1], value: 'number' },
      { index: ['1'], value: 'text' },
      { index: ['1,2'], value: 'one' },
      { index: ['1', '2'], value: 'two' },
    ];
    run(history.addSample(1, [{ ...CALLS, rows }]));
    expect(history.samples(CALLS, EVER).map(({ value }) => value)).to.have.members([
      'number',
      'text',
      'one',
      'two',
    ]);
    expect(history.samples({ ...CALLS, name: 'other' }, EVER)).to.deep.equal([]);
    expect(history.intervals(CALLS, EVER)).to.deep.equal([]);
  });

  it('K20: nothing is lost or doubled where the log is sealed into chunks, whatever range is asked for', () => {
    const seconds = 400;
    const first = store.open();
    fill(first, seconds, 200, (second, n) => second * 1000 + n);
    expect(countRows(store.path, 'chunk')).to.be.above(8);
    expect(countRows(store.path, 'log')).to.be.within(1, seconds - 1);
    const check = ({ history }: typeof first, begin: number, end: number) => {
      const found = history.samples(CALLS, { begin: 1000 * begin, end: 1000 * end });
      expect(found.length).to.equal(200 * (end - begin));
      for (const [n, entry] of found.entries()) {
        const second = begin + Math.floor(n / 200);
        if (entry.at !== 1000 * second || entry.value !== second * 1000 + (n % 200)) {
          expect.fail(`entry ${n} is ${entry.value} at ${entry.at}`);
        }
      }
    };
    check(first, 0, seconds);
    const again = store.reopen();
    check(again, 0, seconds);
    fc.assert(
      fc.property(fc.nat(seconds), fc.nat(20), (begin, length) =>
        check(again, begin, Math.min(seconds, begin + length)),
      ),
      { numRuns: 20, seed: 1 },
    );
  });

  it('a limit keeps the earliest, be they sealed or not', () => {
    const opened = store.open();
    fill(opened, 600, 100, (second) => second);
    const whole = opened.history.samples(CALLS, EVER);
    for (const limit of [0, 1, 99, 100, 101, 30_000, 59_999, 60_000, 70_000]) {
      expect(opened.history.samples(CALLS, { ...EVER, limit })).to.deep.equal(whole.slice(0, limit));
    }
  });

  it('K20: a clock that is set back loses nothing, and a query is in order all the same', () => {
    const opened = store.open();
    fill(opened, 500, 100, () => 'before', 5000);
    fill(opened, 500, 100, () => 'after', 4800);
    expect(countRows(store.path, 'chunk')).to.be.above(7);
    const found = store.reopen().history.samples(CALLS, EVER);
    expect(found.length).to.equal(100_000);
    expect(found.every(({ at }, n) => n === 0 || at >= found[n - 1]!.at)).to.equal(true);
    expect(found.filter(({ value }) => value === 'before').length).to.equal(50_000);
    const some = store.reopen().history.samples(CALLS, { begin: 5_000_000, end: 5_001_000 });
    expect(some.map(({ value }) => value)).to.have.members([
      ...Array(100).fill('before'),
      ...Array(100).fill('after'),
    ]);
  });

  it('a large sample is taken step by step', () => {
    const { history } = store.open();
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ index: [`row ${n}`], value: n }));
    expect(run(history.addSample(1, [{ ...CALLS, rows }]))).to.be.above(40);
    expect(history.samples(CALLS, EVER).length).to.equal(20_000);
  });

  it('a sample that is given up half way leaves the store as it was', () => {
    const opened = store.open();
    const rows = Array.from({ length: 2000 }, (_, n) => ({ index: [n], value: n }));
    opened.history.addSample(1, [{ ...CALLS, rows }]).next();
    expect(opened.history.samples(CALLS, EVER)).to.deep.equal([]);
    run(opened.history.addSample(2, [{ ...CALLS, rows: rows.slice(0, 3) }]));
    expect(store.reopen().history.samples(CALLS, EVER).length).to.equal(3);
  });

  it('K20: samples that are taken in turns, step by step, are sealed once', () => {
    const opened = store.open();
    const works = new Set<Generator<void, void>>();
    for (let second = 0; second < 600; second++) {
      const rows = Array.from({ length: 300 }, (_, n) => ({ index: [n], value: second }));
      works.add(opened.history.addSample(1000 * second, [{ ...CALLS, rows }]));
      if (works.size === 3) turn(works);
    }
    while (works.size > 0) turn(works);
    expect(countRows(store.path, 'chunk')).to.be.above(30);
    const found = store.reopen().history.samples(CALLS, EVER);
    expect(found.length).to.equal(300 * 600);
    expect(found.every(({ at, value }) => at === 1000 * (value as number))).to.equal(true);
  });

  it('series of a group that differ in how often they come are sealed together', () => {
    const { history } = store.open();
    for (let second = 0; second < 6000; second++) {
      const rows = Array.from({ length: second % 60 === 0 ? 10 : 5 }, (_, n) => ({
        index: [n],
        value: second,
      }));
      run(history.addSample(1000 * second, [{ ...CALLS, rows }]));
    }
    expect(countRows(store.path, 'chunk')).to.be.above(1);
    expect(history.samples(CALLS, EVER).length).to.equal(5 * 6000 + 5 * 100);
  });
});

/** One step of each; those that are done leave. */
function turn(works: Set<Generator<void, void>>): void {
  do {
    for (const work of works) if (work.next().done) works.delete(work);
  } while (works.size === 3);
}
