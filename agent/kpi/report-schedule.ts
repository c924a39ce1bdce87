import { intervalEnd } from './interval.ts';

/** What decides when a KPI is reported (KPIinOMA 5.7, 5.8). Seconds. */
export interface ReportingTerms {
  readonly reportingFrequency: number;
  /** A whole multiple of the frequency; null is continuous. */
  readonly reportingDuration: number | null;
}

/**
 * Which intervals of a KPI are reported: from the first whole one after collection started, one report an
 * interval, until the reporting duration is over. Times are milliseconds since the epoch.
 */
export interface ReportSchedule {
  /** End of the first interval reported. */
  readonly first: number;
  /** End of the last interval reported; undefined where reporting is continuous. */
  readonly last: number | undefined;
  /** Milliseconds from one report to the next. */
  readonly period: number;
}

/**
 * The schedule of a KPI whose collection started at `startedAt`. `period`, in seconds, is how often it is to be
 * reported where that is less often than its frequency, which is the smallest period there is.
 *
 * Throws a RangeError for a period that is no whole multiple of the frequency, or longer than the duration.
 */
export function scheduleReports(
  { reportingFrequency, reportingDuration }: ReportingTerms,
  startedAt: number,
  period = reportingFrequency,
): ReportSchedule {
  if (period < reportingFrequency || period % reportingFrequency !== 0) {
    throw new RangeError(
      `a period of ${period} s is no whole multiple of the reporting frequency, ${reportingFrequency} s`,
    );
  }
  if (reportingDuration !== null && period > reportingDuration) {
    throw new RangeError(
      `a period of ${period} s is longer than the reporting duration, ${reportingDuration} s`,
    );
  }
  const begin = intervalEnd(startedAt, period * 1000);
  const first = begin + period * 1000;
  const last = reportingDuration === null ? undefined : begin + reportingDuration * 1000;
  return { first, last, period: period * 1000 };
}

/** Whether the interval that ends at `end` is reported. */
export function isReported({ first, last, period }: ReportSchedule, end: number): boolean {
  return end >= first && end % period === 0 && (last === undefined || end <= last);
}
