import { commandSection } from './commands.js';
import { describeNode, headingOf, listSection, revisionSection } from './details.js';
import { chip, element, fillInSteps, linkTo } from './elements.js';

/** Where one begins: the modules, and how to find one's way. */
export function overviewPage({ tree, reference }) {
  const { organization, contact, generator, modules } = reference;
  return element(
    'article',
    {},
    element('h1', { tabindex: '-1' }, organization),
    element('p', {}, `Contact: ${contact}`),
    element('h2', {}, 'Modules'),
    element(
      'ul',
      { class: 'modules' },
      modules.map((module) => moduleItem(tree, module)),
    ),
    element('h2', {}, 'Finding things'),
    element(
      'ul',
      {},
      element(
        'li',
        {},
        'Search takes names, descriptors, words of any text, and OIDs as tools print them, also of one row: .1.3.6.1…, enterprises.…, MODULE::name.0.',
      ),
      element(
        'li',
        {},
        element('kbd', {}, '/'),
        ' goes to the search, arrows and Enter choose a result, Escape leaves.',
      ),
      element(
        'li',
        {},
        'In the tree, arrows move, open and close; Enter shows the node; letters go to a name.',
      ),
      element(
        'li',
        {},
        'The address of each page ends in its OID, or its descriptor: ',
        element('code', {}, '#1.3.6.1…'),
        ' finds it as long as it exists.',
      ),
    ),
    element('p', { class: 'quiet' }, `Written by ${generator} from the definitions.`),
  );
}

function moduleItem(tree, module) {
  const node = tree.byOid.get(module.oid);
  const { description, revisions } = module;
  return element(
    'li',
    {},
    element('div', { class: 'named' }, linkTo(node), node.status && chip(node.status)),
    element('p', { class: 'prose' }, description),
    element(
      'p',
      { class: 'quiet' },
      [countsOf(tree, module), revisions[0]?.date].filter(Boolean).join(' · '),
    ),
  );
}

function countsOf(tree, module) {
  const own = nodesOf(tree, module);
  return [
    ['kpi', 'KPIs'],
    ['measurement', 'measurements'],
    ['table', 'tables'],
    ['object', 'objects'],
    ['notification', 'notifications'],
  ]
    .map(([kind, word]) => [
      own.filter((node) => node.kind === kind && node.status !== 'obsolete').length,
      word,
    ])
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${count === 1 ? word.slice(0, -1) : word}`)
    .join(', ');
}

function nodesOf(tree, { oid }) {
  const { owner } = tree.byOid.get(oid);
  return tree.nodes.filter((node) => node.owner === owner);
}

/** A module: its KPIs by category, what else it has, and its revisions. */
export function modulePage(context, node) {
  const { tree } = context;
  const { owner } = node;
  const own = nodesOf(tree, owner);
  const live = own.filter(({ status }) => status !== 'obsolete');
  const of = (kind) => live.filter((each) => each.kind === kind);
  return element(
    'article',
    {},
    headingOf(node, 1),
    element('p', { class: 'object' }, element('code', {}, node.descriptor), element('code', {}, node.oid)),
    element('p', { class: 'prose' }, owner.description),
    element(
      'p',
      { class: 'quiet' },
      [countsOf(tree, owner), owner.file && `from ${owner.file}`].filter(Boolean).join(' · '),
    ),
    element('p', {}, element('a', { href: `#all/${node.oid}` }, 'All of it on one page')),
    owner.revisions.length > 0 && revisionSection(tree, owner, owner.revisions),
    byCategory(of('kpi')),
    listSection('Measurements', of('measurement')),
    listSection('Tables', of('table')),
    listSection('Notifications', of('notification')),
    listSection('Objects', of('object')),
    listSection(
      'Deprecated',
      live.filter(({ status }) => status === 'deprecated'),
    ),
    listSection(
      'Gone',
      own.filter((each) => each.status === 'obsolete' && each !== node),
    ),
    commandSection(tree, node, ''),
  );
}

function byCategory(kpis) {
  const categories = new Map();
  for (const each of kpis) {
    const category = each.kpi.category ?? '';
    if (categories.has(category)) categories.get(category).push(each);
    else categories.set(category, [each]);
  }
  return [...categories].map(([category, members]) =>
    listSection(category === '' ? 'KPIs' : `KPIs: ${category}`, members),
  );
}

const DESCRIBED = ['kpi', 'measurement', 'table', 'index', 'object', 'notification'];

/** A module with all fields of everything in it: to read through, to print. */
export function wholePage(context, node) {
  const own = nodesOf(context.tree, node.owner).filter(({ kind }) => DESCRIBED.includes(kind));
  return element(
    'article',
    { class: 'whole' },
    headingOf(node, 1),
    element('p', { class: 'prose' }, node.owner.description),
    element('p', { class: 'screen' }, linkTo(node, 'Back to the module')),
    fillInSteps(element('div', {}), own, (each) => describeNode(context, each, '', 2)),
    node.owner.revisions.length > 0 && revisionSection(context.tree, node.owner, node.owner.revisions),
  );
}
