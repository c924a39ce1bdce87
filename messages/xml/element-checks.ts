import { isBlank } from './characters.ts';
import { parseDateTime } from './date-time.ts';
import type { AttributeType, ElementRule } from './element-rules.ts';
import type { XmlElement } from './element-tree.ts';
import { type Problems, shorten } from './problems.ts';

const STATUS = /^[45]\d\d$/;

/** What to write instead of a value that an attribute cannot hold. */
const EXPECTED: Readonly<Record<AttributeType, (value: string) => string | undefined>> = {
  identifier: (value) => (isBlank(value) ? 'give it a text that is not blank' : undefined),
  identifiers: (value) => (isBlank(value) ? 'name at least one identifier' : undefined),
  text: () => undefined,
  dateTime: (value) =>
    parseDateTime(value) === undefined
      ? 'write a time with its offset from UTC, such as 2026-11-21T12:00:00Z'
      : undefined,
  status: (value) => (STATUS.test(value) ? undefined : 'write an HTTP status of 400 to 599'),
};

export function checkAttributes(
  rule: ElementRule,
  attributes: XmlElement['attributes'],
  offset: number,
  problems: Problems,
): void {
  for (const name in rule.attributes) {
    if (rule.attributes[name]?.required && attributes[name] === undefined) {
      problems.add(offset, `${rule.name} lacks the attribute ${name} (${rule.origin})`);
    }
  }
  for (const name in attributes) {
    const type = Object.hasOwn(rule.attributes, name) ? rule.attributes[name]?.type : undefined;
    const value = attributes[name] ?? '';
    const remedy = type ? EXPECTED[type](value) : undefined;
    if (type && !remedy) continue;
    const message = remedy
      ? `${name}="${shorten(value)}" of ${rule.name}: ${remedy}`
      : `${rule.name} has no attribute ${shorten(name)}; ${has(rule)}`;
    problems.addAtAttribute(offset, name, message);
  }
}

/** The rule of the element that comes next in `parent`; undefined, and a problem, where it may not come. */
export function checkNextChild(
  parent: XmlElement,
  name: string,
  offset: number,
  problems: Problems,
): ElementRule | undefined {
  const { rule, children } = parent;
  const at = rule.children.findIndex(({ element }) => element.name === name);
  const found = rule.children[at];
  if (!found) {
    problems.add(offset, `${rule.name} holds no <${shorten(name)}>; ${holds(rule)}`);
    return undefined;
  }
  const last = children.at(-1)?.rule;
  if (last === found.element && found.most === 1) {
    problems.add(offset, `${rule.name} holds one ${name} only (${rule.origin}): send a message for each`);
  } else if (last && rule.children.findIndex(({ element }) => element === last) > at) {
    problems.add(offset, `<${name}> comes after <${last.name}>: put it before`);
  }
  return found.element;
}

/** What an element must hold once it ends. */
export function checkChildren({ rule, offset, children, text }: XmlElement, problems: Problems): void {
  if (rule.text && isBlank(text)) problems.add(offset, `${rule.name} is empty: name an identifier`);
  for (const { element, least } of rule.children) {
    if (least === 1 && !children.some((child) => child.rule === element)) {
      problems.add(offset, `${rule.name} holds no ${element.name}; at least one is needed (${rule.origin})`);
    }
  }
}

export function holds({ children, text, origin }: ElementRule): string {
  const names = children.map(({ element }) => element.name).join(', ');
  const what = text ? 'text only' : names === '' ? 'no elements' : names;
  return `it holds ${what} (${origin})`;
}

function has({ attributes, origin }: ElementRule): string {
  const names = Object.keys(attributes).join(', ');
  return `it has ${names === '' ? 'none' : names} (${origin})`;
}
