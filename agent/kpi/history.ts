import type { ModelKpi } from '../../model/model.ts';
import type { KpiResult } from './calculate.ts';

/** The latest complete intervals of each KPI (kpi1IntervalTable; RFC 3593's previous intervals). */
export class IntervalHistory {
  readonly #capacity: number;
  readonly #results = new Map<ModelKpi, KpiResult[]>();

  /** `capacity`: how many intervals of a KPI are kept. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Adds the result of an interval that has ended; one of an interval that is known already replaces it. */
  add(result: KpiResult): void {
    const results = this.#results.get(result.kpi) ?? [];
    this.#results.set(result.kpi, results);
    const known = results.findIndex(({ end }) => end === result.end);
    if (known >= 0) results[known] = result;
    else results.unshift(result);
    if (results.length > this.#capacity) results.pop();
  }

  /** The intervals of a KPI, the latest first. */
  of(kpi: ModelKpi): readonly KpiResult[] {
    return this.#results.get(kpi) ?? [];
  }
}
