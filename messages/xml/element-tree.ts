import type { SaxesAttributeNS, SaxesTagNS } from 'saxes';
import { isBlank } from './characters.ts';
import { checkAttributes, checkChildren, checkNextChild, holds } from './element-checks.ts';
import { type ElementRule, MESSAGE_RULES } from './element-rules.ts';
import type { MessageLimits } from './limits.ts';
import { type Problems, shorten } from './problems.ts';

/** An element that is where it may be. Attributes and children are as its rule has them unless a problem was told. */
export interface XmlElement {
  readonly rule: ElementRule;
  /** Where it begins in the document's text. */
  readonly offset: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** Attributes that tell a validator where the schema is: they are no part of the message. */
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Makes elements of what a parser finds, and checks each against its rule. What is not known is skipped whole. */
export class ElementTree {
  root: XmlElement | undefined;
  readonly #open: OpenElement[] = [];
  readonly #problems: Problems;
  readonly #namespace: string;
  readonly #limits: MessageLimits;
  readonly #foreign = new Set<string>();
  #skipped = 0;
  #elements = 0;
  #attributes = 0;

  constructor(problems: Problems, namespace: string, limits: MessageLimits) {
    this.#problems = problems;
    this.#namespace = namespace;
    this.#limits = limits;
  }

  /** Called for each attribute, before its element; the place is asked for only where it is needed. */
  countAttribute(offset: () => number): void {
    const { attributes } = this.#limits;
    if (++this.#attributes > attributes) {
      this.#problems.end(
        offset(),
        `an element has more than ${attributes} attributes: no message needs them`,
      );
    }
  }

  openElement(tag: SaxesTagNS, offset: number): void {
    this.#attributes = 0;
    this.#checkSize(offset);
    if (this.#skipped > 0) {
      this.#skipped++;
      return;
    }
    const rule = this.#ruleOf(tag, offset);
    if (!rule) {
      this.#skipped = 1;
      return;
    }
    this.#checkNamespace(tag, offset);
    const attributes = ownAttributes(tag);
    checkAttributes(rule, attributes, offset, this.#problems);
    const element: OpenElement = { rule, offset, attributes, children: [], text: '' };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  addText(text: string): void {
    const element = this.#open.at(-1);
    if (!element || this.#skipped > 0) return;
    if (element.rule.text) element.text += text;
    else if (!isBlank(text)) {
      this.#problems.add(element.offset, `${element.rule.name} holds text; ${holds(element.rule)}`);
    }
  }

  closeElement(): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    const element = this.#open.pop();
    if (!element) return;
    checkChildren(element, this.#problems);
    if (this.#open.length === 0) this.root = element;
  }

  #checkSize(offset: number): void {
    const { depth, elements } = this.#limits;
    if (this.#open.length + this.#skipped >= depth) {
      this.#problems.end(offset, `elements are nested deeper than ${depth}: no message needs that`);
    }
    if (++this.#elements > elements) {
      this.#problems.end(offset, `there are more than ${elements} elements: send several messages`);
    }
  }

  #ruleOf({ local }: SaxesTagNS, offset: number): ElementRule | undefined {
    const parent = this.#open.at(-1);
    if (parent) return checkNextChild(parent, local, offset, this.#problems);
    const rule = Object.hasOwn(MESSAGE_RULES, local) ? MESSAGE_RULES[local] : undefined;
    if (rule) return rule;
    const known = Object.keys(MESSAGE_RULES).join(', ');
    return this.#problems.end(offset, `<${shorten(local)}> is no KPI-1 message; they are ${known}`);
  }

  #checkNamespace({ uri, local }: SaxesTagNS, offset: number): void {
    if (uri === '' || uri === this.#namespace || this.#foreign.has(uri)) return;
    this.#foreign.add(uri);
    const ours = this.#namespace === '' ? 'none' : `"${this.#namespace}", or of none`;
    this.#problems.add(
      offset,
      `${local} is of the namespace "${shorten(uri)}"; KPI-1 messages are of ${ours}`,
    );
  }
}

/** Attributes by name, without those that are about the document itself. */
function ownAttributes(tag: SaxesTagNS): Record<string, string> {
  const own: Record<string, string> = Object.create(null);
  for (const key in tag.attributes) {
    const { name, uri, value } = tag.attributes[key] as SaxesAttributeNS;
    if (uri !== XMLNS && uri !== XSI) own[name] = value;
  }
  return own;
}
