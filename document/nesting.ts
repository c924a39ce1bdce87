import { CST } from 'yaml';

/**
 * Deeper than anything a person writes, and far from where composing a document, which recurses, would
 * exhaust the stack.
 */
export const MAX_DEPTH = 64;

/** Offset of the first map or list that nests deeper than `depth`; undefined where none does. */
export function firstNestedDeeperThan(depth: number, tokens: readonly CST.Token[]): number | undefined {
  let level = tokens.map((token) => (token.type === 'document' ? token.value : token)).filter(isCollection);
  for (let at = 1; level.length > 0; at++) {
    if (at > depth) return level[0]?.offset;
    const inner: Collection[] = [];
    for (const collection of level) {
      for (const { key, value } of collection.items) {
        if (isCollection(key)) inner.push(key);
        if (isCollection(value)) inner.push(value);
      }
    }
    level = inner;
  }
  return undefined;
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

function isCollection(token: CST.Token | null | undefined): token is Collection {
  return CST.isCollection(token);
}
