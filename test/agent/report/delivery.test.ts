import { expect } from 'chai';
import { Delivery } from '../../../agent/report/delivery.ts';
import type { Gap } from '../../../agent/report/dropped-reports.ts';
import type { PmReport } from '../../../agent/report/pm-report.ts';
import { FakeClock } from '../collect/fake-clock.ts';
import { FakeTarget } from './fake-target.ts';
import { MemoryOutbox } from './memory-store.ts';

const START = Date.UTC(2026, 10, 21, 12);
const report: Omit<PmReport, 'sequence'> = {
  identifier: 'EXAMPLE-MIB',
  begin: new Date(START),
  end: new Date(START + 10_000),
  items: [],
};
const refuse = () => {
  throw new Error('http://oe.example: 503');
};
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

describe('Delivery of reports', () => {
  let outbox: MemoryOutbox;
  let clock: FakeClock;
  let delivery: Delivery;
  let gaps: Gap[];
  let logged: string[];
  const a = () => targets[0] as FakeTarget;
  const b = () => targets[1] as FakeTarget;
  let targets: FakeTarget[];

  /** As after a start of the agent: the outbox is what it was, the targets are to be reached anew. */
  function start(more: { backlog?: number; random?: () => number; names?: readonly string[] } = {}): void {
    const { backlog = 100, random = () => 1, names = ['a', 'b'] } = more;
    const log = (_fields: object, message: string) => logged.push(message);
    targets = names.map((name) => new FakeTarget(name));
    delivery = new Delivery({
      ...{ outbox, targets, clock, backlog, random, log: { info: log, warn: log, error: log } },
      onDropped: (gap) => gaps.push(gap),
    });
    delivery.start();
  }
  function append(count = 1): void {
    for (let n = 0; n < count; n++) {
      outbox.append(report);
      delivery.wake();
    }
  }
  const statistics = (name: string) => delivery.targets.find((target) => target.name === name)!.statistics;

  beforeEach(() => {
    outbox = new MemoryOutbox();
    clock = new FakeClock(START);
    gaps = [];
    logged = [];
  });
  afterEach(() => delivery.stop(0));

  it('K55 brings every report to every target, in order, each once where it is acknowledged', async () => {
    start();
    append(20);
    expect(await a().untilTaken(20)).to.deep.equal(upTo(20));
    expect(await b().untilTaken(20)).to.deep.equal(upTo(20));
    append();
    await a().untilTaken(21);
    await delivery.stop(1000);
    expect(a().tried).to.deep.equal(upTo(21));
    expect(statistics('a')).to.include({ status: 'up', reports: 21, sequence: 21, waiting: 0, failures: 0 });
  });

  it('K55 tries a report again until the target takes it, and no later one before it', async () => {
    start({ names: ['a'] });
    let left = 3;
    a().behave = () => left-- > 0 && refuse();
    append(2);
    await a().untilTried(1);
    for (const pause of [1000, 2000, 4000]) await clock.advance(pause);
    await a().untilTaken(2);
    expect(a().tried).to.deep.equal([1, 1, 1, 1, 2]);
    expect(statistics('a')).to.include({ failures: 3, reports: 2, reason: '', status: 'up' });
  });

  it('a target that is dead delays nobody', async () => {
    start();
    a().behave = undefined;
    append(50);
    expect(await b().untilTaken(50)).to.have.length(50);
    expect(a().tried).to.deep.equal([1]);
    expect(statistics('a')).to.include({ waiting: 50, status: 'waiting', sequence: 0 });
  });

  it('waits twice as long after each failure, a minute at most, and from the beginning after a success', async () => {
    start({ names: ['a'] });
    a().behave = refuse;
    append();
    const tries = async (ms: number) => {
      const before = a().tried.length;
      await clock.advance(ms);
      return a().tried.length - before;
    };
    await clock.advance(0);
    for (const pause of [1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000)) {
      expect(await tries(pause - 1), `${pause - 1}`).to.equal(0);
      expect(await tries(1), `${pause}`).to.equal(1);
    }
    a().behave = () => {};
    await clock.advance(60_000);
    await a().untilTaken(1);
    a().behave = refuse;
    append();
    await clock.advance(0);
    expect(await tries(1000)).to.equal(1);
  });

  it('waits for half of that at least, by chance', async () => {
    start({ names: ['a'], random: () => 0 });
    a().behave = refuse;
    append();
    await clock.advance(499);
    expect(a().tried).to.have.length(1);
    await clock.advance(1);
    expect(a().tried).to.have.length(2);
  });

  it('is not hurried by further reports while it waits', async () => {
    start({ names: ['a'] });
    a().behave = refuse;
    append();
    await clock.advance(0);
    append(10);
    await clock.advance(999);
    expect(a().tried).to.deep.equal([1]);
  });

  it('says once that reports cannot be delivered, and why, and once that they are again', async () => {
    start({ names: ['a'] });
    a().behave = refuse;
    append();
    await clock.advance(10_000);
    expect(statistics('a')).to.include({ status: 'down', reason: 'http://oe.example: 503', failures: 4 });
    a().behave = () => {};
    await clock.advance(60_000);
    await a().untilTaken(1);
    await delivery.stop(1000);
    expect(logged).to.deep.equal(['reports wait: they cannot be delivered', 'reports are delivered']);
    expect(statistics('a').lastSuccess).to.deep.equal(new Date(START + 15_000));
  });

  describe('with a bounded backlog', () => {
    it('drops the oldest, counts them and tells so when it begins and when all are known', async () => {
      start({ names: ['a'], backlog: 5 });
      a().behave = refuse;
      append();
      await a().untilTried(1);
      await clock.advance(0);
      append(11);
      expect(statistics('a')).to.include({ waiting: 5, dropped: 7, sequence: 7 });
      expect(gaps).to.deep.equal([{ target: 'a', first: 1, last: 1 }]);
      a().behave = () => {};
      await clock.advance(1000);
      expect(await a().untilTaken(5)).to.deep.equal(upTo(12, 8));
      await delivery.stop(1000);
      expect(gaps).to.deep.equal([
        { target: 'a', first: 1, last: 1 },
        { target: 'a', first: 1, last: 7 },
      ]);
      expect(logged.filter((line) => line.includes('dropped'))).to.have.length(1);
    });

    it('tells of a target that is only slow each gap, and that it began no more than once', async () => {
      start({ names: ['a'], backlog: 2 });
      a().behave = undefined;
      append();
      for (const delivered of [1, 2, 3]) {
        await a().untilTried(delivered);
        append(4);
        a().answer();
      }
      await a().untilTried(4);
      expect(a().tried).to.deep.equal([1, 4, 8, 12]);
      expect(gaps.map(({ first, last }) => `${first}-${last}`)).to.deep.equal(['2-3', '2-3', '5-7']);
      expect(logged.filter((line) => line.includes('oldest'))).to.have.length(1);
    });

    it('does not drop what is under way', async () => {
      start({ names: ['a'], backlog: 2 });
      a().behave = undefined;
      append();
      await a().untilTried(1);
      append(5);
      expect(statistics('a')).to.include({ dropped: 0, waiting: 6 });
      a().answer();
      await a().untilTried(2);
      expect(a().tried).to.deep.equal([1, 5]);
      expect(gaps).to.deep.equal([{ target: 'a', first: 2, last: 4 }]);
    });
  });

  describe('over a restart', () => {
    it('goes on with what was not acknowledged: nothing is lost, only that may be repeated (K55)', async () => {
      start({ names: ['a'] });
      append(3);
      await a().untilTaken(3);
      a().behave = undefined;
      append(4);
      await a().untilTried(4);
      await delivery.stop(0);
      start({ names: ['a'] });
      expect(await a().untilTaken(4)).to.deep.equal([4, 5, 6, 7]);
      append();
      expect(await a().untilTaken(5)).to.deep.equal([4, 5, 6, 7, 8]);
    });

    it('lets a target that is new begin with the next report', async () => {
      start({ names: ['a'] });
      append(3);
      await a().untilTaken(3);
      await delivery.stop(1000);
      start({ names: ['a', 'b'] });
      append();
      expect(await b().untilTaken(1)).to.deep.equal([4]);
      expect(await a().untilTaken(1)).to.deep.equal([4]);
    });
  });

  describe('where the outbox fails', () => {
    it('tries again later, and does not deliver twice what could only not be acknowledged', async () => {
      start({ names: ['a'] });
      const acknowledge = outbox.acknowledge.bind(outbox);
      outbox.acknowledge = () => {
        throw new Error('the disk is full');
      };
      append();
      await a().untilTaken(1);
      await clock.advance(3000);
      expect(statistics('a')).to.include({ status: 'down', reason: 'the disk is full' });
      outbox.acknowledge = acknowledge;
      append();
      await clock.advance(60_000);
      expect(await a().untilTaken(2)).to.deep.equal([1, 2]);
    });
  });

  describe('stopping', () => {
    it('waits for what is under way and for what can be delivered at once, and closes the targets', async () => {
      start();
      append(10);
      await delivery.stop(10_000);
      expect([a().taken, b().taken]).to.deep.equal([upTo(10), upTo(10)]);
      expect([a().isClosed, b().isClosed]).to.deep.equal([true, true]);
      expect(clock.timers).to.equal(0);
    });

    it('gives up what is under way when the grace is over, and does not wait for what failed', async () => {
      start();
      a().behave = undefined;
      b().behave = refuse;
      append(2);
      await Promise.all([a().untilTried(1), b().untilTried(1)]);
      await delivery.stop(1);
      expect([a().taken, b().taken]).to.deep.equal([[], []]);
      expect(outbox.backlog('a')).to.equal(2);
      expect(statistics('a')).to.include({ failures: 0 });
      expect(clock.timers).to.equal(0);
    });
  });
});
