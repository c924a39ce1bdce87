import { NoValue, type Value } from '../value.ts';
import type { CallNode } from './expression.ts';
import type { Formula } from './inputs.ts';
import { tooLarge, unusable } from './operations.ts';
import { printFormula } from './print.ts';

/** sum, mean or count of the argument over the rows of an object. */
export function compileAggregate(node: CallNode, object: string, argument: Formula): Formula {
  return (inputs) => {
    const rows = inputs.rows(object);
    if (rows instanceof NoValue) return new NoValue(`${object}: ${rows.reason}`);
    const values = rows.map((row) => argument(inputs, row));
    if (node.function === 'count') return values.filter((value) => !(value instanceof NoValue)).length;
    const total = add(node, object, rows, values);
    return typeof total === 'number' && node.function === 'mean' ? total / rows.length : total;
  };
}

/** The sum of all, or no value where one has none: a part never passes for the whole. */
function add(node: CallNode, object: string, rows: readonly string[], values: readonly Value[]): Value {
  if (rows.length === 0) return new NoValue(`${printFormula(node)}: there is no ${object}`);
  let total = 0;
  for (const [position, value] of values.entries()) {
    if (typeof value !== 'number') {
      const { reason } = unusable(value, node.argument);
      return new NoValue(`${printFormula(node)}: ${object} ${rows[position]}: ${reason}`);
    }
    total += value;
  }
  return Number.isFinite(total) ? total : tooLarge(node);
}
