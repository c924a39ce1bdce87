import { readFileSync } from 'node:fs';
import { SaxesParser, type SaxesTagNS } from 'saxes';

export const SCHEMA = 'agent/http/kpi1.xsd';

/** `1`, `0..1`, `1..unbounded` and so on. */
export type Cardinality = string;

/** What kpi1.xsd says of one element. */
export interface SchemaElement {
  readonly attributes: Record<string, Cardinality>;
  readonly children: Record<string, Cardinality>;
  /** Documentation of the element, and of its attributes and children by name. */
  readonly documentation: Record<string, string>;
}

interface Node {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  text: string;
}

/** All elements of the schema by name; those declared within others too, types resolved. */
export function readSchema(): Record<string, SchemaElement> {
  const root = parse(readFileSync(SCHEMA, 'utf8'));
  const types = new Map(
    childrenOf(root, 'xs:complexType').map((type) => [type.attributes['name'], type] as const),
  );
  const shared = new Map(
    childrenOf(root, 'xs:element').map((element) => [element.attributes['name'], element] as const),
  );
  const elements: Record<string, SchemaElement> = {};
  const visit = (node: Node): void => {
    const name = node.tag === 'xs:element' ? node.attributes['name'] : undefined;
    const type = childrenOf(node, 'xs:complexType')[0] ?? types.get(node.attributes['type']);
    if (name && type) elements[name] = describeElement(name, node, type, shared);
    for (const child of node.children) visit(child);
  };
  visit(root);
  return elements;
}

function describeElement(
  name: string,
  element: Node,
  type: Node,
  shared: ReadonlyMap<string | undefined, Node>,
): SchemaElement {
  const children = childrenOf(type, 'xs:sequence').flatMap((sequence) => childrenOf(sequence, 'xs:element'));
  const attributes = childrenOf(type, 'xs:attribute');
  const nameOf = ({ attributes: { name: own, ref } }: Node) => own ?? ref ?? '';
  return {
    attributes: Object.fromEntries(
      attributes.map((node) => [nameOf(node), node.attributes['use'] === 'required' ? '1' : '0..1']),
    ),
    children: Object.fromEntries(children.map((node) => [nameOf(node), cardinality(node)])),
    documentation: Object.fromEntries([
      [name, documentationOf(element)],
      ...[...attributes, ...children].map((node) => [
        nameOf(node),
        documentationOf(shared.get(node.attributes['ref']) ?? node),
      ]),
    ]),
  };
}

function cardinality({ attributes: { minOccurs = '1', maxOccurs = '1' } }: Node): Cardinality {
  return minOccurs === maxOccurs ? minOccurs : `${minOccurs}..${maxOccurs}`;
}

function documentationOf(node: Node): string {
  return childrenOf(node, 'xs:annotation')
    .flatMap((annotation) => childrenOf(annotation, 'xs:documentation'))
    .map(({ text }) => text.trim())
    .join(' ');
}

function childrenOf(node: Node, tag: string): Node[] {
  return node.children.filter((child) => child.tag === tag);
}

function parse(text: string): Node {
  const open: Node[] = [{ tag: '', attributes: {}, children: [], text: '' }];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagNS) => {
    const values = Object.fromEntries(Object.values(attributes).map(({ name: key, value }) => [key, value]));
    const node = { tag: name, attributes: values, children: [], text: '' };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on('text', (content) => {
    open.at(-1)!.text += content;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return open[0]!.children[0]!;
}
