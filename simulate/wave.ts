/** How something goes up and down: a day's wave and a faster one of its own. Times and periods are in seconds. */
export interface Wave {
  /** Part by which the day's wave goes up and down, 0..1. */
  readonly day: number;
  readonly dayPeriod: number;
  /** Part by which the faster wave goes up and down, 0..1. */
  readonly own: number;
  readonly ownPeriod: number;
  /** Where in its period the faster wave is at time 0, 0..1. */
  readonly ownPhase: number;
}

/** The busiest moment of a day: 15:00 UTC. */
const BUSIEST = 15 / 24;

/** The wave at a time: 1 on average, never below 0. */
export function waveAt(wave: Wave, time: number): number {
  const { a, b } = angles(wave, time);
  return (1 + wave.day * Math.cos(a)) * (1 + wave.own * Math.cos(b));
}

/** The integral of the wave from time 0 on: what a counter with this rate has counted. It never goes back. */
export function waveSum(wave: Wave, time: number): number {
  const { day, own } = wave;
  const { a, b } = angles(wave, time);
  const { a: a0, b: b0 } = angles(wave, 0);
  const [fast, slow] = [(2 * Math.PI) / wave.ownPeriod, (2 * Math.PI) / wave.dayPeriod];
  const grown = (now: number, then: number, frequency: number) =>
    (Math.sin(now) - Math.sin(then)) / frequency;
  const both = grown(a + b, a0 + b0, slow + fast) + grown(a - b, a0 - b0, slow - fast);
  return time + day * grown(a, a0, slow) + own * grown(b, b0, fast) + (day * own * both) / 2;
}

function angles({ dayPeriod, ownPeriod, ownPhase }: Wave, time: number): { a: number; b: number } {
  return {
    a: 2 * Math.PI * (time / dayPeriod - BUSIEST),
    b: 2 * Math.PI * (time / ownPeriod + ownPhase),
  };
}
