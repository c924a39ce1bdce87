import type { ModelKpi, Threshold } from '../../model/model.ts';

/** What is reported of a KPI: the measurements that it is calculated from, the KPI itself, or both. */
export const REPORT_CONTENT = ['pm', 'kpi', 'both'] as const;
/** When a KPI is reported: at the end of each period, when it crosses a threshold, or both. */
export const REPORT_WHEN = ['periodic', 'threshold', 'both'] as const;

/** The limits of a KPI; none is a KPI without thresholds. */
export interface Thresholds {
  readonly warning?: Threshold;
  readonly critical?: Threshold;
}

/** When a KPI is reported, and what of it (KPIinOMA 6.1.2). */
export interface ReportCriteria {
  /** Seconds from one periodic report to the next: a whole multiple of the KPI's reporting frequency (5.7). */
  readonly period: number;
  readonly content: (typeof REPORT_CONTENT)[number];
  readonly when: (typeof REPORT_WHEN)[number];
  /** How far on the right side of its limit a value must be for an alarm to clear, in the unit of the KPI; or 0. */
  readonly hysteresis: number;
  readonly threshold: Thresholds;
}

/** What the definition of a KPI asks for where the configuration says nothing else. */
export function defaultCriteria({ reportingFrequency, threshold = {} }: ModelKpi): ReportCriteria {
  return { period: reportingFrequency, content: 'both', when: 'periodic', hysteresis: 0, threshold };
}
