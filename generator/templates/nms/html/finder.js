import { KINDS } from './details.js';
import { chip, element } from './elements.js';
import { search } from './search.js';
import { titleOf } from './tree.js';

/** Most results that are shown. */
const MOST = 50;

/** The search box and its results: a combobox with a list, as the ARIA Authoring Practices have it. */
export function createFinder(input, list, tree, open) {
  let results = [];
  let active = 0;

  const close = () => {
    list.hidden = true;
    input.ariaExpanded = 'false';
    input.removeAttribute('aria-activedescendant');
  };
  const show = () => {
    const all = search(tree, input.value);
    results = all.slice(0, MOST);
    active = 0;
    if (input.value.trim() === '') return close();
    const count =
      all.length > MOST ? `${MOST} of ${all.length} results` : all.length === 0 ? 'Nothing found' : undefined;
    const words = input.value.trim().split(/\s+/);
    list.replaceChildren(
      ...results.map((result, at) => resultOf(result, at, words)),
      ...(count ? [element('p', { class: 'count' }, count)] : []),
    );
    list.hidden = false;
    list.scrollTop = 0;
    input.ariaExpanded = 'true';
    mark();
  };
  const resultOf = ({ node, oid }, at, words) =>
    element(
      'div',
      {
        role: 'option',
        id: `result-${at}`,
        class: 'result',
        mousedown: (event) => event.preventDefault(),
        click: () => choose(at),
      },
      element(
        'span',
        { class: 'named' },
        element('span', {}, marked(titleOf(node), words)),
        chip(KINDS[node.kind], node.kind),
        node.status && chip(node.status),
      ),
      element('code', {}, marked(node.descriptor, words), ' ', marked(oid, words)),
      element('span', { class: 'about' }, marked(node.description, words)),
    );
  const mark = () => {
    for (const [at, option] of list.querySelectorAll('[role=option]').entries())
      option.ariaSelected = String(at === active);
    if (results.length === 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', `result-${active}`);
    document.getElementById(`result-${active}`).scrollIntoView({ block: 'nearest' });
  };
  const choose = (at) => {
    close();
    open(results[at].oid);
  };
  const step = (by) => {
    if (list.hidden) return show();
    if (results.length === 0) return;
    active = (active + by + results.length) % results.length;
    mark();
  };
  input.addEventListener('input', show);
  input.addEventListener('focus', () => {
    input.select();
    if (input.value !== '') show();
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter' && !list.hidden && results.length > 0) choose(active);
    else if (event.key === 'Escape' && !list.hidden) close();
    else return;
    event.preventDefault();
  });
}

/** A text with the words that were searched for marked. */
function marked(text, words) {
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text
    .split(new RegExp(`(${pattern})`, 'gi'))
    .map((part, at) => (at % 2 === 1 ? element('mark', {}, part) : part));
}
