import { formatFigure } from '../model/accuracy.ts';
import type { ModelModule } from '../model/model.ts';
import type { KpiCalculator, KpiResult } from './kpi/calculate.ts';
import { isReported, scheduleReports } from './kpi/report-schedule.ts';
import type { Log } from './log.ts';
import type { Publication } from './publish/publication.ts';
import type { CriteriaOf, ReportCriteria } from './report/criteria.ts';
import type { Delivery } from './report/delivery.ts';
import type { NotificationBuilder } from './report/notification.ts';
import { itemName } from './report/pm-report.ts';
import { RaisedAlarms } from './report/raised-alarms.ts';
import { type DueKpi, reportItems } from './report/report-items.ts';
import type { ReportLog } from './report/report-log.ts';
import { type ThresholdChange, ThresholdWatch } from './report/threshold-watch.ts';
import { inSlices, type Steps } from './slices.ts';
import type { Notifier } from './snmp/notify/notifier.ts';
import type { Store } from './store/store.ts';

export interface ReporterOptions {
  readonly instanceId: string;
  readonly modules: readonly ModelModule[];
  readonly calculator: KpiCalculator;
  readonly publication: Publication;
  readonly notifications: NotificationBuilder;
  /** Tells of thresholds. */
  readonly notifier: Notifier;
  readonly store: Pick<Store, 'outbox' | 'state' | 'transaction'>;
  /** Brings to the targets what is in the outbox. */
  readonly delivery: Pick<Delivery, 'wake'>;
  readonly reports: ReportLog;
  readonly criteriaOf: CriteriaOf;
  readonly log: Log;
}

/** Reports what an interval came to (KPIinOMA 6.1.2): the figures of each module, and thresholds crossed. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #alarms: RaisedAlarms;
  readonly #thresholds: ThresholdWatch;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#alarms = new RaisedAlarms(options.store);
    this.#thresholds = new ThresholdWatch(this.#alarms);
  }

  /** Reports what the interval that ended at `end` came to, without holding up answers. */
  async report(results: readonly KpiResult[], end: number): Promise<void> {
    const due = this.#findDue(results, end);
    for (const module of this.#options.modules) {
      const own = due.filter(({ result }) => result.module === module);
      if (own.length > 0) await inSlices(this.#append(module, own));
    }
    this.#saveAlarms();
  }

  /** The KPIs that are to be reported now; tells of the thresholds that they crossed. */
  #findDue(results: readonly KpiResult[], end: number): DueKpi[] {
    return results.flatMap((result) => {
      const criteria = this.#options.criteriaOf(result.kpi);
      if (!criteria) return [];
      const changes = this.#thresholds.observe(result, criteria);
      for (const change of changes) this.#tellThreshold(change);
      const isDue = isReportedAt(end, result, criteria, changes.length > 0);
      return isDue ? [{ result, content: criteria.content }] : [];
    });
  }

  *#append(module: ModelModule, due: readonly DueKpi[]): Steps<void> {
    const { calculator, publication, store, delivery, reports, log } = this.#options;
    const [first] = due;
    if (!first) return;
    const { items, isSuspect } = yield* reportItems(due, calculator, publication);
    try {
      const report = store.outbox.append({
        identifier: module.name,
        begin: new Date(first.result.begin),
        end: new Date(first.result.end),
        validity: isSuspect ? 'suspect' : 'valid',
        items,
      });
      reports.add(report);
    } catch (error) {
      log.error({ module: module.name, err: error }, 'a report is lost: it could not be stored');
      return;
    }
    delivery.wake();
  }

  #saveAlarms(): void {
    const { log } = this.#options;
    try {
      this.#alarms.save();
    } catch (error) {
      log.error(
        { err: error },
        'which thresholds are met could not be stored: after a restart they are told again',
      );
    }
  }

  #tellThreshold({ kpi, index, raised, severity, condition, value }: ThresholdChange): void {
    const { publication, notifications, notifier, instanceId } = this.#options;
    notifier.notify(
      notifications.build(raised ? 'kpi1ThresholdRaised' : 'kpi1ThresholdCleared', {
        kpi1InstanceId: instanceId,
        kpi1ThresholdKpi: itemName(kpi.name, index),
        kpi1ThresholdSeverity: severity,
        kpi1ThresholdCondition: condition,
        kpi1ThresholdValue: value === undefined ? '' : formatFigure(value, kpi.dataType),
        kpi1ThresholdObject: publication.instanceOf(kpi, index).join('.'),
      }),
    );
  }
}

/** Whether the interval that ends at `end` is reported of this KPI: within its duration, by one of its criteria. */
function isReportedAt(
  end: number,
  { kpi: { reportingFrequency } }: KpiResult,
  { period, when, since, duration }: ReportCriteria,
  hasCrossed: boolean,
): boolean {
  const terms = { reportingFrequency, reportingDuration: duration };
  if (when !== 'threshold' && isReported(scheduleReports(terms, since, period), end)) return true;
  return when !== 'periodic' && hasCrossed && isReported(scheduleReports(terms, since), end);
}
