import type {
  ConfigurationInfo,
  MessageProblem,
  PerformanceMeasurement,
  TimeRange,
} from '../../messages/message.ts';

/** What was found of the identifiers that were asked for. */
export interface Found<T> {
  readonly found: readonly T[];
  /** Identifiers of which nothing is known. */
  readonly unknown: readonly string[];
}

/**
 * What the Operational Environment may ask of this instance (KPIinOMA 8), whatever the binding. Commands are
 * verified as a whole: they are carried out, or refused with every reason and nothing done.
 */
export interface InstanceService {
  readonly instanceId: string;
  /**
   * The latest values of modules, KPIs, measurements or rows (`MODULE`, `Name`, `MODULE::Name`, `Name[index]`),
   * or what they were over a time range: then one PerformanceMeasurement an interval or sample, in order of time.
   */
  queryMeasurements(identifiers: readonly string[], range?: TimeRange): Found<PerformanceMeasurement>;
  queryConfiguration(identifiers: readonly string[]): Found<ConfigurationInfo>;
  /** Empty: it has been applied. */
  configure(oeId: string, info: ConfigurationInfo): readonly MessageProblem[];
  /** Empty: collection has started. */
  collect(
    oeId: string,
    configInfoIdentifier: string,
    identifiers: readonly string[],
  ): readonly MessageProblem[];
}
