import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../agent/store/open-store.ts';
import type { Store } from '../agent/store/store.ts';
import { median } from './process.ts';
import { atMost, type Figure, withoutGoal } from './report.ts';

const MEASUREMENTS = 10_000;
const KPIS = 1_000;
const DAY_KPIS = 116;
const INTERVAL = 10;
const DAY = 86_400;
const SAMPLED_SECONDS = 600;
const START = Date.UTC(2026, 0, 1);
const KPI = { module: 'BENCH-MIB', name: 'Kpi 50' };
const LIMITS = { maxAge: 7 * DAY, maxSize: 2 ** 32 };
const SILENT = { info: () => undefined, warn: console.warn, error: console.error };

/** The store under its load, and how long history takes from it. */
export function benchStore(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  const open = (name: string) => openStore(join(folder, name, 'kpi1.sqlite'), LIMITS, SILENT);
  try {
    return [
      ...benchSampling(open('sampling'), join(folder, 'sampling')),
      benchOpening(() => open('sampling')),
      ...benchHistory(open('history')),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Ten minutes of 10,000 measurements a second and 1,000 KPIs every ten, reports of them to three targets too. */
function benchSampling(store: Store, folder: string): Figure[] {
  store.outbox.openTargets(['a', 'b', 'c']);
  const steps: number[] = [];
  const appends: number[] = [];
  const cpu = process.cpuUsage();
  for (let second = 0; second < SAMPLED_SECONDS; second++) {
    const at = START + 1000 * second;
    time(store.history.addSample(at, measurements(second)), steps);
    if (second % INTERVAL !== 0) continue;
    time(store.history.addIntervals(intervals(second)), steps);
    const began = performance.now();
    const { sequence } = store.outbox.append(report(second));
    appends.push(performance.now() - began);
    for (const target of ['a', 'b', 'c']) {
      if (store.outbox.next(target)) store.outbox.acknowledge(target, sequence);
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  store.close();
  const size = statSync(join(folder, 'kpi1.sqlite')).size;
  const values = SAMPLED_SECONDS * (MEASUREMENTS + KPIS / INTERVAL);
  const inOrder = steps.toSorted((a, b) => a - b);
  return [
    atMost(
      'one core taken by 10,000 measurements a second, 1,000 KPIs',
      (user + system) / SAMPLED_SECONDS / 1e4,
      5,
      ' %',
    ),
    atMost(
      'CPU time of a step, which holds the event loop, 99 %',
      inOrder[Math.floor(0.99 * steps.length)] ?? 0,
      5,
      ' ms',
    ),
    withoutGoal(
      'longest step',
      inOrder.at(-1) ?? 0,
      ' ms',
      ' (writing back the WAL, or of the garbage collector)',
    ),
    withoutGoal('a report of 1,000 items appended, on disk', median(appends.slice(1)), ' ms'),
    withoutGoal('on disk, a value', size / values, ' octets'),
  ];
}

function benchOpening(open: () => Store): Figure {
  const began = performance.now();
  const store = open();
  const took = performance.now() - began;
  store.close();
  return withoutGoal('opened, with 11,000 series', took, ' ms');
}

/** A day of one KPI, as there is ever more beside it: 116 KPIs have a million values a day. */
function benchHistory(store: Store): Figure[] {
  const figures: Figure[] = [];
  const day = DAY / INTERVAL;
  const range = { begin: START, end: START + 1000 * DAY };
  let days = 0;
  for (const millions of [1, 2, 5, 10]) {
    for (; days < millions; days++) {
      const [from, to] = [days * DAY_KPIS, (days + 1) * DAY_KPIS];
      for (let n = 0; n < day; n++)
        for (const _ of store.history.addIntervals(intervals(n * INTERVAL, from, to)));
    }
    const times = Array.from({ length: 11 }, () => {
      const began = performance.now();
      const entries = store.history.intervals(KPI, range);
      if (entries.length !== day) throw new Error(`the history has ${entries.length} entries, not ${day}`);
      return performance.now() - began;
    });
    figures.push(atMost(`one day of one KPI, ${millions} million values stored`, median(times), 20, ' ms'));
  }
  store.close();
  return figures;
}

/** CPU time of each step in milliseconds: what a busy machine disturbs less. */
function time(work: Generator<void, void>, steps: number[]): void {
  for (;;) {
    const began = process.cpuUsage();
    const { done } = work.next();
    const { user, system } = process.cpuUsage(began);
    steps.push((user + system) / 1000);
    if (done) return;
  }
}

/** Counters for the most part, gauges, and 64-bit counters. */
function* measurements(second: number) {
  for (let n = 0; n < MEASUREMENTS; n++) {
    const value =
      n % 10 === 0 ? (second * n) / 7 : n % 100 === 1 ? 2n ** 60n + BigInt(second * n) : second * n;
    yield { module: 'BENCH-MIB', name: `measurement${n}`, rows: [{ index: [], value }] };
  }
}

function* intervals(second: number, from = 0, to = KPIS) {
  const end = START + 1000 * second + 1000 * INTERVAL;
  for (let n = from; n < to; n++) {
    const rows = [{ index: [], value: (100 * ((second + n) % 997)) / 997 }];
    yield { module: 'BENCH-MIB', name: `Kpi ${n}`, begin: end - 1000 * INTERVAL, end, rows };
  }
}

function report(second: number) {
  const items = Array.from({ length: 1000 }, (_, n) => ({
    name: `Kpi ${n}`,
    text: ((second + n) % 997).toFixed(2),
    oid: [1, 3, 6, 1, 4, 1, 32473, 1, 2, n, 0],
    value: { type: 'Integer32' as const, value: 100 * ((second + n) % 997) },
  }));
  return { identifier: 'BENCH-MIB', begin: new Date(START), end: new Date(START + 1000 * second), items };
}
