import type { PmReport } from '../../../agent/report/pm-report.ts';
import type { Outbox, StateStore, Store } from '../../../agent/store/store.ts';

/** An outbox that forgets all when the process ends. */
export class MemoryOutbox implements Outbox {
  readonly #reports: PmReport[] = [];
  readonly #cursors = new Map<string, number>();
  readonly #memories = new Map<string, string>();

  get lastSequence(): number {
    return this.#reports.at(-1)?.sequence ?? 0;
  }

  append(report: Omit<PmReport, 'sequence'>): PmReport {
    const numbered = { ...report, sequence: this.lastSequence + 1 };
    this.#reports.push(numbered);
    return numbered;
  }

  openTargets(names: readonly string[]): void {
    for (const name of names) this.#cursors.set(name, this.#cursors.get(name) ?? this.lastSequence);
    for (const name of this.#cursors.keys()) if (!names.includes(name)) this.#cursors.delete(name);
  }

  next(target: string): PmReport | undefined {
    return this.#reports[this.#cursorOf(target)];
  }

  acknowledge(target: string, sequence: number): void {
    this.#cursors.set(target, Math.max(this.#cursorOf(target), sequence));
  }

  backlog(target: string): number {
    return this.lastSequence - this.#cursorOf(target);
  }

  trim(target: string, most: number): number {
    const dropped = Math.max(0, this.backlog(target) - most);
    this.#cursors.set(target, this.#cursorOf(target) + dropped);
    return dropped;
  }

  latest(count: number): PmReport[] {
    return this.#reports.slice(-count);
  }

  memoryOf(target: string) {
    return {
      get: () => this.#memories.get(target) ?? '',
      set: (text: string) => {
        this.#memories.set(target, text);
      },
    };
  }

  #cursorOf(target: string): number {
    const cursor = this.#cursors.get(target);
    if (cursor === undefined) throw new Error(`${target} is not open`);
    return cursor;
  }
}

/** What the reporter needs of a store. */
export class MemoryStore implements Pick<Store, 'outbox' | 'state' | 'transaction'> {
  readonly outbox = new MemoryOutbox();
  readonly texts = new Map<string, string>();
  readonly state: StateStore = {
    get: (key) => this.texts.get(key),
    set: (key, text) => {
      this.texts.set(key, text);
    },
  };

  transaction<T>(work: () => T): T {
    return work();
  }
}
