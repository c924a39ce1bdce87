import type { AnySchemaObject, ErrorObject } from 'ajv/dist/2020.js';
import { suggest } from './did-you-mean.ts';
import type { Path } from './locations.ts';
import type { DocumentRuleId } from './rules.ts';
import type { Form } from './schema.ts';

export interface Explanation {
  readonly rule: DocumentRuleId;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** What else is known of the value that broke the schema. */
export interface Subject {
  readonly path: Path;
  /** The value as the file has it. */
  readonly written: string;
  /** The form it must have. */
  readonly form: Form | undefined;
}

/** Puts one error of ajv into words. */
export function explain(error: ErrorObject, subject: Subject): Explanation {
  const field = fieldName(subject.path);
  const words = WORDS[error.keyword];
  if (!words) return { rule: 'FIELD-FORM', message: `${field} ${error.message}.` };
  return words(error, field, subject);
}

type Words = (error: ErrorObject, field: string, subject: Subject) => Explanation;

const WORDS: Readonly<Record<string, Words>> = {
  required: explainRequired,
  additionalProperties: explainUnknown,
  type: explainType,
  enum: ({ schema, data }, field) => explainChoice(schema as unknown[], data, field),
  const: ({ schema, data }, field) => explainChoice([schema], data, field),
  format: explainFormat,
  pattern: explainForm,
  oneOf: explainForm,
  minLength: ({ schema, data, parentSchema }, field) =>
    data === ''
      ? empty(`${field} is empty.`)
      : tooLong(`${field} must be ${formOf(parentSchema) ?? `at least ${schema} characters long`}.`),
  maxLength: ({ schema, data }, field) =>
    tooLong(`${field} has ${[...(data as string)].length} characters; at most ${schema} are allowed.`),
  'x-maxOctets': ({ schema, data }, field) =>
    tooLong(
      `${field} takes ${Buffer.byteLength(data as string)} octets in UTF-8; at most ${schema} are allowed.`,
    ),
  maxItems: ({ schema, data }, field) =>
    tooLong(`${field} has ${(data as unknown[]).length} items; at most ${schema} are allowed.`),
  minItems: (_, field) => empty(`${field} is an empty list.`),
  minProperties: (_, field) => empty(`${field} is an empty map.`),
  minimum: ({ schema, data }, field) => outOfRange(`${field} must be at least ${schema}, not ${data}.`),
  maximum: ({ schema, data }, field) => outOfRange(`${field} must be at most ${schema}, not ${data}.`),
};

function tooLong(message: string): Explanation {
  return { rule: 'FIELD-LENGTH', message };
}

function outOfRange(message: string): Explanation {
  return { rule: 'FIELD-RANGE', message };
}

function empty(message: string): Explanation {
  return {
    rule: 'FIELD-EMPTY',
    message,
    remedy: 'Write a value, or leave the field out where it is optional.',
  };
}

function explainRequired(error: ErrorObject, field: string): Explanation {
  const key = error.params.missingProperty as string;
  const about = error.parentSchema?.properties?.[key]?.description as string | undefined;
  const sentence = about?.replace(/(?<=\.) .*$/, '');
  const remedy = sentence === undefined ? `Add \`${key}\`.` : `Add \`${key}\`: ${sentence}`;
  return { rule: 'FIELD-MISSING', message: `${owner(error, field)} has no \`${key}\`.`, remedy };
}

function explainUnknown(error: ErrorObject, field: string): Explanation {
  const key = error.params.additionalProperty as string;
  const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
  const free = known.filter((name) => !Object.hasOwn(error.data as object, name));
  const near = suggest(key, free);
  const remedy = near === undefined ? `Its fields are ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
  return { rule: 'FIELD-UNKNOWN', message: `${owner(error, field)} has no field \`${key}\`.`, remedy };
}

/** A map by what its schema calls it and its name, or else by the field that holds it. */
function owner({ parentSchema, data }: ErrorObject, field: string): string {
  const title = parentSchema?.title as string | undefined;
  if (title === undefined) return field;
  const name = (data as { name?: unknown }).name;
  const word = /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
  return typeof name === 'string' ? `The ${word} \`${name}\`` : `The ${word}`;
}

function explainType(
  { schema, parentSchema, data }: ErrorObject,
  field: string,
  { written, form }: Subject,
): Explanation {
  if (data === null) return empty(`${field} has no value.`);
  const wanted = [schema as string | string[]].flat();
  // A text of the right form only needs quotes to be one.
  const words = form?.accepts(written) ? undefined : (form?.words ?? formOf(parentSchema));
  const message = `${field} must be ${words ?? wanted.map((type) => TYPES[type]).join(' or ')}, not ${kindOf(data, written)}.`;
  const remedy = words === undefined ? typeRemedy(wanted, data, written) : form?.remedy?.(written);
  return { rule: 'FIELD-TYPE', message, remedy };
}

/** YAML 1.2 makes numbers and truths of what was meant as text, and text of what YAML 1.1 took for truths. */
function typeRemedy(wanted: readonly string[], data: unknown, written: string): string | undefined {
  const isScalar = typeof data === 'number' || typeof data === 'boolean';
  if (wanted.includes('string') && isScalar) return `Write it in quotes: "${written}".`;
  if (wanted.includes('boolean') && typeof data === 'string') {
    if (/^(?:yes|on|y)$/i.test(data)) return 'Write `true`.';
    if (/^(?:no|off|n)$/i.test(data)) return 'Write `false`.';
  }
  if (wanted.includes('array')) return 'Begin each item with a dash and a space.';
  return undefined;
}

function explainChoice(allowed: readonly unknown[], data: unknown, field: string): Explanation {
  const list = allowed.map((value) => `\`${value}\``).join(' or ');
  const texts = allowed.filter((value) => typeof value === 'string');
  const near = typeof data === 'string' ? suggest(data, texts) : undefined;
  return {
    rule: 'FIELD-VALUE',
    message: mustBe(field, data, list),
    remedy: near === undefined ? undefined : `Did you mean \`${near}\`?`,
  };
}

function explainFormat({ data }: ErrorObject, field: string, { form }: Subject): Explanation {
  const text = data as string;
  if (text.trim() === '') return empty(`${field} is blank.`);
  const message = mustBe(field, text, form?.words ?? 'of another form');
  return { rule: 'FIELD-FORM', message, remedy: form?.remedy?.(text) };
}

function explainForm({ parentSchema, data }: ErrorObject, field: string): Explanation {
  return { rule: 'FIELD-FORM', message: mustBe(field, data, formOf(parentSchema) ?? 'of another form') };
}

function mustBe(field: string, data: unknown, wanted: string): string {
  return `${field} is ${show(data)}, but must be ${wanted}.`;
}

function formOf(schema: AnySchemaObject | undefined): string | undefined {
  return schema?.['x-form'] as string | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map of fields',
  array: 'a list',
};

function kindOf(data: unknown, written: string): string {
  if (typeof data === 'object') return show(data);
  return typeof data === 'string' ? `the text ${show(data)}` : show(written);
}

const MAX_SHOWN = 60;

/** A value in a message, cut where it is long. */
function show(data: unknown): string {
  if (typeof data === 'object') return Array.isArray(data) ? 'a list' : 'a map';
  const text = String(data).replace(/\s+/g, ' ');
  return `\`${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}\``;
}

function fieldName(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The file';
  if (typeof last === 'string') return `\`${last}\``;
  return `Item ${last + 1} of ${fieldName(path.slice(0, -1))}`;
}
