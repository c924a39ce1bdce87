import { formatFigure } from '../model/accuracy.ts';
import type { ModelKpi, ModelModule } from '../model/model.ts';
import type { KpiCalculator, KpiResult } from './kpi/calculate.ts';
import { isReported, type ReportSchedule, scheduleReports } from './kpi/report-schedule.ts';
import type { Publication } from './publish/publication.ts';
import type { NotificationBuilder } from './report/notification.ts';
import { itemName, type PmReport } from './report/pm-report.ts';
import { reportItems } from './report/report-items.ts';
import type { ReportLog } from './report/report-log.ts';
import { type ThresholdChange, ThresholdWatch } from './report/threshold-watch.ts';
import { inSlices, type Steps } from './slices.ts';
import type { Notifier } from './snmp/notify/notifier.ts';

export interface ReporterOptions {
  readonly instanceId: string;
  readonly modules: readonly ModelModule[];
  readonly calculator: KpiCalculator;
  readonly publication: Publication;
  readonly notifications: NotificationBuilder;
  readonly notifier: Notifier;
  readonly log: ReportLog;
  /** When collection started, in milliseconds since the epoch: reporting durations count from then. */
  readonly startedAt: number;
}

/** Reports what an interval came to (KPIinOMA 6.1.2): the figures of each module, and thresholds crossed. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #schedules: ReadonlyMap<ModelKpi, ReportSchedule>;
  readonly #thresholds = new ThresholdWatch();
  #sequence = 0;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#schedules = new Map(
      options.modules.flatMap(({ kpis }) =>
        kpis.map((kpi) => [kpi, scheduleReports(kpi, options.startedAt)] as const),
      ),
    );
  }

  /** Tells the notification targets what the interval that ended at `end` came to, without holding up answers. */
  async report(results: readonly KpiResult[], end: number): Promise<void> {
    for (const result of results) {
      for (const change of this.#thresholds.observe(result)) this.#tellThreshold(change);
    }
    for (const module of this.#options.modules) {
      const due = results.filter(({ module: own, kpi }) => {
        const schedule = this.#schedules.get(kpi);
        return own === module && schedule !== undefined && isReported(schedule, end);
      });
      if (due.length > 0) await inSlices(this.#send(due));
    }
  }

  *#send(results: readonly KpiResult[]): Steps<void> {
    const { calculator, publication, notifications, notifier, log, instanceId } = this.#options;
    const [first] = results;
    if (!first) return;
    this.#sequence += 1;
    const report: PmReport = {
      sequence: this.#sequence,
      identifier: first.module.name,
      begin: new Date(first.begin),
      end: new Date(first.end),
      items: yield* reportItems(results, calculator, publication),
    };
    const parts = yield* notifier.notifyByParts({
      trapOid: notifications.trapOid('kpi1PmReport'),
      fixed: (part, parts) => notifications.report(report, instanceId, part, parts).varbinds,
      items: report.items,
    });
    log.add(report, parts);
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
