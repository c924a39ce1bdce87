import { element } from './elements.js';
import { titleOf } from './tree.js';

/** Rows that are made beyond those in sight. */
const MARGIN = 10;

/**
 * The tree as people open it. Only rows in sight are elements, so that ten thousand below one node cost nothing.
 * The container has the focus, and aria-activedescendant names the row that keys move.
 */
export function createTreeView(container, tree, open) {
  const opened = new Set(tree.nodes.filter(({ depth }) => depth === 0));
  let rows = [];
  let active = 0;
  let shown;
  const space = element('div', { class: 'space', role: 'presentation' });
  container.append(space);

  const rowHeight = () => Number.parseFloat(getComputedStyle(container).getPropertyValue('--row'));
  const layOut = () => {
    rows = [];
    const add = (node) => {
      rows.push(node);
      if (opened.has(node)) node.children.forEach(add);
    };
    for (const node of tree.nodes) if (!node.parent) add(node);
    paint();
  };
  const paint = () => {
    const height = rowHeight();
    space.style.height = `${rows.length * height}px`;
    const first = Math.max(0, Math.floor(container.scrollTop / height) - MARGIN);
    const count = Math.ceil(container.clientHeight / height) + 2 * MARGIN;
    space.replaceChildren(
      ...rows.slice(first, first + count).map((node, at) => rowOf(node, first + at, height)),
    );
    container.setAttribute('aria-activedescendant', `row-${active}`);
  };
  const rowOf = (node, at, height) => {
    const isParent = node.children.length > 0;
    const row = element(
      'div',
      {
        role: 'treeitem',
        id: `row-${at}`,
        class: at === active ? 'row active' : 'row',
        'aria-level': String(node.depth + 1),
        'aria-setsize': String(node.parent?.children.length ?? 1),
        'aria-posinset': String(node.position),
        'aria-expanded': isParent ? String(opened.has(node)) : undefined,
        'aria-selected': String(node === shown),
        click: (event) => {
          active = at;
          if (event.target.closest('.twisty')) toggle(node);
          else paint();
        },
      },
      element('span', { class: isParent ? 'twisty' : 'leaf', 'aria-hidden': 'true' }),
      element('a', { href: `#${node.oid}`, tabindex: '-1', class: node.status ?? '' }, titleOf(node)),
      element(
        'span',
        { class: 'arc', 'aria-hidden': 'true' },
        node.parent ? node.oid.slice(node.parent.oid.length) : '',
      ),
    );
    row.style.transform = `translateY(${at * height}px)`;
    row.style.paddingInlineStart = `${0.5 + node.depth * 0.9}rem`;
    return row;
  };
  const toggle = (node, wanted = !opened.has(node)) => {
    if (wanted) opened.add(node);
    else opened.delete(node);
    layOut();
  };
  const move = (to) => {
    active = Math.max(0, Math.min(rows.length - 1, to));
    const height = rowHeight();
    const [top, bottom] = [active * height, (active + 1) * height];
    if (top < container.scrollTop) container.scrollTop = top;
    else if (bottom > container.scrollTop + container.clientHeight)
      container.scrollTop = bottom - container.clientHeight;
    paint();
  };
  const typed = typeAhead((letters) => {
    const next = [...rows.keys()].map((at) => (active + at + (letters.length > 1 ? 0 : 1)) % rows.length);
    const found = next.find((at) => titleOf(rows[at]).toLowerCase().startsWith(letters));
    if (found !== undefined) move(found);
  });
  const keys = {
    ArrowDown: () => move(active + 1),
    ArrowUp: () => move(active - 1),
    Home: () => move(0),
    End: () => move(rows.length - 1),
    PageDown: () => move(active + Math.floor(container.clientHeight / rowHeight())),
    PageUp: () => move(active - Math.floor(container.clientHeight / rowHeight())),
    ArrowRight: (node) =>
      opened.has(node) ? node.children.length > 0 && move(active + 1) : toggle(node, true),
    ArrowLeft: (node) =>
      opened.has(node) && node.children.length > 0
        ? toggle(node, false)
        : node.parent && move(rows.indexOf(node.parent)),
    Enter: (node) => open(node),
    ' ': (node) => toggle(node),
  };
  container.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys[event.key];
    if (action) action(rows[active]);
    else if (event.key.length > 1 || event.key === '/') return;
    else typed(event.key);
    event.preventDefault();
  });
  container.addEventListener('scroll', paint, { passive: true });
  new ResizeObserver(paint).observe(container);
  layOut();

  return {
    /** Brings the row that keys move into sight. */
    reveal: () => move(active),
    /** Opens a node and what is above it, and goes to it. */
    show(node) {
      shown = node;
      for (let each = node; each; each = each.parent) opened.add(each);
      layOut();
      move(rows.indexOf(node));
    },
  };
}

/** Gathers letters that are typed soon after each other. */
function typeAhead(find) {
  let letters = '';
  let timer;
  return (letter) => {
    clearTimeout(timer);
    letters += letter.toLowerCase();
    timer = setTimeout(() => (letters = ''), 700);
    find(letters);
  };
}
