import type { Clock } from './collect/clock.ts';
import type { Scheduler } from './collect/scheduler.ts';
import { Ticker } from './collect/ticker.ts';

/**
 * Tells the end of each interval, one after the other, once the samples due at it have come or had their
 * time (Scheduler.settled).
 */
export class IntervalClock {
  readonly #tickers: readonly Ticker[];
  readonly #onFailure: (error: unknown) => void;
  #isRunning = false;
  #work: Promise<void> = Promise.resolve();

  /** `frequencies` in seconds. */
  constructor(
    clock: Clock,
    sampling: Pick<Scheduler, 'settled'>,
    frequencies: readonly number[],
    onEnd: (frequency: number, end: number) => Promise<void>,
    onFailure: (error: unknown) => void,
  ) {
    this.#onFailure = onFailure;
    this.#tickers = frequencies.map(
      (frequency) =>
        new Ticker(clock, frequency * 1000, (end) => {
          this.#queue(sampling.settled(end, graceOf(frequency)), () => onEnd(frequency, end));
        }),
    );
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (const ticker of this.#tickers) ticker.start();
  }

  /** Tells no more intervals until it is started again. */
  pause(): void {
    this.#isRunning = false;
    for (const ticker of this.#tickers) ticker.stop();
  }

  /** Ends telling; what is under way is finished. */
  async stop(): Promise<void> {
    this.pause();
    await this.#work;
  }

  #queue(ready: Promise<void>, work: () => Promise<void>): void {
    this.#work = Promise.all([this.#work, ready])
      .then(work)
      .catch((error: unknown) => this.#onFailure(error));
  }
}

/** How long an interval waits for its last samples: what is kept of it is gone once the one after it ends. */
function graceOf(frequency: number): number {
  return Math.min(2000, frequency * 500);
}
