import { atOnce, inSlices, type Steps } from '../slices.ts';
import type { EncodedPart } from '../snmp/notify/notification.ts';
import type { Notifier } from '../snmp/notify/notifier.ts';
import type { NotificationBuilder } from './notification.ts';
import type { PmReport } from './pm-report.ts';

export interface SnmpReportEncoderOptions {
  readonly instanceId: string;
  readonly notifier: Notifier;
  readonly notifications: NotificationBuilder;
  /** How many reports are kept as encoded: one for each target, as each may be at another. */
  readonly kept: number;
}

/** Makes kpi1PmReport of reports, once for all targets. */
export class SnmpReportEncoder {
  readonly #options: SnmpReportEncoderOptions;
  /** By sequence number, the latest last. */
  readonly #encoded = new Map<number, Promise<readonly EncodedPart[]>>();

  constructor(options: SnmpReportEncoderOptions) {
    this.#options = options;
  }

  /** The parts of a report, made in slices. Rejects with a RangeError for a value that its type does not hold. */
  encode(report: PmReport): Promise<readonly EncodedPart[]> {
    const { sequence } = report;
    const known = this.#encoded.get(sequence);
    const parts = known ?? inSlices(this.#steps(report));
    this.#encoded.delete(sequence);
    this.#encoded.set(sequence, parts);
    if (this.#encoded.size > this.#options.kept) {
      const [oldest] = this.#encoded.keys();
      if (oldest !== undefined) this.#encoded.delete(oldest);
    }
    return parts;
  }

  countParts(report: PmReport): number {
    return atOnce(this.#steps(report)).length;
  }

  #steps(report: PmReport): Steps<EncodedPart[]> {
    const { instanceId, notifier, notifications } = this.#options;
    return notifier.encodeInParts({
      trapOid: notifications.trapOid('kpi1PmReport'),
      fixed: (part, parts) => notifications.report(report, instanceId, part, parts).varbinds,
      items: report.items,
    });
  }
}
