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
  const pattern = isForAll ? undefined : compilePatterns(instances);
  const fits: Keep | undefined =
    pattern && (({ index }) => index.length === 0 || index.some((each) => pattern.test(String(each))));
  const holds = value && compileCondition(value);
  if (fits && holds) return (reading) => fits(reading) && holds(reading);
  return fits ?? holds;
}

/** Those that fit one of the patterns, whole; `*` is any text, `?` any character. */
export function compilePatterns(patterns: readonly string[]): RegExp {
  const forms = patterns.map((pattern) =>
    // Repeated stars say nothing more, and would make a text that does not fit slow to tell.
    pattern
      .replace(/\*+/g, '*')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.'),
  );
  return new RegExp(`^(?:${forms.join('|')})$`, 'su');
}

/** The sample without what its filters discard; itself where it has none. By position of the measurement. */
export function filterSample(timed: TimedSample, keeps: readonly (Keep | undefined)[]): TimedSample {
  const { sample } = timed;
  if (keeps.length === 0 || !sample.ok) return timed;
  const readings = sample.readings.filter((reading) => keeps[reading.measurement]?.(reading) ?? true);
  return { ...timed, sample: { ...sample, readings } };
}

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
