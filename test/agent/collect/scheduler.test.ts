import { expect } from 'chai';
import { defaultTimeout, type ScheduledSource, Scheduler } from '../../../agent/collect/scheduler.ts';
import type { Sample, Source, TimedSample } from '../../../agent/collect/source.ts';
import { FakeClock } from './fake-clock.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const EMPTY: Sample = { ok: true, readings: [], problems: [] };

/** A source that answers as the test says, call by call; where it says nothing, at once. */
class ScriptedSource implements Source {
  readonly name: string;
  readonly signals: AbortSignal[] = [];
  readonly #answer: (signal: AbortSignal, call: number) => Promise<Sample>;

  constructor(name: string, answer?: (signal: AbortSignal, call: number) => Promise<Sample>) {
    this.name = name;
    this.#answer = answer ?? (() => Promise.resolve(EMPTY));
  }

  read(signal: AbortSignal, call = this.signals.length): Promise<Sample> {
    this.signals.push(signal);
    return this.#answer(signal, call);
  }

  async close(): Promise<void> {}
}

/** Ends as a source should: soon after the abort, with the reason. */
const hangUntilAborted = (signal: AbortSignal) =>
  new Promise<Sample>((resolve) => {
    signal.addEventListener('abort', () => resolve({ ok: false, reason: `slow: ${signal.reason.message}` }));
  });
const never = () => new Promise<Sample>(() => {});

function schedule(clock: FakeClock, sources: ScheduledSource[]) {
  const told: TimedSample[] = [];
  const scheduler = new Scheduler({ clock, sources, onSample: (sample) => told.push(sample) });
  scheduler.start();
  const times = (name: string) => told.filter(({ source }) => source === name).map(({ at }) => at - NOON);
  const reasons = (name: string) =>
    told.filter(({ source }) => source === name).map(({ sample }) => (sample.ok ? 'good' : sample.reason));
  return { scheduler, told, times, reasons };
}

describe('the sampling of sources', () => {
  it('takes one sample at the start and one at each multiple of the period (K17)', async () => {
    const clock = new FakeClock(NOON + 3000);
    const { times } = schedule(clock, [
      { source: new ScriptedSource('a'), every: 10 },
      { source: new ScriptedSource('b'), every: 5 },
    ]);
    await clock.advance(20_000);
    expect(times('a')).to.deep.equal([3000, 10_000, 20_000]);
    expect(times('b')).to.deep.equal([3000, 5000, 10_000, 15_000, 20_000]);
  });

  it('leaves the first sample out where it would be in the way of the first tick', async () => {
    const clock = new FakeClock(NOON + 9500);
    const { times } = schedule(clock, [{ source: new ScriptedSource('a'), every: 10 }]);
    await clock.advance(10_000);
    expect(times('a')).to.deep.equal([10_000]);
  });

  it('ends a first sample that hangs before the first tick', async () => {
    const clock = new FakeClock(NOON + 8000);
    const source = new ScriptedSource('a', (signal, call) =>
      call === 0 ? hangUntilAborted(signal) : Promise.resolve(EMPTY),
    );
    const { times, reasons } = schedule(clock, [{ source, every: 10 }]);
    await clock.advance(2000);
    expect(times('a')).to.deep.equal([8000, 10_000]);
    expect(reasons('a')).to.deep.equal(['slow: did not answer within 1.5 s', 'good']);
  });

  it('gives a sample 80 % of its period, at most 10 s', () => {
    expect([1, 10, 60, 3600].map(defaultTimeout)).to.deep.equal([800, 8000, 10_000, 10_000]);
  });

  it('ends a sample whose time is up, with what the source got by then', async () => {
    const clock = new FakeClock(NOON + 9999);
    const source = new ScriptedSource('a', hangUntilAborted);
    const { times, reasons } = schedule(clock, [{ source, every: 10, timeoutMs: 2000 }]);
    await clock.advance(2000);
    expect(times('a')).to.be.empty;
    await clock.advance(1);
    expect(times('a')).to.deep.equal([10_000]);
    expect(reasons('a')).to.deep.equal(['slow: did not answer within 2 s']);
  });

  it('is not held up by a source that hangs for good, throws or rejects', async () => {
    const clock = new FakeClock(NOON + 9999);
    const throwing = new ScriptedSource('throwing', () => {
      throw new Error('a bug');
    });
    const rejecting = new ScriptedSource('rejecting', () => Promise.reject(new Error('a bug')));
    const { times, reasons } = schedule(clock, [
      { source: new ScriptedSource('stuck', never), every: 10 },
      { source: throwing, every: 10 },
      { source: rejecting, every: 10 },
      { source: new ScriptedSource('good'), every: 10 },
    ]);
    await clock.advance(30_000);
    expect(times('good')).to.deep.equal([10_000, 20_000, 30_000]);
    expect(reasons('good')).to.deep.equal(['good', 'good', 'good']);
    expect(reasons('throwing')).to.deep.equal(Array(3).fill('Error: a bug'));
    expect(reasons('rejecting')).to.deep.equal(Array(3).fill('Error: a bug'));
    expect(times('stuck')).to.deep.equal([10_000, 20_000, 30_000]);
    expect(reasons('stuck')).to.deep.equal([
      'did not answer within 8 s',
      'an earlier sample has still not ended',
      'an earlier sample has still not ended',
    ]);
  });

  it('never runs a source twice at a time, and says which ticks were lost', async () => {
    const clock = new FakeClock(NOON + 4900);
    let running = 0;
    let most = 0;
    const source = new ScriptedSource('slow', async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => clock.after(12_000, resolve));
      running--;
      return EMPTY;
    });
    const { times, reasons } = schedule(clock, [{ source, every: 5, timeoutMs: 20_000 }]);
    await clock.advance(17_200);
    expect(times('slow')).to.deep.equal([5000, 10_000, 15_000]);
    expect(reasons('slow')[1]).to.equal(
      'the sample of 2026-11-21T12:00:05.000Z was still under way; a longer period is needed',
    );
    expect(reasons('slow')[2]).to.equal(reasons('slow')[1]);
    await clock.advance(20_000);
    expect(most).to.equal(1);
    expect(source.signals).to.have.length(3);
  });

  it('takes a source up again that ended its sample at last', async () => {
    const clock = new FakeClock(NOON + 9999);
    let end = (_: Sample) => {};
    const source = new ScriptedSource('a', (_, call) =>
      call > 0
        ? Promise.resolve(EMPTY)
        : new Promise((resolve) => {
            end = resolve;
          }),
    );
    const { times, reasons } = schedule(clock, [{ source, every: 10, timeoutMs: 1000 }]);
    await clock.advance(15_000);
    end(EMPTY);
    await clock.advance(10_000);
    expect(times('a')).to.deep.equal([10_000, 20_000, 30_000]);
    expect(reasons('a')).to.deep.equal([
      'did not answer within 1 s',
      'an earlier sample has still not ended',
      'good',
    ]);
  });

  it('ends when stopped: samples under way are aborted and told no more', async () => {
    const clock = new FakeClock(NOON + 9999);
    const source = new ScriptedSource('a', hangUntilAborted);
    const { scheduler, told } = schedule(clock, [{ source, every: 10 }]);
    await clock.advance(1000);
    const stopped = scheduler.stop();
    await clock.advance(0);
    await stopped;
    await clock.advance(60_000);
    expect(source.signals[0]?.aborted).to.equal(true);
    expect(told).to.be.empty;
    expect(clock.timers).to.equal(0);
  });

  it('can be stopped while a source hangs for good', async () => {
    const clock = new FakeClock(NOON + 9999);
    const { scheduler } = schedule(clock, [{ source: new ScriptedSource('a', never), every: 10 }]);
    await clock.advance(1000);
    const stopped = scheduler.stop();
    await clock.advance(250);
    await stopped;
    expect(clock.timers).to.equal(0);
  });
});

describe('the end of an interval', () => {
  /** Whether the promise has resolved by now. */
  function watch(promise: Promise<void>) {
    const state = { done: false };
    promise.then(() => {
      state.done = true;
    });
    return state;
  }

  const answerIn = (clock: FakeClock, ms: number) => () =>
    new Promise<Sample>((resolve) => clock.after(ms, () => resolve(EMPTY)));

  it('waits for the samples that are due at it', async () => {
    const clock = new FakeClock(NOON + 9999);
    const { scheduler } = schedule(clock, [
      { source: new ScriptedSource('quick'), every: 10 },
      { source: new ScriptedSource('slow', answerIn(clock, 1200)), every: 10 },
      { source: new ScriptedSource('rare'), every: 3600 },
    ]);
    await clock.advance(1);
    const settled = watch(scheduler.settled(NOON + 10_000));
    await clock.advance(1199);
    expect(settled.done).to.equal(false);
    await clock.advance(1);
    expect(settled.done).to.equal(true);
  });

  it('waits for a sample due before it that is still under way, and for none due after it', async () => {
    const clock = new FakeClock(NOON + 5900);
    const source = new ScriptedSource('a', answerIn(clock, 4500));
    const { scheduler } = schedule(clock, [{ source, every: 6, timeoutMs: 5000 }]);
    await clock.advance(4100);
    const settled = watch(scheduler.settled(NOON + 10_000));
    await clock.advance(499);
    expect(settled.done).to.equal(false);
    await clock.advance(1);
    expect(settled.done).to.equal(true);
    await clock.advance(1900);
    expect(source.signals, 'the sample of 12 s is under way').to.have.length(2);
    await scheduler.settled(NOON + 11_000);
  });

  it('waits where the tick itself has not come yet', async () => {
    const clock = new FakeClock(NOON + 9999);
    const { scheduler } = schedule(clock, [{ source: new ScriptedSource('a'), every: 10 }]);
    const settled = watch(scheduler.settled(NOON + 10_000));
    await clock.advance(0);
    expect(settled.done).to.equal(false);
    await clock.advance(1);
    expect(settled.done).to.equal(true);
  });

  it('waits for a source that hangs no longer than the grace', async () => {
    const clock = new FakeClock(NOON + 9999);
    const { scheduler } = schedule(clock, [{ source: new ScriptedSource('a', never), every: 10 }]);
    await clock.advance(1);
    const settled = watch(scheduler.settled(NOON + 10_000));
    await clock.advance(1999);
    expect(settled.done).to.equal(false);
    await clock.advance(1);
    expect(settled.done).to.equal(true);
  });

  it('is settled where nothing is sampled', async () => {
    const clock = new FakeClock(NOON);
    const { scheduler } = schedule(clock, []);
    await scheduler.settled(NOON + 10_000);
    expect(clock.timers).to.equal(0);
  });
});
