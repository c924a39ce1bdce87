import { isScalar, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextRange } from './source-text.ts';

/** What a map or list of YAML becomes. */
export type Container = Record<string, unknown> | unknown[];

export type Path = readonly (string | number)[];

/** Where each key and value of plain data stands in the text it was read from. */
export class Locations {
  readonly #root: Node | null;
  readonly #nodes: ReadonlyMap<Container, YAMLMap | YAMLSeq>;

  /** `nodes` has the node that each map and list of the data was made of. */
  constructor(root: Node | null, nodes: ReadonlyMap<Container, YAMLMap | YAMLSeq>) {
    this.#root = root;
    this.#nodes = nodes;
  }

  /** The whole of a map or list; of what an alias stands for, where the anchor is. */
  rangeOf(container: Container): TextRange {
    return rangeOfNode(this.#nodes.get(container));
  }

  /** A map's key without its colon; an item of a list. */
  keyRange(container: Container, key: string | number): TextRange {
    const node = this.#nodes.get(container);
    return rangeOfNode(typeof key === 'string' ? pairOf(node, key)?.key : itemOf(node, key));
  }

  /** A map's value or a list's item; an alias where that is what is written there. */
  valueRange(container: Container, key: string | number): TextRange {
    const node = this.#nodes.get(container);
    return rangeOfNode(typeof key === 'string' ? pairOf(node, key)?.value : itemOf(node, key));
  }

  /** The value that a path from the document's root leads to, through aliases. */
  rangeAt(data: unknown, path: Path): TextRange {
    const last = path.at(-1);
    if (last === undefined) return rangeOfNode(this.#root);
    return this.valueRange(dataAt(data, path.slice(0, -1)) as Container, last);
  }
}

/** The part of plain data that a path leads to. */
export function dataAt(data: unknown, path: Path): unknown {
  let found = data;
  for (const key of path) found = (found as Record<string | number, unknown>)[key];
  return found;
}

function pairOf(node: YAMLMap | YAMLSeq | undefined, key: string): Pair<Node, Node | null> | undefined {
  const pairs = node?.items as Pair<Node, Node | null>[] | undefined;
  return pairs?.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function itemOf(node: YAMLMap | YAMLSeq | undefined, index: number): Node | undefined {
  return node?.items[index] as Node | undefined;
}

function rangeOfNode(node: Node | null | undefined): TextRange {
  const range = node?.range;
  return range ? [range[0], range[1]] : [0, 0];
}
