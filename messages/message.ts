/**
 * The messages of the KPI-1 interface (KPIinOMA 8.2, Tables 3 to 11), free of any binding. Identifiers, names
 * and values are texts, as the tables have them.
 */

/** One Performance Measurement item (Table 11). A KPI is an item whose name is the KPI's name. */
export interface PmItem {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

/** Items that belong together: the figures of a module over one interval, or what one identifier asked for. */
export interface PerformanceMeasurement {
  readonly identifier: string;
  readonly items: readonly PmItem[];
}

/** One configuration item (Table 10). */
export interface ConfigItem {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

export interface ConfigurationInfo {
  readonly identifier: string;
  readonly items: readonly ConfigItem[];
}

/** A time range of history: begin ≤ t < end, in milliseconds since the epoch. */
export interface TimeRange {
  readonly begin: number;
  readonly end: number;
}

export interface InstancePmReport {
  readonly kind: 'InstancePMReport';
  readonly instanceId: string;
  readonly measurements: readonly PerformanceMeasurement[];
}

export interface OeConfigurationCmd {
  readonly kind: 'OEConfigurationCmd';
  readonly oeId: string;
  readonly info: ConfigurationInfo;
}

export interface OeConfigQueryRequest {
  readonly kind: 'OEConfigQueryRequest';
  readonly oeId: string;
  readonly identifiers: readonly string[];
}

export interface OeConfigQueryResponse {
  readonly kind: 'OEConfigQueryResponse';
  readonly instanceId: string;
  readonly infos: readonly ConfigurationInfo[];
  /** What was asked for and is not known (an extension: the tables have no partial answer). */
  readonly unknown: readonly string[];
}

export interface OePmQueryRequest {
  readonly kind: 'OEPMQueryRequest';
  readonly oeId: string;
  readonly identifiers: readonly string[];
  /** Asks for history instead of the latest values (an extension: the tables have no time range). */
  readonly range?: TimeRange;
}

export interface OePmQueryResponse {
  readonly kind: 'OEPMQueryResponse';
  readonly instanceId: string;
  readonly measurements: readonly PerformanceMeasurement[];
  readonly unknown: readonly string[];
}

export interface OePmCollectionCmd {
  readonly kind: 'OEPMCollectionCmd';
  readonly oeId: string;
  readonly configInfoIdentifier: string;
  readonly identifiers: readonly string[];
}

/** What an instance or an OE answers instead of a message it cannot serve: every problem, each with its remedy. */
export interface ErrorMessage {
  readonly kind: 'KPI1Error';
  /** As the HTTP status line says. */
  readonly status: number;
  readonly problems: readonly MessageProblem[];
}

export interface MessageProblem {
  /** Line and column of a body, a header, an item's name; empty where the whole message is meant. */
  readonly place: string;
  readonly message: string;
}

export type Kpi1Message =
  | InstancePmReport
  | OeConfigurationCmd
  | OeConfigQueryRequest
  | OeConfigQueryResponse
  | OePmQueryRequest
  | OePmQueryResponse
  | OePmCollectionCmd
  | ErrorMessage;

/**
 * Names of the reserved items of reports and answers (O09). Values: integer, xs:dateTime, xs:dateTime, seconds,
 * text; xs:dateTime, from which on history goes on that did not fit into an answer.
 */
export const RESERVED_ITEMS = {
  sequence: 'kpi1.sequence',
  begin: 'kpi1.begin',
  end: 'kpi1.end',
  granularity: 'kpi1.granularity',
  validity: 'kpi1.validity',
  next: 'kpi1.next',
} as const;
