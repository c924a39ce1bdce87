import type { Expression } from '../model/formula/expression.ts';
import { walk } from '../model/formula/walk.ts';
import type { ModelModule } from '../model/model.ts';

/** Counters that are a part of what another one counts, by name: successes of attempts, errors of requests. */
export type Parts = ReadonlyMap<string, string>;

/**
 * Reads from the formulas of a module which counters are parts of which: what is divided is a part of the counter
 * it is divided by, and what is subtracted below the line a part of what it is subtracted from.
 */
export function findParts(module: ModelModule): Parts {
  const counters = new Set(
    module.measurements.filter(({ dataType }) => dataType.kind === 'counter').map(({ name }) => name),
  );
  const parts = new Map<string, string>();
  for (const { expression } of module.kpis) {
    walk(expression, (node) => {
      if (node.kind !== 'operation' || node.operator !== '/') return;
      const [whole, ...others] = signedNames(node.right, 1).filter(({ name }) => counters.has(name));
      if (!whole) return;
      const divided = signedNames(node.left, 1).filter(({ name }) => counters.has(name));
      const below = others.filter(({ sign }) => sign < 0);
      for (const { name } of [...divided, ...below]) {
        if (!parts.has(name) && !isWithin(whole.name, name, parts)) parts.set(name, whole.name);
      }
    });
  }
  return parts;
}

/** Whether a counter is another one, or a part of it. */
function isWithin(name: string, other: string, parts: Parts): boolean {
  for (let at: string | undefined = name; at !== undefined; at = parts.get(at)) if (at === other) return true;
  return false;
}

interface SignedName {
  readonly name: string;
  readonly sign: number;
}

/** The measurements of an expression, in order; with -1 those that are subtracted. */
function signedNames(node: Expression, sign: number): SignedName[] {
  switch (node.kind) {
    case 'measurement':
      return [{ name: node.name, sign }];
    case 'negation':
      return signedNames(node.operand, -sign);
    case 'operation':
      return [
        ...signedNames(node.left, sign),
        ...signedNames(node.right, node.operator === '-' ? -sign : sign),
      ];
    case 'if':
      return [...signedNames(node.then, sign), ...signedNames(node.otherwise, sign)];
    case 'call':
      return signedNames(node.argument, sign);
    default:
      return [];
  }
}
