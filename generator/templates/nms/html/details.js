import { commandSection } from './commands.js';
import { chip, copyButton, element, fillInSteps, linkTo } from './elements.js';
import { decodeIndex } from './instance.js';
import { inputsOf, tableOf, titleOf, usersOf } from './tree.js';

export const KINDS = {
  root: 'Enterprise',
  module: 'Module',
  group: 'Node',
  kpi: 'KPI',
  measurement: 'Measurement',
  object: 'Object',
  table: 'Table',
  entry: 'Row',
  index: 'Index',
  notification: 'Notification',
};

/** All that is known of a node, under a heading of a level. `rest` are the arcs of a row, where one is meant. */
export function describeNode({ tree, functions }, node, rest, level = 1) {
  const whole = level === 1;
  return element(
    'article',
    { class: `node ${node.kind}` },
    whole && pathOf(node),
    headingOf(node, level),
    objectLine(node),
    rest !== '' && instanceLine(node, rest),
    !node.kpi && node.description !== '' && element('p', { class: 'prose' }, node.description),
    fieldTable(tree, functions, node),
    node.kind === 'table' && indexSection(tree, node),
    node.objects &&
      listSection(
        'Carries',
        node.objects.map((oid) => tree.byOid.get(oid)),
      ),
    whole && columnsOf(node),
    whole && usersSection(tree, node),
    whole && changesSection(tree, node),
    whole && commandSection(tree, node, rest),
  );
}

function pathOf(node) {
  const above = [];
  for (let each = node.parent; each; each = each.parent) above.unshift(each);
  if (above.length === 0) return undefined;
  return element(
    'nav',
    { class: 'path', 'aria-label': 'Above it' },
    element(
      'ol',
      {},
      above.map((each) => element('li', {}, linkTo(each))),
    ),
  );
}

export function headingOf(node, level) {
  const title = level === 1 ? titleOf(node) : linkTo(node);
  return element(
    'div',
    { class: 'heading' },
    element(`h${level}`, level === 1 ? { tabindex: '-1' } : {}, title),
    chip(KINDS[node.kind], node.kind),
    node.status && chip(node.status),
  );
}

function objectLine({ owner, descriptor, oid }) {
  const name = owner && `${owner.name}::${descriptor}`;
  return element('p', { class: 'object' }, name && copied(name, 'the name'), copied(oid, 'the OID'));
}

/** A text with the button that copies it, on one line. */
function copied(text, what) {
  return element(
    'span',
    { class: 'copied' },
    element('code', {}, text),
    copyButton(() => text, what),
  );
}

/** What the arcs beyond a node's OID say. */
function instanceLine(node, rest) {
  const table = tableOf(node);
  const values = table && decodeIndex(table.index, rest);
  if (values) {
    const parts = table.index.map(({ descriptor }, at) => `${descriptor} = ${values[at]}`);
    return element('p', { class: 'instance' }, `Row .${rest}: ${parts.join(', ')}`);
  }
  const isScalar = !table && rest === '0';
  return element(
    'p',
    { class: 'instance' },
    isScalar
      ? 'The OID with .0 is its instance.'
      : `The OID asked for goes on with .${rest}, which is no instance of it.`,
  );
}

/** The formula with links to what it names, and what each of those means in it. */
function formulaOf(tree, functions, node) {
  const { formula, functions: used } = node.kpi;
  const parts = formula.map((part) =>
    typeof part === 'string' ? part : linkTo(tree.byOid.get(part[1]), part[0]),
  );
  const notes = [
    ...inputsOf(tree, node).map((input) => [linkTo(input), `: ${readingOf(input)}. ${input.description}`]),
    ...used.map((name) => functions[name]),
  ];
  return element(
    'div',
    { class: 'formula' },
    element('pre', {}, element('code', {}, parts)),
    notes.length > 0 &&
      element(
        'ul',
        {},
        notes.map((note) => element('li', {}, note)),
      ),
  );
}

/** What a bare name means in a formula. */
function readingOf({ kind, unit, dataType }) {
  if (kind === 'kpi') return 'its formula over the same interval';
  return dataType === 'counter' ? `increase over the interval, ${unit}` : `last value, ${unit}`;
}

/** Every field there is, those of the definition first. */
function fieldTable(tree, functions, node) {
  const { kpi, unit, range, syntax, row } = node;
  const table = tableOf(node);
  const fields = [
    ...(kpi ? templateFields(node, formulaOf(tree, functions, node)) : definitionFields(node)),
    ['Declared range', range],
    ...(kpi?.thresholds ?? []).map(({ severity, condition }) => [
      `Threshold, ${severity}`,
      `${condition} ${unit}`,
    ]),
    ['Column of', table && node.kind !== 'index' && linkTo(table)],
    ['Index of', node.kind === 'index' && linkTo(table)],
    ['Published', publishedOf(node)],
    ['Syntax', syntax && element('code', {}, syntax)],
    ['On the wire', wireOf(node)],
    ['Access', accessOf(node)],
    ['Row in KPI1-MIB', row && catalogueRow(tree, node)],
  ].filter(([, value]) => value);
  if (fields.length === 0) return undefined;
  return element(
    'dl',
    { class: 'fields' },
    fields.map(([label, value]) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
  );
}

/** The ten fields of the KPI definition template, in its order (KPIinOMA section 5). */
function templateFields({ name, description, unit, dataType, kpi }, formula) {
  return [
    ['Name', name],
    ['Description', description],
    ['Purpose', kpi.purpose],
    ['Formula', formula],
    ['Unit', unit],
    ['Data type', dataType],
    ['Reporting frequency', kpi.frequency],
    ['Reporting duration', kpi.duration],
    ['Data source', kpi.dataSource],
    ['Category', kpi.category ?? 'none'],
  ];
}

function definitionFields({ kind, name, unit, dataType }) {
  const isNamed = kind === 'measurement' || kind === 'index' || kind === 'kpi';
  return [
    ['Name', isNamed && name],
    ['Unit', unit],
    ['Data type', dataType],
  ];
}

function publishedOf({ kind, status, dataType }) {
  if (status === 'obsolete') return undefined;
  if (kind === 'kpi') return 'at the end of every interval, which is as long as its reporting frequency';
  if (kind !== 'measurement') return undefined;
  return `${dataType === 'counter' ? 'its running total' : 'its latest value'}, at every sample`;
}

function wireOf({ decimals, choices }) {
  if (choices) return choices.map((name, at) => `${at + 1} ${name}`).join(', ');
  if (!decimals) return undefined;
  return `${10 ** decimals} times the figure: ${(98.76 * 10 ** decimals).toFixed(0)} is 98.76`;
}

function accessOf({ kind, status, isNotifyOnly }) {
  if (isNotifyOnly) return 'only sent, in notifications';
  if (status === 'obsolete') return undefined;
  if (kind === 'index') return 'not readable itself: its value is in the OIDs of its row';
  return undefined;
}

function catalogueRow(tree, { kind, row }) {
  const table = tree.byDescriptor.get(kind === 'kpi' ? 'kpi1KpiTable' : 'kpi1PmTable');
  return element('span', {}, linkTo(table), ` row ${row}`);
}

function indexSection(tree, { index = [] }) {
  return listSection(
    'Index',
    index.map(({ oid }) => tree.byOid.get(oid)),
  );
}

/** What lies below: the columns of a table, the objects of a group. */
function columnsOf(node) {
  const below = node.kind === 'table' ? node.children.flatMap(({ children }) => children) : node.children;
  if (node.kind === 'module') return undefined;
  return listSection(
    node.kind === 'table' ? 'Columns' : 'Below it',
    below.filter(({ kind }) => node.kind !== 'table' || kind !== 'index'),
  );
}

function usersSection(tree, node) {
  return listSection('Used by', usersOf(tree, node));
}

/** The revisions of its module that speak of it, by its name or descriptor. */
function changesSection(tree, node) {
  const { kind, name, descriptor, owner } = node;
  if (kind === 'module' || !owner) return undefined;
  const revisions = owner.revisions.filter(({ description }) =>
    [descriptor, name && `\`${name}\``, /\W/.test(name ?? '') && name].some(
      (one) => one && description.includes(one),
    ),
  );
  return revisions.length === 0 ? undefined : revisionSection(tree, owner, revisions);
}

/** What each revision of a module says; names in backquotes go to what they name. */
export function revisionSection(tree, owner, revisions) {
  return element(
    'section',
    {},
    element('h2', {}, 'Changes'),
    element(
      'ol',
      { class: 'revisions' },
      revisions.map(({ date, description }) =>
        element(
          'li',
          {},
          element('time', { datetime: date }, date),
          element('span', { class: 'prose' }, linkNames(tree, owner, description)),
        ),
      ),
    ),
  );
}

function linkNames(tree, owner, text) {
  return text.split(/`([^`]+)`/).map((part, at) => {
    if (at % 2 === 0) return part;
    const named = tree.nodes.find(
      (node) => node.owner === owner && [node.name, node.descriptor].includes(part),
    );
    return named ? linkTo(named, part) : `\`${part}\``;
  });
}

/** Nodes under a heading, each a link with what it is; nothing where there are none. */
export function listSection(title, nodes) {
  if (nodes.length === 0) return undefined;
  const list = element('ul', { class: 'nodes' });
  return element('section', {}, element('h2', {}, title), fillInSteps(list, nodes, nodeItem));
}

function nodeItem(node) {
  return element(
    'li',
    {},
    element('span', { class: 'named' }, linkTo(node), node.status && chip(node.status)),
    element('code', {}, node.descriptor === titleOf(node) ? node.oid : node.descriptor),
    element(
      'span',
      { class: 'about' },
      [node.unit || node.dataType, node.description].filter(Boolean).join(' - '),
    ),
  );
}
