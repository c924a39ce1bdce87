import type { PmReport } from '../report/pm-report.ts';

/** A value as it was sampled or calculated. */
export type StoredValue = number | bigint | string | boolean;

/** A measurement or KPI by its module and name, which outlive positions and objects. */
export interface FigureName {
  readonly module: string;
  readonly name: string;
}

/** One row of a figure; a scalar's index is empty. */
export interface StoredRow {
  readonly index: readonly (string | number)[];
  readonly value: StoredValue;
}

/** The rows of one measurement in one sample. */
export interface MeasurementRows extends FigureName {
  readonly rows: readonly StoredRow[];
}

/** A KPI over one interval; times in milliseconds since the epoch. What has no value is not among the rows. */
export interface StoredInterval extends FigureName {
  readonly begin: number;
  readonly end: number;
  readonly rows: readonly StoredRow[];
}

/** One value of one row at one time: of a measurement the sample's, of a KPI the interval's end. */
export interface HistoryEntry extends StoredRow {
  readonly at: number;
}

/** begin ≤ at < end. */
export interface HistoryRange {
  readonly begin: number;
  readonly end: number;
  /** Most entries; what is beyond is left out, the latest first to go. */
  readonly limit?: number;
}

/**
 * What samples and intervals came to, for later retrieval (KPIinOMA 6.1.1). Times may go
 * back, as where a clock is set: all is kept, and told in order of time. What the disk does not take is dropped,
 * counted and said in the log.
 */
export interface HistoryStore {
  /** Step by step, so that a large sample holds nothing up. */
  addSample(at: number, measurements: Iterable<MeasurementRows>): Generator<void, void>;
  addIntervals(intervals: Iterable<StoredInterval>): Generator<void, void>;
  /** In order of time, then of index. */
  samples(figure: FigureName, range: HistoryRange): HistoryEntry[];
  /** The KPI's intervals that end within begin < end ≤ range end. */
  intervals(figure: FigureName, range: HistoryRange): HistoryEntry[];
}

/** Reports on their way (KPIinOMA 6.1.2): one sequence, a cursor for each target. */
export interface Outbox {
  /**
   * Gives the report the next sequence number; on disk when it returns, over a power cut too. Where the disk is
   * full it waits in memory, and is delivered from there.
   */
  append(report: Omit<PmReport, 'sequence'>): PmReport;
  /** The highest sequence number ever given. */
  readonly lastSequence: number;
  /** A target that is new begins with the next report; one that is gone is forgotten with what waits for it. */
  openTargets(names: readonly string[]): void;
  /** The oldest report that the target has not acknowledged. */
  next(target: string): PmReport | undefined;
  acknowledge(target: string, sequence: number): void;
  /** How many reports wait for the target. */
  backlog(target: string): number;
  /** Drops the oldest of the target until at most `most` wait; how many that were. */
  trim(target: string, most: number): number;
  /** The latest reports, oldest first, delivered or not. */
  latest(count: number): PmReport[];
  memoryOf(target: string): { get(): string; set(text: string): void };
}

/** One change of a configuration item, for the audit. */
export interface SettingChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** OEID of the message, or what else asked for it. */
  readonly by: string;
  readonly info: string;
  readonly item: string;
  /** A secret's are `***`. Undefined: it was not set. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface StoredSetting {
  readonly info: string;
  readonly item: string;
  readonly value: string;
  /** What the configuration file said when it was set; where that says something else now, the file wins. */
  readonly base: string | undefined;
}

/** Configuration items that were set by command (KPIinOMA 6.1.3). */
export interface SettingStore {
  all(): StoredSetting[];
  /**
   * Sets these items and writes the changes down, in one transaction. A setting without a value is removed.
   * Throws an Error with the remedy, and changes nothing, where the disk does not take it.
   */
  apply(
    settings: readonly (Omit<StoredSetting, 'value'> & { value?: string })[],
    changes: readonly SettingChange[],
  ): void;
  /** The latest changes, newest first. */
  changes(count: number): SettingChange[];
}

/** Small texts by name: what a part of the agent must know again after a restart. */
export interface StateStore {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
}

/** All that outlives the process, in one SQLite file. */
export interface Store {
  readonly history: HistoryStore;
  readonly outbox: Outbox;
  readonly settings: SettingStore;
  readonly state: StateStore;
  /** Of outbox, settings and state everything in it or nothing. History is a transaction of its own. */
  transaction<T>(work: () => T): T;
  /** Removes what is older than retention allows, step by step. */
  retain(now: number): Generator<void, void>;
  close(): void;
}
