import type { Clock } from '../collect/clock.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../store/store.ts';
import { DroppedReports, type Gap } from './dropped-reports.ts';
import type { ReportTarget } from './report-target.ts';
import { TargetState } from './target-state.ts';

/** Milliseconds until a delivery that failed is tried again: twice as long after each failure, up to the last. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export interface TargetLoopOptions {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  /** Most reports that wait for the target. */
  readonly backlog: number;
  /** Told when reports begin to be dropped, and again, with all of them, once the target takes reports. */
  onDropped(gap: Gap): void;
  /** 0 ≤ random() < 1. */
  random(): number;
}

/** How a target is doing; counts are since the agent started. */
export interface TargetStatistics {
  readonly status: TargetState['status'];
  /** Why the latest delivery failed; empty where it did not. */
  readonly reason: string;
  readonly lastSuccess: Date | undefined;
  /** Reports that were delivered. */
  readonly reports: number;
  /** Deliveries that failed. */
  readonly failures: number;
  /** No report up to this sequence number waits. */
  readonly sequence: number;
  /** How many reports wait. */
  readonly waiting: number;
  readonly dropped: number;
}

/** Brings the reports of the outbox to one target, one after the other, each until it is acknowledged. */
export class TargetLoop {
  readonly name: string;
  readonly type: ReportTarget['type'];
  readonly #target: ReportTarget;
  readonly #state = new TargetState();
  readonly #options: TargetLoopOptions;
  readonly #dropped: DroppedReports;
  readonly #abort = new AbortController();
  /** Delivered in this run; acknowledging it may have failed. */
  #delivered = 0;
  #isDelivering = false;
  #isEnding = false;
  #isWoken = false;
  #wakeUp: (() => void) | undefined;
  #cutShort: (() => void) | undefined;

  constructor(target: ReportTarget, options: TargetLoopOptions) {
    const { outbox, log, backlog, onDropped } = options;
    this.name = target.name;
    this.type = target.type;
    this.#target = target;
    this.#options = options;
    this.#dropped = new DroppedReports(target.name, { outbox, log, backlog, onDropped });
  }

  get statistics(): TargetStatistics {
    const { outbox } = this.#options;
    const { status, reason, lastSuccess, reports, failures } = this.#state;
    const waiting = outbox.backlog(this.name);
    const sequence = outbox.lastSequence - waiting;
    return {
      status,
      reason,
      lastSuccess,
      reports,
      failures,
      sequence,
      waiting,
      dropped: this.#dropped.count,
    };
  }

  /** There may be a report more. */
  wake(): void {
    this.#isWoken = true;
    // What is under way is not dropped.
    if (!this.#isDelivering) this.#trim();
    this.#wakeUp?.();
  }

  /** Delivers what waits and is yet to come. Resolves after `end`, once nothing more can be delivered at once. */
  async run(): Promise<void> {
    this.#trim();
    while (!this.#abort.signal.aborted) {
      this.#isWoken = false;
      const step = await this.#step();
      if (step === 'delivered' || (step === 'idle' && this.#isWoken)) continue;
      if (this.#isEnding) return;
      if (step === 'idle') await this.#idle();
      else await this.#pause();
    }
  }

  /** Delivers no more than what can be delivered at once; nothing more once it is aborted. */
  end(): void {
    this.#isEnding = true;
    this.#wakeUp?.();
    this.#cutShort?.();
  }

  abort(): void {
    this.#abort.abort(new Error('the agent stopped'));
  }

  async close(): Promise<void> {
    await this.#target.close().catch((error) => {
      this.#log('warn', { err: error }, 'the connections of a target could not be closed');
    });
  }

  async #step(): Promise<'delivered' | 'failed' | 'idle'> {
    const { outbox, clock } = this.#options;
    const { name } = this;
    try {
      const report = outbox.next(name);
      if (!report) return 'idle';
      if (report.sequence !== this.#delivered) {
        this.#isDelivering = true;
        await this.#target.deliver(report, this.#abort.signal);
        this.#delivered = report.sequence;
      }
      outbox.acknowledge(name, report.sequence);
      if (this.#state.succeeded(clock.now())) this.#log('info', {}, 'reports are delivered');
      this.#dropped.tellAll();
      return 'delivered';
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#fail(error);
      return 'failed';
    } finally {
      this.#isDelivering = false;
      this.#trim();
    }
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#state.failed(reason)) this.#log('warn', { reason }, 'reports wait: they cannot be delivered');
  }

  #trim(): void {
    try {
      this.#dropped.trim();
    } catch (error) {
      this.#fail(error);
    }
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeUp = resolve;
    });
  }

  /** Random by a half, so that instances that failed together do not come back together. */
  #pause(): Promise<void> {
    const { clock, random } = this.#options;
    const longest = Math.min(FIRST_PAUSE * 2 ** (this.#state.streak - 1), LONGEST_PAUSE);
    return new Promise((resolve) => {
      const cancel = clock.after(longest * (0.5 + random() / 2), resolve);
      this.#cutShort = () => {
        cancel();
        resolve();
      };
    });
  }

  #log(level: 'info' | 'warn', fields: object, message: string): void {
    this.#options.log[level]({ target: this.name, ...fields }, message);
  }
}
