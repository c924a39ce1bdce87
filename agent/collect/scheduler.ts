import type { Clock } from './clock.ts';
import type { Source, TimedSample } from './source.ts';
import { SourceRun } from './source-run.ts';

export interface ScheduledSource {
  readonly source: Source;
  /** Sampling period in seconds. */
  readonly every: number;
  /** How long a sample may take. Default: 80 % of the period, at most 10 s. */
  readonly timeoutMs?: number;
}

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly sources: readonly ScheduledSource[];
  /** Told every sample, in order of time for each source. */
  onSample(sample: TimedSample): void;
}

const MAX_TIMEOUT = 10_000;

/** The default of ScheduledSource.timeoutMs for a period in seconds. */
export function defaultTimeout(every: number): number {
  return Math.min(every * 800, MAX_TIMEOUT);
}

/**
 * Samples each source at every multiple of its period since the epoch, and once at the start. Sources are
 * independent of each other; a source never runs twice at a time.
 */
export class Scheduler {
  readonly #clock: Clock;
  readonly #runs: readonly SourceRun[];
  readonly #waiting = new Set<() => void>();

  constructor({ clock, sources, onSample }: SchedulerOptions) {
    this.#clock = clock;
    const tell = (sample: TimedSample) => {
      onSample(sample);
      for (const check of [...this.#waiting]) check();
    };
    this.#runs = sources.map(
      ({ source, every, timeoutMs = defaultTimeout(every) }) =>
        new SourceRun({ clock, source, every: every * 1000, timeoutMs, tell }),
    );
  }

  start(): void {
    for (const run of this.#runs) run.start();
  }

  /** Ends sampling; samples under way are aborted and told no more. */
  async stop(): Promise<void> {
    await Promise.all(this.#runs.map((run) => run.stop()));
    for (const check of [...this.#waiting]) check();
  }

  /**
   * Resolves when every sample due at or before `time` has been told, or `graceMs` from now: then an interval
   * that ends at `time` can be calculated.
   */
  settled(time: number, graceMs = 2000): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(graceMs, () => end());
      const check = () => {
        if (this.#runs.every((run) => run.isSettled(time))) end();
      };
      const end = () => {
        cancel();
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}
