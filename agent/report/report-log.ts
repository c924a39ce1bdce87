import { type RowSet, searchedRows } from '../base-mib/row-set.ts';
import type { PmReport, ReportItem } from './pm-report.ts';

/** The latest reports, for a manager that missed a notification (kpi1ReportTable). */
export class ReportLog {
  readonly #capacity: number;
  readonly #countParts: (report: PmReport) => number;
  readonly #reports: { readonly index: readonly number[]; readonly row: PmReport }[] = [];
  readonly #parts = new WeakMap<PmReport, number>();

  /** `countParts` tells how many notifications a report takes; it is asked once, when that is first read. */
  constructor(capacity: number, countParts: (report: PmReport) => number) {
    this.#capacity = capacity;
    this.#countParts = countParts;
  }

  add(report: PmReport): void {
    this.#reports.push({ index: [report.sequence], row: report });
    if (this.#reports.length > this.#capacity) this.#reports.shift();
  }

  partsOf(report: PmReport): number {
    const parts = this.#parts.get(report) ?? this.#countParts(report);
    this.#parts.set(report, parts);
    return parts;
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
