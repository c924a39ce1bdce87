import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may hold the event loop before requests get their turn, in milliseconds. */
const SLICE = 4;

/** Cuts long work into slices. */
export class Slices {
  #ends = performance.now() + SLICE;

  /** Lets others have the event loop where this slice is over; resolves at once where it is not. */
  turn(): Promise<void> | undefined {
    if (performance.now() < this.#ends) return undefined;
    return nextTurn().then(() => {
      this.#ends = performance.now() + SLICE;
    });
  }
}
