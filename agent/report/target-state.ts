import type { TARGET_STATUS } from '../../model/base-mib.ts';

/** How deliveries to a target have been going since the agent started. */
export class TargetState {
  status: (typeof TARGET_STATUS)[number] = 'waiting';
  /** Why the latest delivery failed; empty where it did not. */
  reason = '';
  lastSuccess: Date | undefined;
  /** Reports that were delivered. */
  reports = 0;
  failures = 0;
  /** Failures since the last success. */
  streak = 0;

  /** True where that is news: it failed before. `at` in milliseconds since the epoch. */
  succeeded(at: number): boolean {
    const isNews = this.status === 'down';
    this.status = 'up';
    this.reason = '';
    this.lastSuccess = new Date(at);
    this.reports += 1;
    this.streak = 0;
    return isNews;
  }

  /** True where that is news: it did not fail before. */
  failed(reason: string): boolean {
    const isNews = this.status !== 'down';
    this.status = 'down';
    this.reason = reason;
    this.failures += 1;
    this.streak += 1;
    return isNews;
  }
}
