import type { PmReport } from './pm-report.ts';

/** What a target keeps of its own over restarts: a text, such as where an append began. Empty: nothing. */
export interface TargetMemory {
  get(): string;
  /** On disk when it returns. */
  set(text: string): void;
}

/** A receiver of Performance Measurement reports (KPIinOMA 8.2.2, 8.3.1, 8.4.1). One file a binding. */
export interface ReportTarget {
  /** Unique among the targets and the same after a restart: where it has come to is kept under this name. */
  readonly name: string;
  readonly type: 'snmp' | 'http' | 'ftp';
  /**
   * Delivers one report. Resolves when the receiver has acknowledged it, as far as the binding knows such a
   * thing; rejects with an Error whose message names the place and the remedy. Called for one report at a time,
   * in order of their sequence, again and again until it resolves. Ends soon after `signal` aborts.
   */
  deliver(report: PmReport, signal: AbortSignal): Promise<void>;
  /** Lets go of connections. */
  close(): Promise<void>;
}
