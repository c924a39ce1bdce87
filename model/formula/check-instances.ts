import type { CallNode, Expression } from './expression.ts';
import { isOverInstances } from './functions.ts';
import { printFormula } from './print.ts';
import type { FormulaScope, Report } from './scope.ts';
import { children, walk } from './walk.ts';

/**
 * What is measured once for each instance of an object: a KPI reads its own instance's, and others only
 * through sum, mean or count, which look over the instances of one object.
 */
export function checkInstances(expression: Expression, scope: FormulaScope, report: Report): void {
  if (expression.kind === 'call' && isOverInstances(expression.function)) {
    checkAggregate(expression, scope, report);
    return;
  }
  const object = objectOf(expression, scope);
  if (object !== undefined && object !== scope.self.per) {
    const own = scope.self.per === undefined ? 'one value in all' : `one for each ${scope.self.per}`;
    const message = `\`${printFormula(expression)}\` has a value for each ${object}, and this KPI ${own}.`;
    const among = 'Take the sum(), mean() or count() of it';
    const remedy =
      scope.self.per === undefined ? `${among}, or give this KPI \`per: ${object}\`.` : `${among}.`;
    report('FORMULA-PER', expression, message, remedy);
  }
  for (const child of children(expression)) checkInstances(child, scope, report);
}

function checkAggregate(call: CallNode, scope: FormulaScope, report: Report): void {
  const objects = new Set<string>();
  let known = true;
  let nested = false;
  walk(call.argument, (node) => {
    const object = objectOf(node, scope);
    if (object !== undefined) objects.add(object);
    if (node.kind === 'measurement') known &&= scope.measurements.has(node.name);
    if (node.kind === 'kpi') known &&= scope.kpis.has(node.name);
    if (node.kind === 'call' && isOverInstances(node.function)) {
      const message = `\`${node.function}\` stands inside \`${call.function}\`: one of them looks over all instances already.`;
      report('FORMULA-PER', node, message, 'Make the inner one a KPI and refer to it, or leave one out.');
      nested = true;
    }
  });
  const [first, second] = objects;
  if (nested) return;
  if (first === undefined && known) {
    const message = `\`${call.function}\` looks over the instances of an object, and nothing in it belongs to one.`;
    report('FORMULA-PER', call, message, 'Leave the function out, or name something defined with `per`.');
  }
  if (second !== undefined) {
    const message = `\`${call.function}\` looks over the instances of one object, not of ${[...objects].join(' and ')}.`;
    report('FORMULA-PER', call, message, `Take one \`${call.function}\` for each object.`);
  }
}

/** The object that a name's figure is measured for each of. */
function objectOf(node: Expression, scope: FormulaScope): string | undefined {
  if (node.kind === 'measurement') return scope.measurements.get(node.name)?.per;
  if (node.kind === 'kpi') return scope.kpis.get(node.name)?.per;
  return undefined;
}
