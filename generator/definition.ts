import type { DataType } from '../model/data-type.ts';
import type { Expression } from '../model/formula/expression.ts';
import type { Threshold } from '../model/model.ts';
import type { DiffPolicy } from './diff/policy.ts';
import type { NmsTarget } from './nms/targets.ts';

/**
 * Definition files, read and found valid on their own: defaults filled in, durations in seconds, formulas
 * parsed. Lock, descriptors and OIDs come after.
 */
export interface Definitions {
  readonly project: Project;
  /** In order of file name. */
  readonly modules: readonly ModuleDefinition[];
}

/** Half-open range of UTF-16 offsets in the file's text; SourceText.place() makes lines and columns of it. */
export type Range = readonly [start: number, end: number];

export interface Project {
  readonly enterprise: number;
  readonly organization: string;
  readonly contact: string;
  /** How its changes are judged, where project.yaml says so. */
  readonly diff?: DiffPolicy;
  /** For which management systems files are written, where that is not all of them. */
  readonly nms?: readonly NmsTarget[];
}

export interface ModuleDefinition {
  /** Path as the user gave it, `kpi-defs/sip.yaml`. */
  readonly file: string;
  readonly at: Range;
  readonly name: string;
  readonly prefix: string;
  readonly description: string;
  /** Newest first. */
  readonly revisions: readonly { readonly date: string; readonly description: string }[];
  readonly objects: readonly ObjectDefinition[];
  readonly measurements: readonly MeasurementDefinition[];
  readonly kpis: readonly KpiDefinition[];
}

interface Named {
  readonly name: string;
  /** Where the name's value stands. */
  readonly at: Range;
  readonly description: string;
}

export interface ObjectDefinition extends Named {
  readonly index: readonly IndexDefinition[];
  readonly snmpName?: string;
}

export interface IndexDefinition extends Named {
  readonly dataType: DataType;
  readonly range?: NumberRange;
}

/** `0..100`, of the figure itself. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

export interface FigureDefinition extends Named {
  readonly unit: string;
  readonly dataType: DataType;
  readonly per?: string;
  readonly range?: NumberRange;
  /** The descriptor's part after the prefix, where the user chooses it. */
  readonly snmpName?: string;
  readonly status: 'current' | 'deprecated';
}

export interface MeasurementDefinition extends FigureDefinition {}

export interface KpiDefinition extends FigureDefinition {
  readonly purpose: string;
  readonly formula: string;
  readonly expression: Expression;
  readonly reportingFrequency: number;
  readonly reportingDuration: number | null;
  readonly dataSource: string;
  readonly category?: string;
  readonly threshold?: { readonly warning?: Threshold; readonly critical?: Threshold };
}
