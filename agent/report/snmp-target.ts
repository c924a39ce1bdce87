import { once } from 'node:events';
import type { EncodedPart } from '../snmp/notify/notification.ts';
import type { Outcome } from '../snmp/notify/notification-queue.ts';
import { type NotificationTarget, nameOfTarget } from '../snmp/notify/notification-target.ts';
import type { Notifier } from '../snmp/notify/notifier.ts';
import type { PmReport } from './pm-report.ts';
import type { ReportTarget } from './report-target.ts';
import type { SnmpReportEncoder } from './snmp-report-encoder.ts';

/** Parts of a report under way to one target at once: others, such as of a threshold, find room beside them. */
const PARTS_UNDER_WAY = 32;

const STOPPED = 'the agent stopped';

export interface SnmpReportTargetOptions {
  readonly name: string;
  readonly target: NotificationTarget;
  /** Its position among the targets of the notifier. */
  readonly position: number;
  readonly notifier: Notifier;
  readonly encoder: SnmpReportEncoder;
}

/**
 * A receiver of reports over SNMP (KPIinOMA 8.3.1). An inform is delivered when it is acknowledged, a trap when
 * it is sent: nobody knows more of it.
 */
export class SnmpReportTarget implements ReportTarget {
  readonly name: string;
  readonly type = 'snmp';
  readonly #options: SnmpReportTargetOptions;
  /** Of the report of this sequence number, the parts that need not be sent again. */
  #progress = { sequence: 0, delivered: new Set<number>() };

  constructor(options: SnmpReportTargetOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async deliver(report: PmReport, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { sequence } = report;
    if (this.#progress.sequence !== sequence) this.#progress = { sequence, delivered: new Set() };
    const parts = await this.#options.encoder.encode(report);
    const over = new AbortController();
    const aborted = once(signal, 'abort', { signal: over.signal }).catch(() => {});
    const reason = await Promise.race([this.#sendAll(parts, signal), aborted.then(() => STOPPED)]);
    over.abort();
    if (reason !== undefined)
      throw new Error(`${nameOfTarget(this.#options.target)}: ${this.#explain(reason)}`);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Sends what was not delivered yet, in order. Resolves when all is, or with why a part of it was not. */
  async #sendAll(parts: readonly EncodedPart[], signal: AbortSignal): Promise<string | undefined> {
    const { notifier, position } = this.#options;
    const { delivered } = this.#progress;
    const left = [...parts.entries()].filter(([number]) => !delivered.has(number)).values();
    let reason: string | undefined;
    const sendOn = async () => {
      for (const [number, part] of left) {
        const outcome: Outcome = await notifier.send(position, part);
        if ('reason' in outcome) reason ??= outcome.reason;
        else delivered.add(number);
        if (signal.aborted) reason ??= STOPPED;
        if (reason !== undefined) return;
      }
    };
    await Promise.all(Array.from({ length: PARTS_UNDER_WAY }, sendOn));
    return delivered.size === parts.length ? undefined : reason;
  }

  #explain(reason: string): string {
    const { version, inform } = this.#options.target;
    const access = version === 'v3' ? 'user and its passphrases' : 'community';
    const remedy = inform
      ? `see that a receiver listens there and knows the ${access}`
      : 'see that a way leads there';
    return `${reason}; ${remedy}`;
  }
}
