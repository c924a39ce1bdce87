import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import type { Container } from './locations.ts';
import { DOCUMENT_RULES, type DocumentRuleId, diagnoseBy } from './rules.ts';
import type { SourceText } from './source-text.ts';

const diagnose = diagnoseBy(DOCUMENT_RULES);

/** How many values aliases may stand for in all: sharing a few maps is fine, doubling one forty times is not. */
const MAX_ALIASED = 10_000;

/** Problems that leave a hole in the data. */
const INCOMPLETE: ReadonlySet<string> = new Set<DocumentRuleId>([
  'YAML-ALIAS',
  'YAML-ALIAS-EXPANSION',
  'YAML-KEY',
  'YAML-MERGE-KEY',
]);

export interface PlainData {
  readonly data: unknown;
  /** The node that each map and list was made of. */
  readonly nodes: ReadonlyMap<Container, YAMLMap | YAMLSeq>;
  readonly diagnostics: readonly Diagnostic[];
  /** False where a value or key had to be left out. */
  readonly complete: boolean;
}

/**
 * Makes plain data of composed nodes, and says what the composer keeps quiet about: keys that stand twice,
 * aliases without an anchor, numbers that do not survive. Aliased maps and lists are shared, not copied.
 */
export function plainData(root: Node | null, source: SourceText): PlainData {
  const walk = new Walk(source);
  const data = root === null ? null : walk.value(root).data;
  const complete = walk.diagnostics.every(({ rule }) => !INCOMPLETE.has(rule));
  return { data, nodes: walk.nodes, diagnostics: walk.diagnostics, complete };
}

/** A value and how many values it holds with aliases followed, itself included. */
interface Sized {
  readonly data: unknown;
  readonly size: number;
}

const NOTHING: Sized = { data: null, size: 1 };

class Walk {
  readonly nodes = new Map<Container, YAMLMap | YAMLSeq>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceText;
  /** By name: what an anchor holds, `open` until its end. */
  readonly #anchors = new Map<string, Sized | 'open'>();
  #aliased = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  value(node: Node): Sized {
    if (isAlias(node)) return this.#alias(node);
    const anchor = (node as Scalar | YAMLMap).anchor;
    if (anchor) this.#anchors.set(anchor, 'open');
    const value = this.#content(node);
    if (anchor) this.#anchors.set(anchor, value);
    return value;
  }

  #content(node: Node): Sized {
    if (isScalar(node)) return { data: this.#scalar(node), size: 1 };
    if (isMap(node)) return this.#map(node as YAMLMap<Node, Node | null>);
    return isSeq(node) ? this.#list(node as YAMLSeq<Node>) : NOTHING;
  }

  #map(node: YAMLMap<Node, Node | null>): Sized {
    const data: Record<string, unknown> = {};
    this.nodes.set(data, node);
    let size = 1;
    for (const { key, value } of node.items) {
      const name = this.#key(key, data);
      const held = value === null ? NOTHING : this.value(value);
      size += held.size;
      if (name === '__proto__') Object.defineProperty(data, name, { value: held.data, enumerable: true });
      else if (name !== undefined) data[name] = held.data;
    }
    return { data, size };
  }

  #list(node: YAMLSeq<Node>): Sized {
    const data: unknown[] = [];
    this.nodes.set(data, node);
    let size = 1;
    for (const item of node.items) {
      const held = this.value(item);
      size += held.size;
      data.push(held.data);
    }
    return { data, size };
  }

  /** The key's text; undefined where it must not count. With stringKeys, the composer lets only scalars through. */
  #key(key: Node, data: Record<string, unknown>): string | undefined {
    const name = String((key as Scalar).value);
    if (name === '<<') {
      const remedy = 'Write the fields out, or share the whole map with an alias.';
      this.#report('YAML-MERGE-KEY', key, 'Merge keys are not part of YAML 1.2.', remedy);
      return undefined;
    }
    if (!Object.hasOwn(data, name)) return name;
    this.#report(
      'YAML-KEY-DUPLICATE',
      key,
      `The key \`${name}\` stands twice in this map.`,
      'Remove one of the two.',
    );
    return undefined;
  }

  #alias(node: Alias): Sized {
    const held = this.#anchors.get(node.source);
    if (held === undefined) {
      const remedy = 'Put the value in quotes if it is text that begins with an asterisk.';
      this.#report('YAML-ALIAS', node, `No anchor &${node.source} stands before this alias.`, remedy);
      return NOTHING;
    }
    if (held === 'open') {
      this.#report('YAML-ALIAS', node, `The alias *${node.source} stands inside of what it refers to.`);
      return NOTHING;
    }
    const before = this.#aliased;
    this.#aliased += held.size;
    if (this.#aliased <= MAX_ALIASED) return held;
    if (before <= MAX_ALIASED) {
      const message = `Aliases stand for more than ${MAX_ALIASED} values in all.`;
      this.#report('YAML-ALIAS-EXPANSION', node, message, 'Write the values out, or in several files.');
    }
    return NOTHING;
  }

  #scalar(node: Scalar): unknown {
    const { value, source = '' } = node;
    if (typeof value !== 'number') return value;
    const digits = source.replace(/^[-+]/, '');
    if (/^0\d/.test(digits)) {
      const remedy = `Write ${value}, or "${source}" in quotes if it is text.`;
      this.#report('YAML-NUMBER-ZERO', node, `The number ${source} starts with a zero.`, remedy);
    } else if (/^\d/.test(digits) && !survives(value, digits)) {
      const remedy = 'Write it in quotes if it is text.';
      this.#report('YAML-NUMBER-INEXACT', node, `The number ${source} cannot be held exactly.`, remedy);
    }
    return value;
  }

  #report(rule: DocumentRuleId, node: Node, message: string, remedy?: string): void {
    const range = node.range ?? [0, 0];
    this.diagnostics.push(diagnose(rule, this.#source.place([range[0], range[1]]), message, remedy));
  }
}

/** Whether a number's double is what its text says: of whole numbers up to 2^53, of others unless they overflow. */
function survives(value: number, digits: string): boolean {
  return /[.eE]/.test(digits) && !digits.startsWith('0x')
    ? Number.isFinite(value)
    : Number.isSafeInteger(value);
}
