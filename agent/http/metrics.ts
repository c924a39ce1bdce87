import type { Gauge, Registry } from 'prom-client';

/** How a source of measurements fares. */
export interface SourceFigures {
  readonly source: string;
  readonly up: boolean;
  /** Samples so far. */
  readonly taken: number;
  readonly failed: number;
  /** How long the latest one took, in seconds; absent where none was asked for. */
  readonly lastDuration?: number;
  /** What it counts of itself, by name; a source counts what applies to its kind. */
  readonly events: Readonly<Partial<Record<SourceEvent, number>>>;
}

export type SourceEvent = 'retries' | 'skipped' | 'received' | 'dropped';

/** How delivery to a report target fares. */
export interface TargetFigures {
  readonly target: string;
  /** Reports so far; what failed is tried again. */
  readonly delivered: number;
  readonly failed: number;
  /** Reports that were dropped because too many waited. */
  readonly dropped: number;
  /** Reports that wait. */
  readonly backlog: number;
}

/** A KPI's latest value, or that of one row of it. */
export interface KpiFigures {
  readonly module: string;
  readonly kpi: string;
  /** The index of a table row as in `Name[index,...]`; empty of a scalar. */
  readonly row: string;
  readonly unit: string;
  readonly value: number;
}

/** What the agent tells of itself. Asked when somebody scrapes and at no other time. */
export interface AgentFigures {
  sources(): Iterable<SourceFigures>;
  targets(): Iterable<TargetFigures>;
  /** Of KPIs, closed so far. */
  intervals(): number;
  /** The store's file in octets. */
  storeSize(): number;
  /** Packets so far, by what became of them. */
  snmp(): Readonly<Record<string, number>>;
  /** What has no value is left out. */
  kpis(): Iterable<KpiFigures>;
}

/** HTTP answers so far, by status. */
export type AnswerCounts = ReadonlyMap<number, number>;

/** One metric: how to read it when it is scraped. */
interface Family {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  read(): Iterable<{ readonly labels: Record<string, string>; readonly value: number }>;
}

/** A registry of all metrics under `/metrics`. It and the process's own metrics exist from the first scrape on. */
export async function createRegistry(figures: AgentFigures, answers: AnswerCounts): Promise<Registry> {
  const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client');
  const registry = new Registry();
  // Every 100 ms is enough to see the event loop held up, and costs nothing.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  for (const { type, name, help, labels, read } of [
    ...sourceFamilies(figures),
    ...targetFamilies(figures),
    ...otherFamilies(figures, answers),
  ]) {
    const Metric = (type === 'counter' ? Counter : Gauge) as typeof Gauge;
    new Metric({
      ...{ name, help, registers: [registry], labelNames: [...labels] },
      collect(this: Gauge) {
        this.reset();
        for (const { labels: values, value } of read()) this.inc(values, value);
      },
    });
  }
  return registry;
}

const SOURCE_EVENTS: readonly (readonly [event: SourceEvent, name: string, help: string])[] = [
  ['retries', 'kpi1_source_retries_total', 'Requests that were repeated within a sample.'],
  ['skipped', 'kpi1_source_skipped_total', 'Samples left out because the source is down.'],
  ['received', 'kpi1_source_received_total', 'Packets, requests or lines that came.'],
  ['dropped', 'kpi1_source_dropped_total', 'What came and could not be taken.'],
];

function sourceFamilies(figures: AgentFigures): Family[] {
  const bySource = (read: (source: SourceFigures) => number | undefined) => ({
    labels: ['source'],
    *read() {
      for (const each of figures.sources()) {
        const value = read(each);
        if (value !== undefined) yield { labels: { source: each.source }, value };
      }
    },
  });
  return [
    {
      ...{ type: 'gauge', name: 'kpi1_source_up', help: '1: the source answered last time.' },
      ...bySource(({ up }) => Number(up)),
    },
    {
      ...{ type: 'counter', name: 'kpi1_samples_total', help: 'Samples taken.' },
      ...bySource(({ taken }) => taken),
    },
    {
      ...{ type: 'counter', name: 'kpi1_samples_failed_total', help: 'Samples that could not be taken.' },
      ...bySource(({ failed }) => failed),
    },
    {
      ...{ type: 'gauge', name: 'kpi1_sample_duration_seconds', help: 'How long the latest sample took.' },
      ...bySource(({ lastDuration }) => lastDuration),
    },
    ...SOURCE_EVENTS.map(
      ([event, name, help]): Family => ({
        ...{ type: 'counter', name, help },
        ...bySource(({ events }) => events[event]),
      }),
    ),
  ];
}

function targetFamilies(figures: AgentFigures): Family[] {
  const byTarget = (read: (target: TargetFigures) => number) => ({
    labels: ['target'],
    *read() {
      for (const each of figures.targets()) yield { labels: { target: each.target }, value: read(each) };
    },
  });
  return [
    {
      ...{ type: 'counter', name: 'kpi1_reports_delivered_total', help: 'Reports that were acknowledged.' },
      ...byTarget(({ delivered }) => delivered),
    },
    {
      ...{
        type: 'counter',
        name: 'kpi1_reports_failed_total',
        help: 'Deliveries that failed and are repeated.',
      },
      ...byTarget(({ failed }) => failed),
    },
    {
      ...{ type: 'counter', name: 'kpi1_reports_dropped_total', help: 'Reports dropped as too many waited.' },
      ...byTarget(({ dropped }) => dropped),
    },
    {
      ...{ type: 'gauge', name: 'kpi1_reports_backlog', help: 'Reports that wait to be delivered.' },
      ...byTarget(({ backlog }) => backlog),
    },
  ];
}

function otherFamilies(figures: AgentFigures, answers: AnswerCounts): Family[] {
  return [
    {
      ...{
        type: 'counter',
        name: 'kpi1_intervals_total',
        help: 'Intervals of KPIs that were closed.',
        labels: [],
      },
      read: () => [{ labels: {}, value: figures.intervals() }],
    },
    {
      ...{ type: 'gauge', name: 'kpi1_store_bytes', help: "Size of the store's file.", labels: [] },
      read: () => [{ labels: {}, value: figures.storeSize() }],
    },
    {
      ...{ type: 'counter', name: 'kpi1_snmp_packets_total', help: 'SNMP packets.', labels: ['outcome'] },
      read: () => Object.entries(figures.snmp()).map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
    {
      ...{ type: 'counter', name: 'kpi1_http_requests_total', help: 'HTTP requests.', labels: ['status'] },
      read: () => [...answers].map(([status, value]) => ({ labels: { status: String(status) }, value })),
    },
    {
      ...{ type: 'gauge', name: 'kpi1_kpi', help: 'Latest values of the KPIs.' },
      labels: ['module', 'kpi', 'row', 'unit'],
      *read() {
        for (const { value, ...labels } of figures.kpis()) yield { labels, value };
      },
    },
  ];
}
