import type { Forms } from '../../document/schema.ts';
import { code, either } from './markdown.ts';
import type { Schema } from './schema.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  object: 'map',
  array: 'list',
};

/** Says what a value must be, after the keywords of its schema: its form, or else its type, and its limits. */
export function describeValue(schema: Schema, forms: Forms): string {
  const kind = describeKind(schema, forms);
  const limits = describeLimits(schema);
  if (kind.includes(limits)) return kind;
  return Object.values(TYPES).includes(kind) ? `${kind}, ${limits}` : `${kind}; ${limits}`;
}

function describeKind(schema: Schema, forms: Forms): string {
  if (schema['x-form'] !== undefined) return schema['x-form'];
  if (schema.enum) return either(schema.enum.map((value) => code(String(value))));
  const { format, items, additionalProperties } = schema;
  if (format !== undefined && forms[format]) return forms[format].words.replace(/^a text$/, 'text');
  const types = either([schema.type ?? []].flat().map((type) => TYPES[type] ?? type));
  if (items && isPlain(items)) return `${types}, each ${describeValue(items, forms)}`;
  if (typeof additionalProperties === 'object' && isPlain(additionalProperties))
    return `${types}, each value ${describeValue(additionalProperties, forms)}`;
  return types;
}

/** Maps with fields have rows of their own. */
function isPlain({ $ref, type, 'x-form': form }: Schema): boolean {
  return form !== undefined || ($ref === undefined && type !== 'object');
}

function describeLimits(schema: Schema): string {
  const { minimum, maximum, minItems, minProperties } = schema;
  const limits = [
    ...lengthLimits(schema),
    between(minimum, maximum),
    between(minItems, undefined, 'item'),
    between(minProperties, undefined, 'field'),
  ];
  return limits.filter((limit) => limit !== '').join(', ');
}

/** Of characters and of octets in UTF-8; a limit of characters that octets reach first is none. */
function lengthLimits(schema: Schema): string[] {
  const { minLength = 0, maxLength, 'x-maxOctets': maxOctets = Number.POSITIVE_INFINITY } = schema;
  // A form says itself what is too short.
  const least = ['x-form', 'format'].some((keyword) => keyword in schema) ? 0 : minLength;
  if (maxOctets <= (maxLength ?? Number.POSITIVE_INFINITY)) return [between(least, maxOctets, 'octet')];
  return [between(least, maxLength, 'character'), between(undefined, maxOctets, 'octet')];
}

/** The limits of a number, or of how many there are of something; empty where nothing is limited. */
function between(least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, what?: string): string {
  const isLimited = what === undefined ? Number.isFinite(least) : least > 0;
  const of = (count: number) => {
    if (what === undefined) return '';
    return count === 1 ? ` ${what}` : ` ${what}s`;
  };
  if (most === Number.POSITIVE_INFINITY && what !== undefined && least === 1) return 'not empty';
  if (most === Number.POSITIVE_INFINITY) return isLimited ? `at least ${least}${of(least)}` : '';
  return isLimited ? `${least} to ${most}${of(most)}` : `at most ${most}${of(most)}`;
}
