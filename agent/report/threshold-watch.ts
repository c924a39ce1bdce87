import type { ModelKpi, Threshold } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { KpiResult } from '../kpi/calculate.ts';
import type { Index } from '../kpi/row-key.ts';
import type { ReportCriteria } from './criteria.ts';
import type { Alarmed, RaisedAlarms, ThresholdSeverity } from './raised-alarms.ts';

export type { ThresholdSeverity } from './raised-alarms.ts';

/** A KPI, or a row of it, that began or ceased to meet the condition of a threshold. */
export interface ThresholdChange {
  readonly kpi: ModelKpi;
  readonly index: Index;
  readonly raised: boolean;
  readonly severity: ThresholdSeverity;
  /** As the definition has it: `< 95`. What is cleared has the one that it was raised with. */
  readonly condition: string;
  /** Undefined where the row is gone, and its alarms with it. */
  readonly value: number | undefined;
}

/** What decides whether a threshold is crossed. */
export type ThresholdCriteria = Pick<ReportCriteria, 'thresholds' | 'hysteresis'>;

const SEVERITIES = ['warning', 'critical'] as const;
const MEETS: Record<Threshold['operator'], (value: number, limit: number) => boolean> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '==': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
};

/** Tells when KPIs cross their thresholds. What has no value raises and clears nothing. */
export class ThresholdWatch {
  readonly #alarms: RaisedAlarms;

  constructor(alarms: RaisedAlarms) {
    this.#alarms = alarms;
  }

  /** What the KPI's values of one interval change. */
  observe({ module, kpi, rows }: KpiResult, criteria: ThresholdCriteria): ThresholdChange[] {
    if (rows instanceof NoValue) return [];
    const alarmed = this.#alarms.of(module, kpi);
    if (alarmed.size === 0 && !SEVERITIES.some((severity) => criteria.thresholds[severity])) return [];
    const there = new Set(rows.map(({ key }) => key));
    const gone = [...alarmed].filter(([key]) => !there.has(key));
    const changes = rows.flatMap(({ key, index, value }) => {
      if (typeof value !== 'number') return [];
      const row: Alarmed = alarmed.get(key) ?? { index, conditions: {} };
      const changed = SEVERITIES.flatMap((severity) => cross(kpi, row, severity, value, criteria));
      if (Object.keys(row.conditions).length > 0) alarmed.set(key, row);
      else alarmed.delete(key);
      return changed;
    });
    for (const [key] of gone) alarmed.delete(key);
    changes.push(...gone.flatMap(([, row]) => clearAll(kpi, row)));
    if (changes.length > 0) this.#alarms.changed(module, kpi);
    return changes;
  }
}

function cross(
  kpi: ModelKpi,
  { index, conditions }: Alarmed,
  severity: ThresholdSeverity,
  value: number,
  { thresholds, hysteresis }: ThresholdCriteria,
): ThresholdChange[] {
  const threshold = thresholds[severity];
  const standing = conditions[severity];
  if (standing === undefined) {
    if (!threshold || !meets(threshold, value)) return [];
    const condition = `${threshold.operator} ${threshold.limit}`;
    conditions[severity] = condition;
    return [{ kpi, index, raised: true, severity, condition, value }];
  }
  if (threshold && !isCleared(threshold, value, hysteresis)) return [];
  delete conditions[severity];
  return [{ kpi, index, raised: false, severity, condition: standing, value }];
}

function meets({ operator, limit }: Threshold, value: number): boolean {
  return MEETS[operator](value, limit);
}

/** Whether a value that was beyond the limit is back, by more than the hysteresis. */
function isCleared(threshold: Threshold, value: number, hysteresis: number): boolean {
  if (meets(threshold, value)) return false;
  // What is to be equal is no nearer or farther.
  if (hysteresis === 0 || threshold.operator === '!=') return true;
  return Math.abs(value - threshold.limit) > hysteresis;
}

function clearAll(kpi: ModelKpi, { index, conditions }: Alarmed): ThresholdChange[] {
  return SEVERITIES.flatMap((severity) => {
    const condition = conditions[severity];
    return condition === undefined
      ? []
      : [{ kpi, index, raised: false, severity, condition, value: undefined }];
  });
}
