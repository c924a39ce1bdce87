import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../agent/store/open-store.ts';
import type { RetentionLimits } from '../../../agent/store/retention.ts';
import type { FigureName, Store, StoredRow, StoredValue } from '../../../agent/store/store.ts';

export interface Said {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export const PLENTY: RetentionLimits = { maxAge: 365 * 86_400, maxSize: 2 ** 32 };
export const CALLS: FigureName = { module: 'TEST-MIB', name: 'calls' };

/** A folder of its own for a store, which may be opened again and again. */
export class TemporaryStore {
  readonly folder: string;
  readonly said: Said[] = [];
  #open: Store | undefined;

  constructor(folder = mkdtempSync(join(tmpdir(), 'kpi1-store-'))) {
    this.folder = folder;
  }

  get path(): string {
    return join(this.folder, 'kpi1.sqlite');
  }

  open(limits: Partial<RetentionLimits> = {}): Store {
    const log = (level: Said['level']) => (fields: object, message: string) =>
      void this.said.push({ level, fields, message });
    const to = { info: log('info'), warn: log('warn'), error: log('error') };
    this.#open = openStore(this.path, { ...PLENTY, ...limits }, to);
    return this.#open;
  }

  reopen(limits: Partial<RetentionLimits> = {}): Store {
    this.close();
    return this.open(limits);
  }

  messages(level: Said['level']): string[] {
    return this.said.filter((line) => line.level === level).map(({ message }) => message);
  }

  close(): void {
    this.#open?.close();
    this.#open = undefined;
  }

  remove(): void {
    this.close();
    rmSync(this.folder, { recursive: true });
  }
}

export function run(work: Generator<void, void>): number {
  let steps = 0;
  while (!work.next().done) steps += 1;
  return steps;
}

export function scalar(value: StoredValue): StoredRow[] {
  return [{ index: [], value }];
}

/** Enough samples of enough series that groups are sealed: `value(at, n)` of `series` rows each second. */
export function fill(
  store: Store,
  seconds: number,
  series: number,
  value: (second: number, n: number) => StoredValue,
  from = 0,
): void {
  for (let second = from; second < from + seconds; second++) {
    const rows = Array.from({ length: series }, (_, n) => ({ index: [n], value: value(second, n) }));
    run(store.history.addSample(1000 * second, [{ ...CALLS, rows }]));
  }
}
