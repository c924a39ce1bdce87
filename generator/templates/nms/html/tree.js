/**
 * The OID tree: the nodes as they came, each with `parent`, `children`, `depth` and its `position` among its parent's children, and how to find one.
 * Nodes stand in the order of their OIDs, each before those below it.
 */
export function growTree({ modules, nodes }) {
  const byOid = new Map();
  const byDescriptor = new Map();
  const above = [];
  for (const node of nodes) {
    while (above.length > 0 && !node.oid.startsWith(`${above.at(-1).oid}.`)) above.pop();
    const parent = above.at(-1);
    const position = parent ? parent.children.push(node) : 1;
    Object.assign(node, { parent, position, children: [], depth: above.length, owner: modules[node.module] });
    above.push(node);
    byOid.set(node.oid, node);
    // What is current comes first where a descriptor of old stands twice.
    if (node.descriptor !== '' && (!byDescriptor.has(node.descriptor) || !node.status))
      byDescriptor.set(node.descriptor, node);
  }
  return { modules, nodes, byOid, byDescriptor, users: undefined };
}

/** What people call a node. */
export function titleOf({ name, descriptor, oid }) {
  return name || descriptor || oid;
}

/** The node that an OID is of, or that it lies below: `{ node, rest }`, the arcs beyond it as text. */
export function locate(tree, oid) {
  for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
    const node = tree.byOid.get(oid.slice(0, end));
    if (node) return { node, rest: oid.slice(end + 1) };
  }
  return undefined;
}

/** The table that a column or an index is of. */
export function tableOf({ parent }) {
  return parent?.kind === 'entry' ? parent.parent : undefined;
}

/** The nodes that a formula names, each once. */
export function inputsOf(tree, { kpi }) {
  const oids = (kpi?.formula ?? []).filter((part) => typeof part !== 'string').map(([, oid]) => oid);
  return [...new Set(oids)].map((oid) => tree.byOid.get(oid));
}

/** The KPIs whose formulas name a node. */
export function usersOf(tree, node) {
  if (!tree.users) {
    tree.users = new Map();
    for (const each of tree.nodes) {
      for (const input of inputsOf(tree, each)) {
        if (tree.users.has(input)) tree.users.get(input).push(each);
        else tree.users.set(input, [each]);
      }
    }
  }
  return tree.users.get(node) ?? [];
}
