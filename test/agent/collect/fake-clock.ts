import type { Clock } from '../../../agent/collect/clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to go on. Timers run by elapsed time, as real ones do. */
export class FakeClock implements Clock {
  #elapsed = 0;
  #offset: number;
  readonly #timers = new Set<Timer>();

  constructor(now: number) {
    this.#offset = now;
  }

  now(): number {
    return this.#elapsed + this.#offset;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#elapsed + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Sets the time of day; timers run on as they were. */
  jump(ms: number): void {
    this.#offset += ms;
  }

  /** Lets time pass with nothing running, as while a process is stopped; timers due come late, all at once. */
  async freeze(ms: number): Promise<void> {
    this.#elapsed += ms;
    await this.advance(0);
  }

  /** Lets time pass and runs timers when they are due, with what they set going. */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    await settle();
    for (;;) {
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.#timers.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.callback();
      await settle();
    }
    this.#elapsed = Math.max(this.#elapsed, until);
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
