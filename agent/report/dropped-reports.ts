import type { Log } from '../log.ts';
import type { Outbox } from '../store/store.ts';

/** Reports that a target does not get: all from the first to the last. */
export interface Gap {
  /** Name of the target. */
  readonly target: string;
  /** Sequence numbers. */
  readonly first: number;
  readonly last: number;
}

export interface DroppedReportsOptions {
  readonly outbox: Outbox;
  readonly log: Log;
  /** Most reports that wait. */
  readonly backlog: number;
  onDropped(gap: Gap): void;
}

/** Keeps what waits for a target within its bound, and tells of what had to go. */
export class DroppedReports {
  /** How many were dropped since the agent started. */
  count = 0;
  readonly #target: string;
  readonly #options: DroppedReportsOptions;
  /** Since the target last took a report. */
  #gap: Gap | undefined;
  /** Whether it was told that reports are dropped, and the target has not caught up since. */
  #isTold = false;

  constructor(target: string, options: DroppedReportsOptions) {
    this.#target = target;
    this.#options = options;
  }

  /** Drops the oldest reports until no more wait than may; tells so where that begins. */
  trim(): void {
    const { outbox, log, backlog, onDropped } = this.#options;
    const target = this.#target;
    if (outbox.backlog(target) <= backlog) return;
    const oldest = this.#gap ? this.#gap.last + 1 : outbox.next(target)?.sequence;
    const dropped = outbox.trim(target, backlog);
    if (oldest === undefined || dropped === 0) return;
    this.count += dropped;
    this.#gap = { target, first: this.#gap?.first ?? oldest, last: oldest + dropped - 1 };
    if (this.#isTold) return;
    this.#isTold = true;
    log.warn(
      { target, first: oldest, backlog },
      'the oldest reports are dropped: too many wait for the target',
    );
    onDropped(this.#gap);
  }

  /** The target takes reports again: tells all that it did not get. */
  tellAll(): void {
    const gap = this.#gap;
    if (!gap) return;
    this.#gap = undefined;
    const { outbox, log, backlog, onDropped } = this.#options;
    // One that is only slow takes one and leaves a gap again.
    if (outbox.backlog(this.#target) <= backlog / 2) this.#isTold = false;
    log.warn({ ...gap }, 'the target does not get these reports');
    onDropped(gap);
  }
}
