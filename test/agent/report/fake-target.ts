import { EventEmitter, once } from 'node:events';
import type { PmReport } from '../../../agent/report/pm-report.ts';
import type { ReportTarget } from '../../../agent/report/report-target.ts';

/** A target whose every answer the test decides. */
export class FakeTarget implements ReportTarget {
  readonly name: string;
  readonly type = 'http';
  /** What it was asked to take, in order, again and again where it refused. */
  readonly tried: number[] = [];
  readonly taken: number[] = [];
  isClosed = false;
  /** Takes reports by itself, or throws; not given: waits for `answer`. */
  behave: ((report: PmReport) => void) | undefined = () => {};
  readonly #events = new EventEmitter();

  constructor(name: string) {
    this.name = name;
  }

  async deliver(report: PmReport, signal: AbortSignal): Promise<void> {
    this.tried.push(report.sequence);
    this.#events.emit('tried');
    if (this.behave) {
      await Promise.resolve();
      this.behave(report);
    } else {
      await once(this.#events, 'answer', { signal });
    }
    this.taken.push(report.sequence);
    this.#events.emit('taken');
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  answer(): void {
    this.#events.emit('answer');
  }

  async untilTried(count: number): Promise<readonly number[]> {
    while (this.tried.length < count) await once(this.#events, 'tried');
    return this.tried;
  }

  async untilTaken(count: number): Promise<readonly number[]> {
    while (this.taken.length < count) await once(this.#events, 'taken');
    return this.taken;
  }
}
