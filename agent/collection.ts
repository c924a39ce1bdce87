import type { SourceState } from './base-mib/source-table.ts';
import type { Clock } from './collect/clock.ts';
import { type ScheduledSource, Scheduler } from './collect/scheduler.ts';
import type { TimedSample } from './collect/source.ts';
import { IntervalClock } from './interval-clock.ts';
import type { KpiCalculator, KpiResult } from './kpi/calculate.ts';
import type { IntervalHistory } from './kpi/history.ts';
import type { Log } from './log.ts';
import type { Publisher } from './publish/publisher.ts';
import type { Reporter } from './reporter.ts';
import { inSlices } from './slices.ts';

export interface CollectionOptions {
  readonly clock: Clock;
  readonly sources: readonly ScheduledSource[];
  readonly states: readonly SourceState[];
  readonly calculator: KpiCalculator;
  readonly publisher: Publisher;
  readonly history: IntervalHistory;
  readonly reporter: Reporter;
  readonly log: Log;
  /** Told the KPIs of each interval once their values are published. */
  onInterval?(results: readonly KpiResult[], end: number): void;
}

/** Collection and what follows from it: each sample is published, each interval calculated and reported. */
export class Collection {
  readonly #options: CollectionOptions;
  readonly #scheduler: Scheduler;
  readonly #intervals: IntervalClock;
  /** Samples are taken and intervals calculated one after the other: neither sees half of the other. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: CollectionOptions) {
    const { clock, sources, calculator, log } = options;
    this.#options = options;
    this.#scheduler = new Scheduler({ clock, sources, onSample: (sample) => this.#take(sample) });
    this.#intervals = new IntervalClock(
      clock,
      this.#scheduler,
      calculator.frequencies,
      (frequency, end) => this.#end(frequency, end),
      (error) => log.error({ err: error }, 'an interval could not be calculated'),
    );
  }

  start(): void {
    this.#scheduler.start();
    this.#intervals.start();
  }

  /** Ends sampling; what is under way is finished. */
  async stop(): Promise<void> {
    await this.#scheduler.stop();
    await this.#intervals.stop();
    await this.#work;
  }

  #take(sample: TimedSample): void {
    const { calculator, publisher, log } = this.#options;
    const { source } = sample;
    this.#observe(sample);
    this.#queue(() => inSlices(calculator.acceptInSteps(sample)))
      .then(() => publisher.publishSample(source))
      .catch((error) => log.error({ source, err: error }, 'a sample could not be published'));
  }

  #end(frequency: number, end: number): Promise<void> {
    return this.#queue(async () => {
      const { calculator, publisher, history, reporter, onInterval } = this.#options;
      const results: KpiResult[] = [];
      await publisher.publishInterval(calculator.closeInterval(frequency, end), (result) => {
        history.add(result);
        results.push(result);
      });
      await reporter.report(results, end);
      onInterval?.(results, end);
    });
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
