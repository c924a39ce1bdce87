import { locate } from './tree.js';

const ENTERPRISES = '1.3.6.1.4.1';
/** What comes first where two are found equally well. */
const ORDER = [
  'module',
  'kpi',
  'measurement',
  'table',
  'notification',
  'object',
  'index',
  'entry',
  'group',
  'root',
];

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
  return qualityOf(node.names, words) * 4 * ORDER.length + ageOf(node) + ORDER.indexOf(node.kind);
}

/** How well names match: whole, from the first letter on, from the first letter of a word on, somewhere, not. */
function qualityOf(names, words) {
  const whole = words.join(' ');
  const lines = names.split('\n');
  if (lines.includes(whole)) return 0;
  if (lines.some((line) => line.startsWith(whole))) return 1;
  if (words.every((word) => ` ${lines[0]}`.includes(` ${word}`))) return 2;
  return words.every((word) => names.includes(word)) ? 3 : 4;
}

function ageOf({ status }) {
  if (status === 'obsolete') return 2 * ORDER.length;
  return status === 'deprecated' ? ORDER.length : 0;
}

function textsOf({ description, unit, dataType, kpi, owner }) {
  const formula = kpi?.formula.map((part) => (typeof part === 'string' ? part : part[0])).join('');
  return [description, unit, dataType, formula, kpi?.purpose, kpi?.dataSource, kpi?.category, owner?.name]
    .filter(Boolean)
    .join('\n');
}
