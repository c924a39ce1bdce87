import type { Threshold } from '../../model/model.ts';
import type { Reading, TimedSample } from './source.ts';

/** Which readings of a sample are kept (KPIinOMA 6.1.1): both must hold. */
export interface Filter {
  /** Patterns with `*` and `?`, one of which some index value must fit; none: every row. A scalar has no index. */
  readonly instances: readonly string[];
  /** What a number must be, as the source says it; undefined: anything. */
  readonly value?: Threshold;
}

/** Whether a reading is kept. */
export type Keep = (reading: Reading) => boolean;

/** Makes one test of a filter; undefined where it keeps everything, so that nothing need be looked at. */
export function compileFilter({ instances, value }: Filter): Keep | undefined {
  const isForAll = instances.length === 0 || instances.includes('*');
  const fitsOne = (value: string | number) =>
    instances.some((pattern) => fitsPattern(String(value), pattern));
  const fits: Keep | undefined = isForAll
    ? undefined
    : ({ index }) => index.length === 0 || index.some(fitsOne);
  const holds = value && compileCondition(value);
  if (fits && holds) return (reading) => fits(reading) && holds(reading);
  return fits ?? holds;
}

/** Whether a text fits a pattern as a whole: `*` is any text, `?` any character. Never slower than their product. */
export function fitsPattern(text: string, pattern: string): boolean {
  let star = -1;
  let resume = 0;
  let p = 0;
  for (let t = 0; t < text.length; ) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      // The latest star takes one character more.
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/**
 * The sample without what its filters discard; itself where there is none. `keeps` by position of the
 * measurement. A scalar that is discarded has no value, and says why.
 */
export function filterSample(timed: TimedSample, keeps: readonly (Keep | undefined)[]): TimedSample {
  const { sample } = timed;
  if (keeps.length === 0 || !sample.ok) return timed;
  const problems = [...sample.problems];
  const readings = sample.readings.filter((reading) => {
    const { measurement, index } = reading;
    const isKept = keeps[measurement]?.(reading) ?? true;
    if (!isKept && index.length === 0) problems.push({ measurement, index, reason: DISCARDED });
    return isKept;
  });
  return { ...timed, sample: { ok: true, readings, problems } };
}

const DISCARDED = 'the filter discards its value';

function compileCondition({ operator, limit }: Threshold): Keep {
  const meets = MEETS[operator];
  return ({ series }) => {
    let sum = 0;
    for (const value of series.values()) {
      if (typeof value === 'string' || typeof value === 'boolean') return true;
      sum += Number(value);
    }
    return meets(sum, limit);
  };
}

const MEETS: Record<Threshold['operator'], (value: number, limit: number) => boolean> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '==': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
};
