import type { ModelKpi, Threshold } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';

export type ThresholdSeverity = 'warning' | 'critical';

/** A KPI, or a row of it, that began or ceased to meet the condition of a threshold. */
export interface ThresholdChange {
  readonly raised: boolean;
  readonly severity: ThresholdSeverity;
  /** As the definition has it: `< 95`. */
  readonly condition: string;
}

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
  readonly #raised = new Map<ModelKpi, Set<string>>();

  /** What the value of a KPI (of the row with this key) changes. */
  observe(kpi: ModelKpi, row: string, value: Value): ThresholdChange[] {
    if (!kpi.threshold || value instanceof NoValue || typeof value !== 'number') return [];
    const raised = this.#raised.get(kpi) ?? new Set();
    this.#raised.set(kpi, raised);
    return (['warning', 'critical'] as const).flatMap((severity) => {
      const threshold = kpi.threshold?.[severity];
      if (!threshold) return [];
      const meets = MEETS[threshold.operator](value, threshold.limit);
      const key = `${severity} ${row}`;
      if (meets === raised.has(key)) return [];
      if (meets) raised.add(key);
      else raised.delete(key);
      return [{ raised: meets, severity, condition: `${threshold.operator} ${threshold.limit}` }];
    });
  }
}
