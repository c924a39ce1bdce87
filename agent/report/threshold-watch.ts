import type { ModelKpi, Threshold } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { KpiResult } from '../kpi/calculate.ts';
import type { Index } from '../kpi/row-key.ts';

export type ThresholdSeverity = 'warning' | 'critical';

/** A KPI, or a row of it, that began or ceased to meet the condition of a threshold. */
export interface ThresholdChange {
  readonly kpi: ModelKpi;
  readonly index: Index;
  readonly raised: boolean;
  readonly severity: ThresholdSeverity;
  /** As the definition has it: `< 95`. */
  readonly condition: string;
  /** Undefined where the row is gone, and its alarms with it. */
  readonly value: number | undefined;
}

/** The thresholds that a row meets. */
interface Alarmed {
  readonly index: Index;
  readonly severities: Set<ThresholdSeverity>;
}

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
  /** By KPI and by the key of the row. */
  readonly #alarmed = new Map<ModelKpi, Map<string, Alarmed>>();

  /** What the KPI's values of one interval change. */
  observe({ kpi, rows }: KpiResult): ThresholdChange[] {
    if (!kpi.threshold || rows instanceof NoValue) return [];
    const alarmed = this.#alarmed.get(kpi) ?? new Map<string, Alarmed>();
    this.#alarmed.set(kpi, alarmed);
    const there = new Set(rows.map(({ key }) => key));
    const gone = [...alarmed].filter(([key]) => !there.has(key));
    const changes = rows.flatMap(({ key, index, value }) => {
      if (typeof value !== 'number') return [];
      const row = alarmed.get(key) ?? { index, severities: new Set() };
      const changed = SEVERITIES.flatMap((severity) => cross(kpi, row, severity, value));
      if (row.severities.size > 0) alarmed.set(key, row);
      else alarmed.delete(key);
      return changed;
    });
    for (const [key] of gone) alarmed.delete(key);
    return [...changes, ...gone.flatMap(([, row]) => clearAll(kpi, row))];
  }
}

function cross(kpi: ModelKpi, row: Alarmed, severity: ThresholdSeverity, value: number): ThresholdChange[] {
  const threshold = kpi.threshold?.[severity];
  if (!threshold) return [];
  const meets = MEETS[threshold.operator](value, threshold.limit);
  if (meets === row.severities.has(severity)) return [];
  if (meets) row.severities.add(severity);
  else row.severities.delete(severity);
  return [{ kpi, index: row.index, raised: meets, severity, condition: conditionOf(threshold), value }];
}

function clearAll(kpi: ModelKpi, { index, severities }: Alarmed): ThresholdChange[] {
  return [...severities].map((severity) => {
    const condition = conditionOf(kpi.threshold?.[severity] as Threshold);
    return { kpi, index, raised: false, severity, condition, value: undefined };
  });
}

function conditionOf({ operator, limit }: Threshold): string {
  return `${operator} ${limit}`;
}
