import type { Clock } from './clock.ts';

/** Longest a timer runs before the clock is looked at again: how late a jump of the clock is noticed. */
const MAX_WAIT = 60_000;

/**
 * Ticks at every multiple of `every` ms since the epoch. A tick that comes late is given with the time it was
 * due at, and dropped where it is late by half a period or more, as after a suspend or a jump of the clock:
 * what would be measured then is not what was due.
 */
export class Ticker {
  readonly #clock: Clock;
  readonly #every: number;
  readonly #onTick: (due: number) => void;
  #due = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, every: number, onTick: (due: number) => void) {
    this.#clock = clock;
    this.#every = every;
    this.#onTick = onTick;
  }

  /** When the next tick is due. */
  get due(): number {
    return this.#due;
  }

  start(): void {
    this.stop();
    this.#due = this.#nextAfter(this.#clock.now());
    this.#wait();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wait(): void {
    const left = Math.max(1, this.#due - this.#clock.now());
    this.#cancel = this.#clock.after(Math.min(left, MAX_WAIT), () => this.#wake());
  }

  #wake(): void {
    const now = this.#clock.now();
    const latest = this.#nextAfter(now) - this.#every;
    const isDue = now >= this.#due && now - latest < this.#every / 2;
    this.#due = this.#nextAfter(now);
    this.#wait();
    if (isDue) this.#onTick(latest);
  }

  #nextAfter(time: number): number {
    return (Math.floor(time / this.#every) + 1) * this.#every;
  }
}
