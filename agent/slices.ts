import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may hold the event loop before requests get their turn, in milliseconds. */
const SLICE = 4;

/** Cuts long work into slices. */
export class Slices {
  #ends = performance.now() + SLICE;

  /** Lets others have the event loop where this slice is over; undefined where it is not. */
  turn(): Promise<void> | undefined {
    if (performance.now() < this.#ends) return undefined;
    return nextTurn().then(() => {
      this.#ends = performance.now() + SLICE;
    });
  }
}

/** Work that yields wherever it may be interrupted, and returns what it comes to. */
export type Steps<T> = Generator<void, T>;

/**
 * Does work in slices; others have the event loop before the first one and between two. Rejects with the
 * signal's reason once that has aborted.
 */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  await nextTurn();
  const slices = new Slices();
  for (;;) {
    signal?.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    const turn = slices.turn();
    if (turn) await turn;
  }
}

/** Does work at one go. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
