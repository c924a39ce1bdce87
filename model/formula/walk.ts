import type { Expression } from './expression.ts';

const NONE: readonly Expression[] = [];

/** The parts of a node, in the order of the text. */
export function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'negation':
      return [node.operand];
    case 'operation':
      return [node.left, node.right];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'call':
      return [node.argument];
    default:
      return NONE;
  }
}

/** Visits a tree, each node before its parts. */
export function walk(node: Expression, visit: (node: Expression) => void): void {
  visit(node);
  for (const child of children(node)) walk(child, visit);
}
