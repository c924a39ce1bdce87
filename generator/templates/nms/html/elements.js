import { titleOf } from './tree.js';

/**
 * Makes an element. Children are elements, or texts, which stay texts; those that are undefined or false are
 * left out. An attribute whose value is a function listens to the event of that name.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return made;
}

export function linkTo(node, text = titleOf(node)) {
  return element('a', { href: `#${node.oid}` }, text);
}

export function chip(text, kind = text) {
  return element('span', { class: `chip ${kind}` }, text);
}

/** A button that copies what `read` gives at the time. */
export function copyButton(read, what) {
  return element(
    'button',
    { type: 'button', class: 'copy', 'aria-label': `Copy ${what}`, click: copy },
    'Copy',
  );
  async function copy({ currentTarget }) {
    const copied = await writeClipboard(read());
    currentTarget.textContent = copied ? 'Copied' : 'Not copied';
    announce(currentTarget.textContent);
    setTimeout(() => (currentTarget.textContent = 'Copy'), 1500);
  }
}

async function writeClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that came over plain HTTP have no clipboard, but may copy what is selected.
    const area = element('textarea', { class: 'unseen' });
    area.value = text;
    document.body.append(area);
    const focused = document.activeElement;
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    focused?.focus();
    return copied;
  }
}

/** Tells those who listen to the page. */
export function announce(text) {
  document.getElementById('announcement').textContent = text;
}

const STEP = 200;

/** Children for many items, made as they are asked for: the first ones, and buttons for more. */
export function fillInSteps(container, items, make) {
  let shown = 0;
  const more = element('p', { class: 'more' });
  const show = (count) => {
    const first = shown;
    shown = Math.min(items.length, shown + count);
    container.append(...items.slice(first, shown).map(make));
    const left = items.length - shown;
    more.replaceChildren(
      ...(left > STEP
        ? [element('button', { type: 'button', click: () => show(STEP) }, `${STEP} more`)]
        : []),
      ...(left > 0
        ? [element('button', { type: 'button', click: () => show(left) }, `All ${left} more`)]
        : []),
    );
    if (first > 0) container.children[first]?.querySelector('a')?.focus();
  };
  show(STEP);
  return [container, more];
}

/** A value that this browser keeps; where it may not, as long as the page is open. */
export function keep(key, fallback) {
  let value = fallback;
  try {
    value = localStorage.getItem(`kpi1.${key}`) ?? fallback;
  } catch {}
  return {
    get: () => value,
    set(next) {
      value = next;
      try {
        localStorage.setItem(`kpi1.${key}`, next);
      } catch {}
    },
  };
}
