import { compileLabelPattern } from './label-pattern.ts';

/** `metric{label="value", …}`: which series of a source are meant. */
export interface Selector {
  /** As it was written. */
  readonly text: string;
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  /** Of `=~` and `!~`: anchored at both ends. */
  readonly pattern?: RegExp;
}

/** `at` is the half-open range of the mistake in the selector's text, in UTF-16 units. */
export interface SelectorMistake {
  readonly message: string;
  readonly at: readonly [start: number, end: number];
}

export type ParsedSelector =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly mistake: SelectorMistake };

/** What names of metrics and labels consist of. */
export interface NameGrammar {
  readonly metric: RegExp;
  readonly label: RegExp;
}

/** Prometheus's own. */
export const PROMETHEUS_NAMES: NameGrammar = {
  metric: /[a-zA-Z_:][a-zA-Z0-9_:]*/y,
  label: /[a-zA-Z_][a-zA-Z0-9_]*/y,
};
/** StatsD's and OpenTelemetry's, which may hold dots, hyphens and slashes, and StatsD's begin with a digit. */
export const DOTTED_NAMES: NameGrammar = {
  metric: /[a-zA-Z0-9_:][a-zA-Z0-9_:./-]*/y,
  label: /[a-zA-Z_][a-zA-Z0-9_./-]*/y,
};

const OPERATOR = /=~|!~|!=|=/y;
const BLANKS = /\s*/y;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Reads a series selector of the PromQL grammar; the metric's name is mandatory and stands before the braces. */
export function parseSelector(text: string, names: NameGrammar = PROMETHEUS_NAMES): ParsedSelector {
  const reader = new SelectorReader(text, names);
  try {
    return { ok: true, selector: reader.readSelector() };
  } catch (mistake) {
    if (mistake instanceof Mistake)
      return { ok: false, mistake: { message: mistake.message, at: mistake.at } };
    throw mistake;
  }
}

/** Whether a series is among those the selector means. A label that is not there counts as empty. */
export function matchesSelector(
  selector: Selector,
  series: { readonly name: string; readonly labels: ReadonlyMap<string, string> },
): boolean {
  if (series.name !== selector.metric) return false;
  for (const { label, operator, value, pattern } of selector.matchers) {
    const actual = series.labels.get(label) ?? '';
    const equal = pattern ? pattern.test(actual) : actual === value;
    if (equal === operator.startsWith('!')) return false;
  }
  return true;
}

class Mistake extends Error {
  readonly at: readonly [number, number];
  constructor(message: string, at: readonly [number, number]) {
    super(message);
    this.at = at;
  }
}

class SelectorReader {
  readonly #text: string;
  readonly #names: NameGrammar;
  #at = 0;

  constructor(text: string, names: NameGrammar) {
    this.#text = text;
    this.#names = names;
  }

  readSelector(): Selector {
    this.#take(BLANKS);
    const metric = this.#take(this.#names.metric) ?? this.#fail('the name of a metric is expected');
    this.#take(BLANKS);
    const matchers = this.#peek() === '{' ? this.#readMatchers() : [];
    this.#take(BLANKS);
    if (this.#at < this.#text.length) this.#fail('a selector ends after its braces');
    return { text: this.#text, metric, matchers };
  }

  #readMatchers(): Matcher[] {
    const matchers: Matcher[] = [];
    this.#at++;
    for (;;) {
      this.#take(BLANKS);
      if (this.#peek() === '}') break;
      matchers.push(this.#readMatcher());
      this.#take(BLANKS);
      if (this.#peek() === '}') break;
      if (this.#peek() !== ',') this.#fail('"," or "}" is expected after a label\'s value');
      this.#at++;
    }
    this.#at++;
    return matchers;
  }

  #readMatcher(): Matcher {
    const label = this.#take(this.#names.label) ?? this.#fail('the name of a label is expected');
    this.#take(BLANKS);
    const operator = (this.#take(OPERATOR) ??
      this.#fail(`=, !=, =~ or !~ is expected after label ${label}`)) as Matcher['operator'];
    this.#take(BLANKS);
    const start = this.#at;
    const quoted =
      this.#take(QUOTED) ??
      this.#fail(
        /["'`]/.test(this.#peek())
          ? 'the closing quote is missing'
          : `the value of ${label} must stand in quotes`,
      );
    const value = unquote(quoted);
    if (operator === '=' || operator === '!=') return { label, operator, value };
    const pattern = compileLabelPattern(value);
    if (typeof pattern === 'string') throw new Mistake(pattern, [start, this.#at]);
    return { label, operator, value, pattern };
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(token: RegExp): string | undefined {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(message: string): never {
    const found = this.#peek();
    const seen = found === '' ? 'the selector ends' : `found ${JSON.stringify(found)}`;
    throw new Mistake(`${message}, ${seen}`, [this.#at, Math.min(this.#at + 1, this.#text.length)]);
  }
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return quoted[0] === '`'
    ? inner
    : inner.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}
