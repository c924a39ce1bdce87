import { expect } from 'chai';
import fc from 'fast-check';
import { Ticker } from '../../../agent/collect/ticker.ts';
import { FakeClock } from './fake-clock.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

function startTicker(clock: FakeClock, every: number) {
  const ticks: { due: number; came: number }[] = [];
  const ticker = new Ticker(clock, every, (due) => ticks.push({ due: due - NOON, came: clock.now() - NOON }));
  ticker.start();
  return { ticks, ticker };
}

describe('ticks aligned to the clock', () => {
  it('come at multiples of the period since the epoch (K10)', async () => {
    const clock = new FakeClock(NOON + 3210);
    const { ticks, ticker } = startTicker(clock, 10_000);
    expect(ticker.due).to.equal(NOON + 10_000);
    await clock.advance(30_000);
    expect(ticks).to.deep.equal([
      { due: 10_000, came: 10_000 },
      { due: 20_000, came: 20_000 },
      { due: 30_000, came: 30_000 },
    ]);
  });

  it('come at the next multiple where they begin at one', () => {
    const { ticker } = startTicker(new FakeClock(NOON), 10_000);
    expect(ticker.due).to.equal(NOON + 10_000);
  });

  it('end when stopped, and begin anew when started again', async () => {
    const clock = new FakeClock(NOON);
    const { ticks, ticker } = startTicker(clock, 1000);
    await clock.advance(2500);
    ticker.stop();
    expect(clock.timers).to.equal(0);
    await clock.advance(5000);
    ticker.start();
    await clock.advance(1000);
    expect(ticks.map(({ due }) => due)).to.deep.equal([1000, 2000, 8000]);
  });

  it('keep the time they were due at when they come a little late', async () => {
    const clock = new FakeClock(NOON);
    const { ticks } = startTicker(clock, 10_000);
    await clock.freeze(12_000);
    await clock.advance(8000);
    expect(ticks).to.deep.equal([
      { due: 10_000, came: 12_000 },
      { due: 20_000, came: 20_000 },
    ]);
  });

  it('are dropped when they come too late, as after a suspend', async () => {
    const clock = new FakeClock(NOON);
    const { ticks } = startTicker(clock, 10_000);
    await clock.freeze(47_000);
    await clock.advance(10_000);
    expect(ticks.map(({ due }) => due)).to.deep.equal([50_000]);
  });

  it('go by the new time after the clock was set back or forward', async () => {
    const clock = new FakeClock(NOON);
    const { ticks } = startTicker(clock, 10_000);
    await clock.advance(20_000);
    clock.jump(-3_600_000 + 4000);
    await clock.advance(16_000);
    clock.jump(3_600_000);
    await clock.advance(20_000);
    expect(ticks.map(({ due }) => due)).to.deep.equal([10_000, 20_000, -3_560_000, 50_000, 60_000]);
  });

  it('notice within a minute that the clock was set back, however long the period', async () => {
    const clock = new FakeClock(NOON + 1);
    const { ticks } = startTicker(clock, 3_600_000);
    clock.jump(-100_000);
    await clock.advance(100_000);
    expect(ticks).to.deep.equal([{ due: 0, came: 0 }]);
  });

  it('are multiples of the period, rise, and are never early, however late timers are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(100_000),
        fc.constantFrom(1000, 7000, 60_000),
        fc.array(fc.tuple(fc.boolean(), fc.nat(30_000)), { maxLength: 20 }),
        async (start, every, steps) => {
          const clock = new FakeClock(NOON + start);
          const { ticks, ticker } = startTicker(clock, every);
          for (const [frozen, ms] of steps) await (frozen ? clock.freeze(ms) : clock.advance(ms));
          ticker.stop();
          let before = start;
          for (const { due, came } of ticks) {
            expect((NOON + due) % every).to.equal(0);
            expect(due).to.be.greaterThan(before - 1);
            expect(came - due).to.be.within(0, every / 2);
            before = due;
          }
        },
      ),
      { numRuns: 50, seed: 3593 },
    );
  });
});
