import { NoValue } from '../value.ts';
import { checkInstances } from './check-instances.ts';
import { checkNames, type NamesRead } from './check-names.ts';
import { checkTypes, type FormulaType } from './check-types.ts';
import { compileFormula, type FormulaBinding } from './compile.ts';
import type { Expression } from './expression.ts';
import type { FormulaInputs } from './inputs.ts';
import { printFormula } from './print.ts';
import type { FormulaProblem } from './problem.ts';
import type { FormulaScope, Report } from './scope.ts';
import { children, walk } from './walk.ts';

/** How deep a formula may nest together with the KPIs it refers to. */
export const MAX_DEPTH = 1000;

export interface CheckedFormula {
  /** In the order of the text; FORMULA-CONSTANT alone is a warning. */
  readonly problems: readonly FormulaProblem[];
  /** What the formula gives; undefined where a problem leaves it open. */
  readonly type: FormulaType | undefined;
  /** Names it reads itself, each once, in the order of the text, known or not. */
  readonly reads: NamesRead;
  /** How deep it nests, counting the KPIs it refers to: ScopeKpi.depth for the formulas after it. */
  readonly depth: number;
}

/**
 * Holds a formula against what is defined: names and their order, objects, types, arguments, division by
 * zero. What passes compiles, and evaluates to its type or to no value. Never throws.
 */
export function checkFormula(expression: Expression, scope: FormulaScope): CheckedFormula {
  const problems: FormulaProblem[] = [];
  const report: Report = (code, { at = [0, 0] }, message, remedy) => {
    problems.push({ code, message, at, ...(remedy === undefined ? {} : { remedy }) });
  };
  const reads = checkNames(expression, scope, report);
  checkInstances(expression, scope, report);
  const type = checkTypes(expression, scope, report);
  checkDivisions(expression, report);
  if (reads.measurements.length + reads.kpis.length === 0) {
    report('FORMULA-CONSTANT', expression, 'The formula reads no measurement: it always gives the same.');
  }
  const depth = depthOf(expression, scope);
  if (depth > MAX_DEPTH) {
    const message = `The formula and the KPIs it refers to nest deeper than ${MAX_DEPTH} levels.`;
    report('FORMULA-SIZE', expression, message, 'Refer to fewer KPIs that refer to KPIs.');
  }
  return { problems: problems.sort((a, b) => a.at[0] - b.at[0]), type, reads, depth };
}

/** A divisor that reads nothing and is zero is a slip; any other zero gives no value when it comes. */
function checkDivisions(expression: Expression, report: Report): void {
  walk(expression, (node) => {
    if (node.kind !== 'operation' || node.operator !== '/' || readsAnything(node.right)) return;
    if (compileFormula(node.right, NOTHING)(NO_INPUTS, undefined) === 0) {
      report('FORMULA-ZERO', node, `The divisor \`${printFormula(node.right)}\` is always 0.`);
    }
  });
}

function readsAnything(expression: Expression): boolean {
  let found = false;
  walk(expression, ({ kind }) => {
    if (kind === 'measurement' || kind === 'kpi' || kind === 'call') found = true;
  });
  return found;
}

const unbound = (): undefined => undefined;
const NOTHING: FormulaBinding = { measurement: unbound, kpi: unbound };
const nothing = new NoValue('a constant reads nothing');
const NO_INPUTS: FormulaInputs = { seconds: 1, aggregate: () => nothing, rows: () => nothing };

function depthOf(node: Expression, scope: FormulaScope): number {
  let deepest = node.kind === 'kpi' ? (scope.kpis.get(node.name)?.depth ?? 0) : 0;
  for (const child of children(node)) deepest = Math.max(deepest, depthOf(child, scope));
  return deepest + 1;
}
