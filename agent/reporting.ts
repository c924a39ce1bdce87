import type { Clock } from './collect/clock.ts';
import type { AgentConfig } from './config/config.ts';
import type { Log } from './log.ts';
import { Delivery } from './report/delivery.ts';
import type { NotificationBuilder } from './report/notification.ts';
import { ReportLog } from './report/report-log.ts';
import type { ReportTarget } from './report/report-target.ts';
import { SnmpReportEncoder } from './report/snmp-report-encoder.ts';
import { snmpReportTargets } from './report/snmp-targets.ts';
import type { Notifier } from './snmp/notify/notifier.ts';
import type { Store } from './store/store.ts';

export interface ReportingOptions {
  readonly config: Pick<AgentConfig, 'instanceId' | 'notify' | 'store' | 'history'>;
  readonly store: Pick<Store, 'outbox'>;
  readonly notifier: Notifier;
  readonly notifications: NotificationBuilder;
  /** Targets of other bindings than SNMP. */
  readonly targets?: readonly ReportTarget[];
  readonly clock: Clock;
  readonly log: Log;
}

/** What becomes of reports once they are made. */
export interface Reporting {
  /** To be started. */
  readonly delivery: Delivery;
  /** The latest reports, those of earlier runs among them. */
  readonly reports: ReportLog;
}

/** Puts together what brings the reports of the outbox to every target, and what shows them. */
export function openReporting(options: ReportingOptions): Reporting {
  const { config, store, notifier, notifications, targets = [], clock, log } = options;
  const { instanceId, notify, history } = config;
  const { outbox } = store;
  const encoder = new SnmpReportEncoder({ instanceId, notifier, notifications, kept: notify.length });
  const reports = new ReportLog(history.reports, (report) => encoder.countParts(report));
  for (const report of outbox.latest(history.reports)) reports.add(report);
  const delivery = new Delivery({
    ...{ outbox, clock, log, backlog: config.store.backlog },
    targets: [...snmpReportTargets(notify, notifier, encoder), ...targets],
    onDropped: (gap) => notifier.notify(notifications.reportsDropped(gap, instanceId)),
  });
  return { delivery, reports };
}
