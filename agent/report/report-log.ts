import { type RowSet, searchedRows } from '../base-mib/row-set.ts';
import type { PmReport, ReportItem } from './pm-report.ts';

/** The latest reports, for a manager that missed a notification (kpi1ReportTable). */
export class ReportLog {
  readonly #capacity: number;
  readonly #reports: { index: readonly number[]; row: PmReport }[] = [];
  #parts = new WeakMap<PmReport, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** `parts`: in how many notifications it was sent. */
  add(report: PmReport, parts: number): void {
    this.#reports.push({ index: [report.sequence], row: report });
    this.#parts.set(report, parts);
    if (this.#reports.length > this.#capacity) this.#reports.shift();
  }

  partsOf(report: PmReport): number {
    return this.#parts.get(report) ?? 1;
  }

  get reports(): RowSet<PmReport> {
    return searchedRows(() => this.#reports);
  }

  /** Rows indexed by sequence number and item number from 1. */
  get items(): RowSet<ReportItem> {
    const reports = this.reports;
    return {
      find: ([sequence = 0, number = 0, ...more]) =>
        more.length > 0 ? undefined : reports.find([sequence])?.items[number - 1],
      after: ([sequence = 0, number = 0]) => {
        const here = reports.find([sequence])?.items[number];
        if (here) return { index: [sequence, number + 1], row: here };
        for (let next = reports.after([sequence]); next; next = reports.after(next.index)) {
          const first = next.row.items[0];
          if (first) return { index: [...next.index, 1], row: first };
        }
        return undefined;
      },
    };
  }
}
