import type { ModelFigure, ModelKpi, ModelMeasurement, ModelModule } from '../model/model.ts';
import { NoValue } from '../model/value.ts';
import type { SourceState } from './base-mib/source-table.ts';
import type { Clock } from './collect/clock.ts';
import { filterSample } from './collect/filter.ts';
import type { ScheduledSource } from './collect/scheduler.ts';
import type { TimedSample } from './collect/source.ts';
import type { BoundSource } from './config/bind.ts';
import { IntervalClock } from './interval-clock.ts';
import { type CollectionJobs, endedAt } from './jobs/collection-jobs.ts';
import {
  intervalsToStore,
  type NamedMeasurement,
  nameMeasurements,
  rowsToStore,
} from './jobs/history-rows.ts';
import { isCollectedFrom, planSource, type SourcePlan } from './jobs/source-plan.ts';
import { findWanted, type Wanted } from './jobs/wanted.ts';
import type { KpiCalculator, KpiResult } from './kpi/calculate.ts';
import type { IntervalHistory } from './kpi/history.ts';
import type { Log } from './log.ts';
import type { Publisher } from './publish/publisher.ts';
import type { Reporter } from './reporter.ts';
import { Sampling } from './sampling.ts';
import type { Settings } from './settings/settings.ts';
import { inSlices, type Steps } from './slices.ts';
import type { HistoryStore } from './store/store.ts';

export interface CollectionOptions {
  readonly clock: Clock;
  readonly modules: readonly ModelModule[];
  readonly sources: readonly ScheduledSource[];
  /** What the sources are bound to, in the same order. */
  readonly bound: readonly BoundSource[];
  readonly states: readonly SourceState[];
  readonly jobs: CollectionJobs;
  readonly settings: Settings;
  readonly calculator: KpiCalculator;
  readonly publisher: Publisher;
  readonly history: IntervalHistory;
  readonly reporter: Pick<Reporter, 'report'>;
  /** Where samples and intervals are kept for later retrieval. */
  readonly store?: HistoryStore;
  readonly log: Log;
  /** Told the KPIs of each interval once their values are published. */
  onInterval?(results: readonly KpiResult[], end: number): void;
}

/** By then an interval has been calculated, in milliseconds after its end. */
const SETTLED = 5000;

/**
 * Collection and what follows from it: what jobs ask for is sampled, filtered, stored and published, and each
 * interval is calculated, stored and reported.
 */
export class Collection {
  readonly #options: CollectionOptions;
  readonly #sampling: Sampling;
  readonly #intervals: IntervalClock;
  /** The measurements of each source with their modules. */
  readonly #named: ReadonlyMap<string, readonly NamedMeasurement[]>;
  #plans: ReadonlyMap<string, SourcePlan> = new Map();
  #wanted: Wanted = new Map();
  /** The KPIs whose values are published. */
  #collected: ReadonlySet<ModelKpi> = new Set();
  /** Samples are taken and intervals calculated one after the other: neither sees half of the other. */
  #work: Promise<unknown> = Promise.resolve();
  #isRunning = false;

  constructor(options: CollectionOptions) {
    const { clock, calculator, log } = options;
    this.#options = options;
    this.#named = nameMeasurements(options);
    this.#sampling = new Sampling(clock, (sample) => this.#take(sample));
    this.#intervals = new IntervalClock(
      clock,
      this.#sampling,
      calculator.frequencies,
      (frequency, end) => this.#end(frequency, end),
      (error) => log.error({ err: error }, 'an interval could not be calculated'),
    );
  }

  /** Collects what jobs and settings ask for, until it is stopped. */
  start(): void {
    const { clock, calculator, jobs } = this.#options;
    const whyNot = (measurement: ModelMeasurement) => jobs.whyNot(measurement) ?? '';
    calculator.collectOnly(() => false, clock.now(), whyNot);
    this.#isRunning = true;
    this.refresh();
  }

  /** Samples what jobs and settings ask for now: to be called when either has changed. */
  refresh(): void {
    this.#queue(() => this.#followJobs()).catch((error) =>
      this.#options.log.error({ err: error }, 'collection could not be changed'),
    );
  }

  /** Ends sampling; what is under way is finished. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    await this.#sampling.stop();
    await this.#intervals.stop();
    await this.#work;
  }

  async #followJobs(): Promise<void> {
    if (!this.#isRunning) return;
    const { clock, modules, sources, bound, jobs, settings, calculator, publisher } = this.#options;
    const before = this.#wanted;
    this.#wanted = findWanted({
      ...{ modules, jobs },
      expressionOf: (kpi) => calculator.formulaOf(kpi).expression,
      isFrom: (measurement, profile) =>
        isCollectedFrom(publisher.sourceOf.get(measurement) ?? '', profile, settings),
    });
    const now = clock.now();
    calculator.collectOnly(
      (measurement) => this.#wanted.has(measurement),
      now,
      (measurement) => jobs.whyNot(measurement) ?? endedAt(now),
    );
    const plans = bound.map((each) => [each.config.name, planSource(each, this.#wanted, settings)] as const);
    this.#plans = new Map(plans);
    for (const [n, source] of sources.entries()) this.#follow(source, plans[n]?.[1]);
    const gone = [...before.keys()].filter((measurement) => !this.#wanted.has(measurement));
    await this.#withdraw(gone);
    if (jobs.isActive) this.#intervals.start();
    else this.#intervals.pause();
  }

  #follow(source: ScheduledSource, plan: SourcePlan | undefined): void {
    const { calculator, states } = this.#options;
    const { name } = source.source;
    if (plan?.terms) calculator.setPeriod(name, plan.terms.every);
    else states.find((state) => state.name === name)?.rest();
    this.#sampling.set(source, plan?.terms);
  }

  /** Takes back what is published of figures that are not collected any more. */
  async #withdraw(gone: readonly ModelMeasurement[]): Promise<void> {
    const { clock, modules, jobs, publisher } = this.#options;
    const sources = new Set(gone.map((measurement) => publisher.sourceOf.get(measurement) ?? ''));
    for (const source of sources) await publisher.publishSample(source);
    const end = clock.now();
    const kpis = modules.flatMap((module) => module.kpis.map((kpi) => ({ module, kpi })));
    const ended = kpis.flatMap(({ module, kpi }) => {
      const why = this.#collected.has(kpi) ? jobs.whyNot(kpi) : undefined;
      return why === undefined ? [] : [{ module, kpi, begin: end, end, rows: new NoValue(why) }];
    });
    this.#collected = new Set(kpis.map(({ kpi }) => kpi).filter((kpi) => jobs.jobOf(kpi)));
    if (ended.length > 0) await publisher.publishInterval(ended, () => undefined);
  }

  #take(sample: TimedSample): void {
    const { calculator, publisher, jobs, log } = this.#options;
    const { source, at } = sample;
    this.#observe(sample);
    const fail = (what: string) => (error: unknown) => log.error({ source, err: error }, what);
    this.#queue(async () => {
      const { keeps = [] } = this.#plans.get(source) ?? {};
      await inSlices(calculator.acceptInSteps(filterSample(sample, keeps)));
      publisher.publishSample(source).catch(fail('a sample could not be published'));
      if (sample.sample.ok) await this.#store('a sample', (store) => this.#storeSample(store, source, at));
      if (jobs.expire(at - SETTLED)) await this.#followJobs();
    }).catch(fail('a sample could not be taken'));
  }

  #storeSample(store: HistoryStore, source: string, at: number): Steps<void> {
    return store.addSample(at, rowsToStore(this.#named.get(source) ?? [], at, this.#options.calculator));
  }

  #end(frequency: number, end: number): Promise<void> {
    return this.#queue(async () => {
      const { calculator, publisher, history, reporter, jobs, onInterval } = this.#options;
      const results: KpiResult[] = [];
      const collected = collectedOnly(calculator.closeInterval(frequency, end), (kpi) => !jobs.whyNot(kpi));
      await publisher.publishInterval(collected, (result) => {
        history.add(result);
        results.push(result);
      });
      await this.#store('an interval', (store) => store.addIntervals(intervalsToStore(results)));
      await reporter.report(results, end);
      onInterval?.(results, end);
      if (jobs.expire(end, frequency)) await this.#followJobs();
    });
  }

  /** What cannot be stored is missing in history; collection goes on. */
  async #store(what: string, work: (store: HistoryStore) => Steps<void>): Promise<void> {
    const { store, log } = this.#options;
    if (!store) return;
    try {
      await inSlices(work(store));
    } catch (error) {
      log.error({ err: error }, `${what} could not be stored`);
    }
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** Says so where a source goes up or down. */
  #observe(timed: TimedSample): void {
    const { states, log } = this.#options;
    const { source, sample } = timed;
    if (!states.find(({ name }) => name === source)?.observe(timed)) return;
    if (sample.ok) log.info({ source }, 'the source answers');
    else log.warn({ source, reason: sample.reason }, 'the source does not answer');
  }
}

/** The results of figures that are collected: of the others nothing is known, and nothing is to be kept. */
function* collectedOnly(
  results: Iterable<KpiResult>,
  isCollected: (kpi: ModelFigure) => boolean,
): Generator<KpiResult> {
  for (const result of results) if (isCollected(result.kpi)) yield result;
}
