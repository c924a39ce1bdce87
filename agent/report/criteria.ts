import type { ModelKpi, Threshold } from '../../model/model.ts';

/** When and how a KPI is reported (KPIinOMA 6.1.2), as configured and as its collection was asked for. */
export interface ReportCriteria {
  /** Seconds from one report to the next: a whole multiple of the KPI's reporting frequency (5.7, O25). */
  readonly period: number;
  readonly content: 'pm' | 'kpi' | 'both';
  /** `periodic`: every period; `threshold`: when one is crossed; `both`. */
  readonly when: 'periodic' | 'threshold' | 'both';
  readonly thresholds: { readonly warning?: Threshold; readonly critical?: Threshold };
  /** How far a value must come back beyond a limit before its threshold is cleared, in the KPI's unit; ≥ 0. */
  readonly hysteresis: number;
  /** When collection of the KPI was asked for, in milliseconds since the epoch: the duration counts from then. */
  readonly since: number;
  /** Seconds for which it is reported; null: without end. */
  readonly duration: number | null;
}

/** What holds for a KPI now; undefined: it is not collected, so it is not reported. */
export type CriteriaOf = (kpi: ModelKpi) => ReportCriteria | undefined;

/** What the definition of a KPI asks for, where collection started at `since` and nothing else is configured. */
export function criteriaAsDefined(kpi: ModelKpi, since: number): ReportCriteria {
  return {
    period: kpi.reportingFrequency,
    content: 'both',
    when: 'periodic',
    thresholds: kpi.threshold ?? {},
    hysteresis: 0,
    since,
    duration: kpi.reportingDuration,
  };
}
