import { locate } from './tree.js';

const ENTERPRISES = '1.3.6.1.4.1';
/** What comes first where two are found equally well. */
const KINDS = ['module', 'kpi', 'measurement', 'table', 'notification', 'object', 'index', 'entry', 'group', 'root'];

/**
 * Finds nodes by what people have at hand: a name, words of a text, or an OID as tools print it, of an object
 * or of an instance. Gives `{ node, oid }`, the best first; `oid` is that of an instance where one was asked for.
 */
export function search(tree, query) {
  const asked = query.trim();
  if (asked === '') return [];
  const oid = readOid(asked);
  if (oid !== undefined) return searchOid(tree, oid);
  const [, module, descriptor, rest = ''] = /^(?:([\w-]+)::)?([a-z]\w*)((?:\.\d+)*)\.?$/i.exec(asked) ?? [];
  const named = tree.byDescriptor.get(descriptor);
  if (named && rest !== '') return [{ node: named, oid: named.oid + rest }];
  const words = (module ? descriptor : asked).toLowerCase().split(/\s+/);
  return searchWords(tree, words, module?.toLowerCase());
}

/** An OID in dots, whatever it was printed with; undefined where the text is none. */
export function readOid(text) {
  const plain = text
    .replace(/^(?:[\w-]+::)?enterprises(?=\.|$)/, ENTERPRISES)
    .replace(/^\.?(?:iso|1)(?=\.)/, '1')
    .replace(/\.$/, '');
  return /^\d+(?:\.\d+)+$/.test(plain) ? plain : undefined;
}

function searchOid(tree, oid) {
  const exact = locate(tree, oid);
  const below = tree.nodes.filter((node) => node.oid.startsWith(oid) && node !== exact?.node);
  const found = below.map((node) => ({ node, oid: node.oid }));
  // An OID that begins one of ours is about what lies below; one that goes on is about the instance.
  if (exact && (exact.rest === '' || found.length === 0)) found.unshift({ node: exact.node, oid });
  if (found.length > 0) return found;
  // People leave out what all OIDs have in common.
  return tree.nodes
    .filter((node) => `${node.oid}.`.includes(`.${oid}.`) || node.oid.endsWith(`.${oid}`))
    .map((node) => ({ node, oid: node.oid }));
}

function searchWords(tree, words, module) {
  const found = [];
  for (const node of tree.nodes) {
    if (module !== undefined && node.owner?.name.toLowerCase() !== module) continue;
    const rank = rankOf(node, words);
    if (rank !== undefined) found.push({ node, rank });
  }
  found.sort((one, other) => one.rank - other.rank);
  return found.map(({ node }) => ({ node, oid: node.oid }));
}

/** The lower the better; undefined where a word is missing. What is no longer current comes last. */
function rankOf(node, words) {
  node.names ??= `${node.name ?? ''}\n${node.descriptor}`.toLowerCase();
  node.texts ??= `${node.names}\n${textsOf(node)}\n${node.oid}`.toLowerCase();
  if (!words.every((word) => node.texts.includes(word))) return undefined;
  const whole = words.join(' ');
  const quality = node.names.split('\n').includes(whole)
    ? 0
    : node.names.split('\n').some((name) => name.startsWith(whole))
      ? 1
      : words.every((word) => node.names.includes(word))
        ? 2
        : 3;
  const old = node.status === 'obsolete' ? 2 * KINDS.length : node.status ? KINDS.length : 0;
  return quality * 4 * KINDS.length + old + KINDS.indexOf(node.kind);
}

function textsOf({ description, unit, dataType, kpi, owner }) {
  const formula = kpi?.formula.map((part) => (typeof part === 'string' ? part : part[0])).join('');
  return [description, unit, dataType, formula, kpi?.purpose, kpi?.dataSource, kpi?.category, owner?.name]
    .filter(Boolean)
    .join('\n');
}
