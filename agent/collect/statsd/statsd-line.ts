/** One line of a StatsD packet. */
export interface StatsdLine {
  readonly name: string;
  readonly type: 'c' | 'g' | 's' | 'timer';
  /** As they stand: of a set, anything; of the others, numbers. */
  readonly values: readonly string[];
  /** Share of what happened that was sent: above 0, at most 1. */
  readonly rate: number;
  readonly tags: ReadonlyMap<string, string>;
}

const MAX_NAME = 255;
const MAX_TAGS = 64;
const MAX_TAG = 1024;
const MAX_VALUES = 1024;
const NO_TAGS: ReadonlyMap<string, string> = new Map();
const NUMBER = /^[+-]?(\d{1,400}\.?\d{0,400}|\.\d{1,400})([eE][+-]?\d{1,3})?$/;
const TYPES: Readonly<Record<string, StatsdLine['type']>> = {
  ...{ c: 'c', g: 'g', s: 's', ms: 'timer', h: 'timer', d: 'timer' },
};

/**
 * Reads `name:value|type[|@rate][|#tag:value,…]`, where DogStatsD may put several values, and fields of its own
 * that say nothing here (container, timestamp). Undefined for DogStatsD's events and service checks; a text that
 * says what is wrong where it is no such line.
 */
export function parseStatsdLine(line: string): StatsdLine | string | undefined {
  if (line.startsWith('_e{') || line.startsWith('_sc|')) return undefined;
  const colon = line.indexOf(':');
  if (colon <= 0) return 'it has no name and value';
  if (colon > MAX_NAME) return `its name is over ${MAX_NAME} characters`;
  const [said = '', sign = '', ...fields] = line.slice(colon + 1).split('|');
  const type = Object.hasOwn(TYPES, sign) ? TYPES[sign] : undefined;
  if (type === undefined) return 'its type is none of c, g, ms, h, d and s';
  const values = said.split(':');
  if (values.length > MAX_VALUES) return `it has over ${MAX_VALUES} values`;
  if (type !== 's' && !values.every(isNumber)) return 'its value is no number';
  const rate = readRate(fields);
  if (rate === undefined) return 'its sample rate is none';
  const tags = readTags(fields.find((field) => field.startsWith('#'))?.slice(1));
  if (typeof tags === 'string') return tags;
  return { name: line.slice(0, colon), type, values, rate, tags };
}

function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text));
}

/** Undefined where it is no share; a rate of 0 would mean infinitely many. */
function readRate(fields: readonly string[]): number | undefined {
  const text = fields.find((field) => field.startsWith('@'))?.slice(1);
  if (text === undefined) return 1;
  const rate = isNumber(text) ? Number(text) : 0;
  return rate >= 1e-9 && rate <= 1 ? rate : undefined;
}

/** A tag without a value is there with the value `true`; of one that is there twice the last counts. */
function readTags(text: string | undefined): ReadonlyMap<string, string> | string {
  if (text === undefined || text === '') return NO_TAGS;
  const tags = new Map<string, string>();
  for (const tag of text.split(',')) {
    if (tag === '') continue;
    if (tag.length > MAX_TAG) return `a tag is over ${MAX_TAG} characters`;
    const colon = tag.indexOf(':');
    tags.set(colon < 0 ? tag : tag.slice(0, colon), colon < 0 ? 'true' : tag.slice(colon + 1));
    if (tags.size > MAX_TAGS) return `it has over ${MAX_TAGS} tags`;
  }
  return tags;
}
