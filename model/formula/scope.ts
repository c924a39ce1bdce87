import type { DataType } from '../data-type.ts';
import type { Expression } from './expression.ts';
import type { FormulaRuleId, Suggest } from './problem.ts';

/** What a formula may name, seen from the KPI it belongs to. The maps are shared by all KPIs of a module. */
export interface FormulaScope {
  /** The KPI whose formula it is. */
  readonly self: ScopeKpi;
  /** The measurements of its module, by name. */
  readonly measurements: ReadonlyMap<string, ScopeFigure>;
  /** The KPIs of all modules, by name. */
  readonly kpis: ReadonlyMap<string, ScopeKpi>;
  readonly suggest?: Suggest;
}

export interface ScopeFigure {
  readonly dataType: DataType;
  /** The object that has it once each; undefined for a scalar. */
  readonly per?: string;
}

export interface ScopeKpi extends ScopeFigure {
  readonly name: string;
  readonly module: string;
  /** Its place in the order of definition of its module. */
  readonly order: number;
  /** Its formula, where that parses: shows whether two KPIs refer to each other. */
  readonly expression?: Expression;
  /** CheckedFormula.depth of its formula; without it, its own references do not count. */
  readonly depth?: number;
}

/** Reports a problem of a node. */
export type Report = (code: FormulaRuleId, node: Expression, message: string, remedy?: string) => void;
