import { parseFormula } from '../../model/formula/parse.ts';
import { walk } from '../../model/formula/walk.ts';
import type { FormulaPart, KpiFields } from './html-view.ts';

/** Finds the OIDs of what formulas of one module name. */
export interface Names {
  readonly measurements: ReadonlyMap<string, string>;
  /** Of all modules. */
  readonly kpis: ReadonlyMap<string, string>;
}

/** A formula's text in pieces, those that name a measurement or KPI with its OID, and the functions it uses. */
export function formulaParts(formula: string, names: Names): Pick<KpiFields, 'formula' | 'functions'> {
  const parts: FormulaPart[] = [];
  const functions = new Set<string>();
  let end = 0;
  // The tree of the model has no places; parsed once more the same text gives the same tree with them.
  const { expression } = parseFormula(formula);
  if (expression === undefined) return { formula: [formula], functions: [] };
  walk(expression, (node) => {
    if (node.kind === 'call') functions.add(node.function);
    if (node.kind === 'if') functions.add('if');
    if (node.kind !== 'measurement' && node.kind !== 'kpi') return;
    const oid = names[node.kind === 'kpi' ? 'kpis' : 'measurements'].get(node.name);
    if (oid === undefined || node.at === undefined) return;
    if (node.at[0] > end) parts.push(formula.slice(end, node.at[0]));
    parts.push([formula.slice(...node.at), oid]);
    end = node.at[1];
  });
  if (end < formula.length) parts.push(formula.slice(end));
  return { formula: parts, functions: [...functions] };
}
