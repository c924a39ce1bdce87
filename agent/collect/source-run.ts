import type { Clock } from './clock.ts';
import type { ObservedSample, Sample, Source } from './source.ts';
import { Ticker } from './ticker.ts';

export interface SourceRunOptions {
  readonly clock: Clock;
  readonly source: Source;
  /** Milliseconds. */
  readonly every: number;
  readonly timeoutMs: number;
  /** Told every sample, in order of time. */
  tell(sample: ObservedSample): void;
}

/** How long a source has to say what it got once its time is up. */
const ABORT_GRACE = 250;
/** The sample at the start is left out where it had less time than this before the first tick. */
const MIN_FIRST = 500;

/** One source's sampling. */
export class SourceRun {
  readonly #options: SourceRunOptions;
  readonly #ticker: Ticker;
  #isRunning = false;
  /** The source has not ended a sample, not even after its grace. */
  #isStuck = false;
  /** The sample under way. */
  #current:
    | { readonly at: number; readonly abort: AbortController; readonly ended: Promise<void> }
    | undefined;
  /** Ticks that came while a sample was under way. */
  #skipped: number[] = [];

  constructor(options: SourceRunOptions) {
    this.#options = options;
    this.#ticker = new Ticker(options.clock, options.every, (due) => this.#onTick(due));
  }

  /** Takes a first sample at once where it can end before the first tick, then one a tick. */
  start(): void {
    this.#isRunning = true;
    this.#ticker.start();
    const now = this.#options.clock.now();
    const left = this.#ticker.due - now - 2 * ABORT_GRACE;
    if (left >= MIN_FIRST) this.#begin(now, Math.min(left, this.#options.timeoutMs));
  }

  /** The sample under way is aborted; nothing is told any more. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#ticker.stop();
    this.#current?.abort.abort(new Error('sampling was stopped'));
    await this.#current?.ended;
  }

  /** Whether every sample due at or before `time` has been told. */
  isSettled(time: number): boolean {
    if (!this.#isRunning) return true;
    return this.#ticker.due > time && (this.#current === undefined || this.#current.at > time);
  }

  #onTick(due: number): void {
    if (this.#isStuck) this.#tell(due, fail('an earlier sample has still not ended'));
    else if (this.#current) this.#skipped.push(due);
    else this.#begin(due, this.#options.timeoutMs);
  }

  #begin(at: number, timeoutMs: number): void {
    const abort = new AbortController();
    this.#current = { at, abort, ended: this.#take(at, abort, timeoutMs) };
  }

  async #take(at: number, abort: AbortController, timeoutMs: number): Promise<void> {
    const { clock } = this.#options;
    const began = clock.now();
    const sample = await this.#read(abort, timeoutMs);
    const skipped = this.#skipped;
    this.#current = undefined;
    this.#skipped = [];
    this.#tell(at, sample, Math.max(0, clock.now() - began));
    const reason = `the sample of ${new Date(at).toISOString()} was still under way; a longer period is needed`;
    for (const due of skipped) this.#tell(due, fail(reason));
  }

  /** Reads the source; ends shortly after the timeout whatever the source does. */
  #read(abort: AbortController, timeoutMs: number): Promise<Sample> {
    const { clock, source } = this.#options;
    const { signal } = abort;
    return new Promise((resolve) => {
      const late = new Error(`did not answer within ${timeoutMs / 1000} s`);
      let cancel = clock.after(timeoutMs, () => abort.abort(late));
      const end = (sample: Sample) => {
        cancel();
        this.#isStuck = false;
        resolve(sample);
      };
      signal.addEventListener('abort', () => {
        cancel();
        cancel = clock.after(ABORT_GRACE, () => {
          this.#isStuck = true;
          resolve(fail((signal.reason as Error).message));
        });
      });
      new Promise<Sample>((answer) => answer(source.read(signal))).then(end, (error: unknown) =>
        end(fail(String(error))),
      );
    });
  }

  #tell(at: number, sample: Sample, tookMs?: number): void {
    if (!this.#isRunning) return;
    const { source, tell } = this.#options;
    const { name, counts } = source;
    tell({
      ...{ source: name, at, sample },
      ...(tookMs !== undefined && { tookMs }),
      ...(counts && { counts }),
    });
  }
}

function fail(reason: string): Sample {
  return { ok: false, reason };
}
