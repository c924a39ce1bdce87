import { describeNode } from './details.js';
import { announce, element, keep } from './elements.js';
import { createFinder } from './finder.js';
import { modulePage, overviewPage, wholePage } from './pages.js';
import { readOid } from './search.js';
import { growTree, locate, titleOf } from './tree.js';
import { createTreeView } from './tree-view.js';

const reference = JSON.parse(document.getElementById('reference').textContent);
const tree = growTree(reference);
const context = { reference, tree, functions: reference.functions };
const content = document.getElementById('content');
const treeElement = document.getElementById('tree');
const navigation = document.getElementById('navigation');
const treeToggle = document.getElementById('tree-toggle');

const openOid = (oid) => {
  if (location.hash === `#${oid}`) showPage();
  else location.hash = oid;
};
const treeView = createTreeView(treeElement, tree, ({ oid }) => openOid(oid));
const searchBox = document.getElementById('search');
createFinder(searchBox, document.getElementById('results'), tree, openOid);

/** What the address asks for: `#OID`, of a node or an instance, `#descriptor`, or `#all/OID`. */
function pageOf(hash) {
  if (hash === '') return { page: overviewPage(context), title: '' };
  const [, whole, asked] = /^(all\/)?(.*)$/.exec(hash);
  const oid = readOid(asked) ?? tree.byDescriptor.get(asked)?.oid;
  const found = oid && locate(tree, oid);
  if (!found) return { page: missingPage(asked), title: 'Not found' };
  const { node, rest } = found;
  const title = titleOf(node);
  if (node.kind !== 'module') return { page: describeNode(context, node, rest), node, title };
  return { page: whole ? wholePage(context, node) : modulePage(context, node), node, title };
}

function missingPage(asked) {
  return element(
    'article',
    {},
    element('h1', { tabindex: '-1' }, 'Not found'),
    element('p', {}, element('code', {}, asked), ' is nothing that these modules have.'),
  );
}

function showPage() {
  const inTree = navigation.contains(document.activeElement);
  const { page, node, title } = pageOf(decodeHash());
  content.replaceChildren(page);
  document.title = [title, `MIB reference - ${reference.organization}`].filter(Boolean).join(' - ');
  if (node) treeView.show(node);
  scrollTo(0, 0);
  showTree(false);
  // Those who go through the tree stay there.
  if (inTree && treeElement.offsetParent) {
    treeElement.focus();
    announce(title);
  } else content.querySelector('h1').focus({ preventScroll: true });
}

function decodeHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
}

/** On a narrow screen the tree is shown instead of the content. */
function showTree(wanted) {
  document.body.classList.toggle('tree-shown', wanted);
  treeToggle.ariaExpanded = String(wanted);
}

const THEMES = ['auto', 'light', 'dark'];
const theme = keep('theme', 'auto');
const themeButton = document.getElementById('theme');

function showTheme() {
  const wanted = THEMES.includes(theme.get()) ? theme.get() : 'auto';
  document.documentElement.dataset.theme = wanted;
  themeButton.textContent = wanted;
  themeButton.ariaLabel = `Theme: ${wanted}`;
}

themeButton.addEventListener('click', () => {
  theme.set(THEMES[(THEMES.indexOf(theme.get()) + 1) % THEMES.length]);
  showTheme();
});
treeToggle.addEventListener('click', () => {
  showTree(!document.body.classList.contains('tree-shown'));
  if (treeToggle.ariaExpanded !== 'true') return;
  treeElement.focus();
  treeView.reveal();
});
document.querySelector('.skip').addEventListener('click', (event) => {
  // Fragments are addresses of nodes here.
  event.preventDefault();
  content.focus();
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.matches('input, textarea');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  searchBox.focus();
});
addEventListener('hashchange', showPage);
showTheme();
showPage();
