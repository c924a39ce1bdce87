import type { DataType } from './data-type.ts';
import type { Expression } from './formula/expression.ts';

/** Raised when the shape below changes; an agent refuses a model of another format. */
export const MODEL_FORMAT = 1;

/**
 * The resolved, frozen model (agent/generated/model.json): everything the agent needs to know of the
 * definitions. The generator writes it, the agent reads it. OIDs are dotted strings without a leading dot.
 */
export interface Model {
  readonly format: number;
  /** Name and version of the program that wrote it, for people. */
  readonly generator: string;
  readonly enterprise: number;
  readonly organization: string;
  readonly contact: string;
  /** OID of KPI1-MIB's MODULE-IDENTITY; its objects lie below as model/base-mib.ts says. */
  readonly baseOid: string;
  readonly modules: readonly ModelModule[];
}

/** One definition file = one MIB module. */
export interface ModelModule {
  /** `EXAMPLE-SIP-KPI-MIB`. */
  readonly name: string;
  readonly prefix: string;
  readonly description: string;
  /** Arc below the enterprise number, from the lock. */
  readonly arc: number;
  readonly oid: string;
  /** LAST-UPDATED, as `2026-11-21`. */
  readonly revision: string;
  readonly objects: readonly ModelObject[];
  readonly measurements: readonly ModelMeasurement[];
  /** In the order of definition: what a formula refers to comes before it. */
  readonly kpis: readonly ModelKpi[];
}

/** What is measured more than once: a conceptual table. */
export interface ModelObject {
  readonly name: string;
  readonly description: string;
  /** Descriptor of the table, `exSipTrunkTable`. */
  readonly descriptor: string;
  /** OID of the table's entry; a column's instance is `entryOid.<column arc>.<index>`. */
  readonly entryOid: string;
  readonly index: readonly ModelIndex[];
}

export interface ModelIndex {
  readonly name: string;
  readonly descriptor: string;
  readonly description: string;
  readonly dataType: DataType;
  readonly syntax: Syntax;
}

/** What a measurement and a KPI have in common as a managed object. */
export interface ModelFigure {
  readonly name: string;
  readonly descriptor: string;
  readonly description: string;
  /** Arc among its module's measurements (or KPIs), from the lock. Never reused. Row index in KPI1-MIB's tables. */
  readonly arc: number;
  /** OBJECT-TYPE's OID: the instance is `oid.0`, or `oid.<index>` where `per` names an object. */
  readonly oid: string;
  /** As the definition has it; the MIB's UNITS clause is its ASCII form. */
  readonly unit: string;
  readonly dataType: DataType;
  readonly syntax: Syntax;
  readonly per?: string;
  readonly status: 'current' | 'deprecated';
}

export interface ModelMeasurement extends ModelFigure {}

export interface ModelKpi extends ModelFigure {
  readonly purpose: string;
  /** The formula's text, white space folded. */
  readonly formula: string;
  readonly expression: Expression;
  /** Seconds. */
  readonly reportingFrequency: number;
  /** Seconds, a whole multiple of the frequency; null is `continuous`. */
  readonly reportingDuration: number | null;
  readonly dataSource: string;
  readonly category?: string;
  readonly threshold?: { readonly warning?: Threshold; readonly critical?: Threshold };
}

export interface Threshold {
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
  readonly limit: number;
}

/** How a figure looks on the wire. */
export interface Syntax {
  readonly base: 'Integer32' | 'Unsigned32' | 'Gauge32' | 'Counter64' | 'OCTET STRING';
  /** Descriptor of the textual convention in the module (`ExSipReal2`) or in SNMPv2-TC (`TruthValue`). */
  readonly convention?: string;
  /** The wire value is the figure × 10^decimals, rounded half away from zero. */
  readonly decimals: number;
  /** Bounds of the figure itself (a string's: of its octets), declared or what the base type holds. */
  readonly min: number;
  readonly max: number;
}
