import type { ConfigurationInfo, PerformanceMeasurement, TimeRange } from '../messages/message.ts';

/** What an instance answered to a query. */
export interface Answer<T> {
  readonly instanceId: string;
  readonly found: readonly T[];
  /** Identifiers that the instance knows nothing of, or why it could not look. */
  readonly unknown: readonly string[];
}

/**
 * A KPIinOMA-enabled Instance as the Operational Environment sees it (KPIinOMA 6.2), whatever the binding.
 * Everything rejects with an OeError.
 */
export interface InstanceClient {
  /** The latest values, or those of a time range: one PerformanceMeasurement an interval or sample. */
  queryMeasurements(
    identifiers: readonly string[],
    range?: TimeRange,
  ): Promise<Answer<PerformanceMeasurement>>;
  queryConfiguration(identifiers: readonly string[]): Promise<Answer<ConfigurationInfo>>;
  /** Resolves when the instance has applied it. */
  configure(info: ConfigurationInfo): Promise<void>;
  /** Resolves when the instance has begun to collect. */
  collect(configInfoIdentifier: string, identifiers: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Told now and then during a long query: what has come so far, such as `1200 rows`. */
export type OnProgress = (soFar: string) => void;
