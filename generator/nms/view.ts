/**
 * What every network management system is told of the objects, resolved once: each target prints it in its own
 * form. OIDs are dotted, without a leading dot.
 */
export interface NmsView {
  /** Every file has it near its beginning. */
  readonly mark: string;
  readonly enterprise: number;
  readonly organization: string;
  /** The agent's sysObjectID, and KPI1-MIB's identity. */
  readonly agentOid: string;
  /** A definition file's module each, in their order; KPI1-MIB is the last. */
  readonly modules: readonly NmsModule[];
  readonly notifications: readonly NmsNotification[];
}

export interface NmsModule {
  /** Name of the MIB module. */
  readonly name: string;
  /** The same in lower case with underscores: `sip_kpi_mib`. */
  readonly key: string;
  readonly description: string;
  readonly oid: string;
  /** Date of the latest revision, `2026-11-21`. */
  readonly revision: string;
  /** Below these is everything of the module that is worth reading. */
  readonly subtrees: readonly string[];
  readonly scalars: readonly NmsFigure[];
  readonly tables: readonly NmsTable[];
}

export interface NmsTable {
  /** What one row is: `trunk`. */
  readonly row: string;
  readonly descriptor: string;
  readonly entryOid: string;
  readonly description: string;
  readonly index: readonly NmsIndex[];
  /** Readable columns that tell people which row it is, where the index does not. */
  readonly labels: readonly NmsLabel[];
  readonly columns: readonly NmsFigure[];
}

/** A part of an index and how it stands in an OID (RFC 2578 section 7.7). */
export interface NmsIndex {
  readonly descriptor: string;
  readonly kind: 'number' | 'text';
  /** Octets, where all texts have as many; their number is then not in the OID. */
  readonly fixedSize?: number;
  /** A text without its length before it, as the last part of an index may be. */
  readonly implied: boolean;
}

export interface NmsLabel {
  readonly descriptor: string;
  readonly oid: string;
}

/** A readable object with a meaning for operators. */
export interface NmsFigure {
  readonly role: 'kpi' | 'measurement' | 'agent';
  /** As definitions name it. */
  readonly name: string;
  readonly descriptor: string;
  /** OBJECT-TYPE's: a scalar's instance is `.0` below, a column's its index. */
  readonly oid: string;
  readonly description: string;
  /** Empty where there is none. */
  readonly unit: string;
  /** A counter only grows and is worth its rate; a choice is a number that stands for a name. */
  readonly kind: 'gauge' | 'counter' | 'choice' | 'text';
  /** The figure is the wire's number × 10^-decimals. */
  readonly decimals: number;
  readonly choices: readonly NmsChoice[];
  readonly category: string;
  /** How often it is worth asking for. */
  readonly pollSeconds: number;
  /** The critical one last. */
  readonly thresholds: readonly NmsThreshold[];
}

export interface NmsChoice {
  readonly value: number;
  readonly name: string;
}

/** There is an alarm while the figure is `operator` `limit`, both in the figure's unit. */
export interface NmsThreshold {
  readonly severity: 'warning' | 'critical';
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
  readonly limit: number;
}

export interface NmsNotification {
  readonly name: string;
  readonly oid: string;
  readonly description: string;
  /** What it carries, in order. */
  readonly objects: readonly NmsNotified[];
  /** What it means, one of them each time. */
  readonly meanings: readonly NmsMeaning[];
}

export interface NmsMeaning {
  readonly severity: 'normal' | 'warning' | 'critical';
  /** It means this where an object that it carries has this value; absent where it always does. */
  readonly when?: NmsChoice & { readonly object: string };
  /** What it says to people. */
  readonly message: readonly MessagePart[];
}

/** A text, or the value of an object that the notification carries. */
export type MessagePart = { readonly text: string } | { readonly object: string };

export interface NmsNotified {
  readonly descriptor: string;
  readonly oid: string;
}
