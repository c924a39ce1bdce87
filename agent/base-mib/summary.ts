import type { FIGURE_STATUS } from '../../model/base-mib.ts';
import { NoValue } from '../../model/value.ts';
import type { RowValue } from '../kpi/calculate.ts';

/** What one row of kpi1KpiTable or kpi1PmTable says of a figure that has a value, none, or many rows. */
export interface Summary {
  readonly value: string;
  readonly status: (typeof FIGURE_STATUS)[number];
  /** Why there is no value, row by row; empty where all is well. */
  readonly reason: string;
}

/**
 * Sums up the rows of a figure. `isColumn` says whether it is one of a table, `misfit` what came with them that
 * fits no row.
 */
export function summarize<V>(
  rows: readonly RowValue<V | NoValue>[] | NoValue,
  isColumn: boolean,
  format: (value: V) => string,
  misfit?: string,
): Summary {
  if (rows instanceof NoValue) return { value: '', status: 'noValue', reason: rows.reason };
  if (!isColumn) {
    const value = rows[0]?.value;
    if (value === undefined) return { value: '', status: 'noValue', reason: 'nothing is known of it' };
    return value instanceof NoValue
      ? { value: '', status: 'noValue', reason: value.reason }
      : { value: format(value), status: 'valid', reason: '' };
  }
  const missing = rows.flatMap(({ key, value }) =>
    value instanceof NoValue ? [`${key}: ${value.reason}`] : [],
  );
  const valid = rows.length - missing.length;
  if (misfit !== undefined) missing.push(misfit);
  return {
    value: `${valid} of ${rows.length} rows have a value`,
    status: missing.length === 0 ? 'valid' : valid === 0 ? 'noValue' : 'partial',
    reason: missing.join('; '),
  };
}
