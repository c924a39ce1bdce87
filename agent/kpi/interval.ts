/**
 * Intervals of a frequency f are aligned to the clock: their ends are the multiples of f since the epoch, in
 * UTC. A sample taken at an interval's end closes it and is where the next one starts from, so an interval
 * holds the samples with begin < time ≤ end. Times and frequencies here are in milliseconds.
 */
export interface Interval {
  readonly begin: number;
  readonly end: number;
}

/** The interval that a sample of this time belongs to. */
export function intervalOf(time: number, frequency: number): Interval {
  const end = intervalEnd(time, frequency);
  return { begin: end - frequency, end };
}

/** The end of the interval that a sample of this time belongs to. */
export function intervalEnd(time: number, frequency: number): number {
  return Math.ceil(time / frequency) * frequency;
}

/** The interval under way at this time: at a boundary, the one that begins. */
export function currentInterval(time: number, frequency: number): Interval {
  const begin = Math.floor(time / frequency) * frequency;
  return { begin, end: begin + frequency };
}
