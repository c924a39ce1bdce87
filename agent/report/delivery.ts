import type { Clock } from '../collect/clock.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../store/store.ts';
import type { Gap } from './dropped-reports.ts';
import type { ReportTarget } from './report-target.ts';
import { TargetLoop, type TargetStatistics } from './target-loop.ts';

export interface DeliveryOptions {
  readonly outbox: Outbox;
  readonly targets: readonly ReportTarget[];
  readonly clock: Clock;
  readonly log: Log;
  /** Most reports that wait for one target; beyond it the oldest are dropped. */
  readonly backlog: number;
  /** Told when reports for a target begin to be dropped, and again, with all of them, once it takes reports. */
  onDropped(gap: Gap): void;
  /** 0 ≤ random() < 1, for the pauses between tries; Math.random where not given. */
  random?(): number;
}

/** A target, and how it is doing. */
export interface DeliveryTarget {
  readonly name: string;
  readonly type: ReportTarget['type'];
  readonly statistics: TargetStatistics;
}

/**
 * Brings every report to every target (KPIinOMA 8.2.2.1): at least once, in order, whatever the others are
 * doing; with pauses that grow from 1 s to a minute while a target fails.
 */
export class Delivery {
  readonly #outbox: Outbox;
  readonly #loops: readonly TargetLoop[];
  #running: Promise<unknown> = Promise.resolve();

  constructor({ targets, random = Math.random, ...options }: DeliveryOptions) {
    this.#outbox = options.outbox;
    this.#loops = targets.map((target) => new TargetLoop(target, { ...options, random }));
  }

  /** In their order. */
  get targets(): readonly DeliveryTarget[] {
    return this.#loops;
  }

  /** Targets that the outbox does not know begin with the next report. */
  start(): void {
    this.#outbox.openTargets(this.#loops.map(({ name }) => name));
    this.#running = Promise.all(this.#loops.map((loop) => loop.run()));
  }

  /** A report was appended. */
  wake(): void {
    for (const loop of this.#loops) loop.wake();
  }

  /** Ends when nothing more can be delivered at once, or `graceMs` are over; what waits is kept by the outbox. */
  async stop(graceMs: number): Promise<void> {
    for (const loop of this.#loops) loop.end();
    const timer = setTimeout(() => {
      for (const loop of this.#loops) loop.abort();
    }, graceMs);
    await this.#running;
    clearTimeout(timer);
    await Promise.all(this.#loops.map((loop) => loop.close()));
  }
}
