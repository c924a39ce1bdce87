import type { Mapping } from './mapping.ts';
import type { MetricProblem, MetricSample } from './metric-sample.ts';
import { matchesSelector, type Selector } from './selector.ts';

export interface LiveSeriesOptions<S> {
  readonly mappings: readonly Mapping[];
  /** After how much silence a series is forgotten, in milliseconds. */
  readonly expireMs: number;
  /** What a series says now, by the name of each metric it is. */
  publish(state: S): Iterable<readonly [metric: string, value: number | bigint]>;
  /** Milliseconds of a clock that never goes back. */
  now?(): number;
  /** Most series of one metric. */
  readonly maxSeries?: number;
}

/** A series that a source is told of. */
export interface LiveSeries<S> {
  readonly state: S;
}

interface Entry<S> extends LiveSeries<S> {
  readonly labels: ReadonlyMap<string, string>;
  heardAt: number;
}

interface Family<S> {
  readonly names: readonly string[];
  readonly selectors: readonly Selector[];
  readonly series: Map<string, Entry<S>>;
  /** There were more series than there is room for. */
  isOver: boolean;
}

const MAX_SERIES = 10_000;

/**
 * The series that a source is told of, between its samples: those that some selector matches, and of each metric
 * no more than there is room for. What has not been heard of for long is forgotten.
 */
export class LiveSeriesTable<S> {
  readonly #options: LiveSeriesOptions<S>;
  readonly #maxSeries: number;
  readonly #now: () => number;
  readonly #selectors = new Map<string, Selector[]>();
  readonly #families = new Map<string, Family<S>>();

  constructor(options: LiveSeriesOptions<S>) {
    this.#options = options;
    this.#maxSeries = options.maxSeries ?? MAX_SERIES;
    this.#now = options.now ?? (() => performance.now());
    for (const { selector } of options.mappings) {
      const known = this.#selectors.get(selector.metric);
      if (known) known.push(selector);
      else this.#selectors.set(selector.metric, [selector]);
    }
  }

  /** Whether a selector names the metric. */
  wants(metric: string): boolean {
    return this.#selectors.has(metric);
  }

  /**
   * The series of these labels, which is published under these names, of which one at least is wanted; `kind`
   * tells apart what may not be of one state. Undefined where no selector matches it, or there is no room.
   */
  hear(
    kind: string,
    names: readonly string[],
    labels: ReadonlyMap<string, string>,
    create: () => S,
  ): LiveSeries<S> | 'unwanted' | 'full' {
    const family = this.#familyOf(kind, names);
    const key = labelsKey(labels);
    const known = family.series.get(key);
    if (known) {
      known.heardAt = this.#now();
      return known;
    }
    if (!isSelected(family, labels)) return 'unwanted';
    if (family.series.size >= this.#maxSeries) {
      family.isOver = true;
      return 'full';
    }
    const entry = { labels, state: create(), heardAt: this.#now() };
    family.series.set(key, entry);
    return entry;
  }

  /** What all series say now, and which metrics have more series than there is room for. */
  read(): { samples: MetricSample[]; problems: MetricProblem[]; metricNames(): Set<string> } {
    const samples: MetricSample[] = [];
    const problems: MetricProblem[] = [];
    this.#forget();
    for (const { names, series, isOver } of this.#families.values()) {
      for (const { labels, state } of series.values()) {
        for (const [name, value] of this.#options.publish(state)) samples.push({ name, labels, value });
      }
      if (!isOver) continue;
      const reason = `has more than ${this.#maxSeries} series; have its source send fewer labels`;
      problems.push(...names.map((metric) => ({ metric, reason })));
    }
    return { samples, problems, metricNames: () => new Set(samples.map(({ name }) => name)) };
  }

  #familyOf(kind: string, names: readonly string[]): Family<S> {
    const key = `${kind} ${names[0]}`;
    const known = this.#families.get(key);
    if (known) return known;
    const selectors = names.flatMap((name) => this.#selectors.get(name) ?? []);
    const family: Family<S> = { names, selectors, series: new Map(), isOver: false };
    // Of names that nobody asks for, nothing is kept.
    if (selectors.length > 0) this.#families.set(key, family);
    return family;
  }

  #forget(): void {
    const oldest = this.#now() - this.#options.expireMs;
    for (const family of this.#families.values()) {
      for (const [key, { heardAt }] of family.series) if (heardAt < oldest) family.series.delete(key);
      if (family.series.size < this.#maxSeries) family.isOver = false;
    }
  }
}

function isSelected<S>({ selectors }: Family<S>, labels: ReadonlyMap<string, string>): boolean {
  return selectors.some((selector) => matchesSelector(selector, { name: selector.metric, labels }));
}

function labelsKey(labels: ReadonlyMap<string, string>): string {
  if (labels.size === 0) return '';
  return JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}
