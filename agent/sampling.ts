import type { Clock } from './collect/clock.ts';
import { type ScheduledSource, Scheduler } from './collect/scheduler.ts';
import type { TimedSample } from './collect/source.ts';

/** How a source is sampled. */
export interface SamplingTerms {
  /** Seconds. */
  readonly every: number;
  readonly timeoutMs: number;
}

interface Run {
  readonly terms: SamplingTerms;
  readonly scheduler: Scheduler;
}

/** The sources that are being sampled, each with terms of its own that may change. */
export class Sampling {
  readonly #clock: Clock;
  readonly #onSample: (sample: TimedSample) => void;
  readonly #runs = new Map<string, Run>();
  /** What sources are still ending: one never runs twice at a time. */
  readonly #ending = new Map<string, Promise<void>>();

  constructor(clock: Clock, onSample: (sample: TimedSample) => void) {
    this.#clock = clock;
    this.#onSample = onSample;
  }

  isSampled(source: string): boolean {
    return this.#runs.has(source);
  }

  /** Samples a source with these terms from now on; undefined: not any more. */
  set({ source }: ScheduledSource, terms: SamplingTerms | undefined): void {
    const run = this.#runs.get(source.name);
    if (terms?.every === run?.terms.every && terms?.timeoutMs === run?.terms.timeoutMs) return;
    if (run) this.#end(source.name, run);
    if (!terms) return;
    const scheduler = new Scheduler({
      clock: this.#clock,
      sources: [{ source, ...terms }],
      onSample: this.#onSample,
    });
    const next = { terms, scheduler };
    this.#runs.set(source.name, next);
    const begin = () => {
      if (this.#runs.get(source.name) === next) scheduler.start();
    };
    const ending = this.#ending.get(source.name);
    if (ending) ending.then(begin);
    else begin();
  }

  /** Resolves when every sample due at or before `time` has been told, or `graceMs` from now. */
  async settled(time: number, graceMs?: number): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ scheduler }) => scheduler.settled(time, graceMs)));
  }

  /** Ends sampling; samples under way are aborted and told no more. */
  async stop(): Promise<void> {
    for (const [name, run] of this.#runs) this.#end(name, run);
    await Promise.all(this.#ending.values());
  }

  #end(name: string, { scheduler }: Run): void {
    this.#runs.delete(name);
    const ended = Promise.all([this.#ending.get(name), scheduler.stop()]).then(() => {
      if (this.#ending.get(name) === ended) this.#ending.delete(name);
    });
    this.#ending.set(name, ended);
  }
}
