import { addExact, type Exact } from '../../kpi/exact.ts';
import type { StatsdLine } from './statsd-line.ts';

/** Most different members of a set that are told apart between two samples. */
const MAX_MEMBERS = 10_000;

/** What one series has been told. */
export interface StatsdState {
  take(line: StatsdLine): void;
  /** What it says now, by the name of each metric; what counts from sample to sample begins anew. */
  publish(): Iterable<readonly [metric: string, value: Exact]>;
}

/** The names that a metric is published under. */
export function publishedNames({ name, type }: StatsdLine): readonly string[] {
  if (type !== 'timer') return [name];
  return ['count', 'sum', 'min', 'max', 'mean'].map((suffix) => `${name}.${suffix}`);
}

/** The state of a series that begins with this line, which is not taken yet. */
export function createState({ name, type }: StatsdLine): StatsdState {
  if (type === 'c') return counter(name);
  if (type === 'g') return gauge(name);
  return type === 's' ? set(name) : timer(name);
}

/** The running total, so that each sample tells all there was. */
function counter(name: string): StatsdState {
  let total: Exact = 0;
  return {
    take({ values, rate }) {
      for (const value of values) total = addExact(total, Number(value) / rate);
    },
    publish: () => [[name, total]],
  };
}

/** A value with a sign changes the gauge, one without sets it. */
function gauge(name: string): StatsdState {
  let now: Exact = 0;
  return {
    take({ values }) {
      for (const value of values) now = addExact(/^[+-]/.test(value) ? now : 0, Number(value));
    },
    publish: () => [[name, now]],
  };
}

/** How many different members there were since the last sample. */
function set(name: string): StatsdState {
  const members = new Set<string>();
  return {
    take({ values }) {
      for (const value of values) if (members.size < MAX_MEMBERS) members.add(value);
    },
    publish() {
      const { size } = members;
      members.clear();
      return [[name, size]];
    },
  };
}

/** Count and sum as running totals; least, greatest and mean of what came since the last sample, if anything did. */
function timer(name: string): StatsdState {
  let count: Exact = 0;
  let sum: Exact = 0;
  let recent = { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  return {
    take({ values, rate }) {
      for (const text of values) {
        const value = Number(text);
        count = addExact(count, 1 / rate);
        sum = addExact(sum, value / rate);
        recent.count += 1;
        recent.sum += value;
        recent.min = Math.min(recent.min, value);
        recent.max = Math.max(recent.max, value);
      }
    },
    *publish() {
      yield [`${name}.count`, count];
      yield [`${name}.sum`, sum];
      if (recent.count === 0) return;
      yield [`${name}.min`, recent.min];
      yield [`${name}.max`, recent.max];
      yield [`${name}.mean`, recent.sum / recent.count];
      recent = { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
    },
  };
}
