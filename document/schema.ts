import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Diagnostic } from './diagnostic.ts';
import { schemaProblem } from './schema-problem.ts';
import { tellingErrors } from './telling-errors.ts';
import type { YamlDocument } from './yaml-document.ts';

/** A form that texts must have, which a schema names by `format`. */
export interface Form {
  /** What a text must be: `a duration such as 30s, 5m, 1h or 7d`. */
  readonly words: string;
  accepts(text: string): boolean;
  /** What to write instead of a text that is not accepted, where that can be guessed. */
  remedy?(text: string): string | undefined;
  /** The rule that such a text breaks, if not FIELD-FORM. */
  readonly rule?: string;
}

export type Forms = Readonly<Record<string, Form>>;

/** Finds all that is wrong with a document whose YAML could be read, in the order of the schema. */
export type SchemaCheck = (document: YamlDocument) => Diagnostic[];

/**
 * Makes a check of a JSON Schema (2020-12). Beside the standard keywords it knows `x-form`, which says in
 * plain words what a `pattern` or `oneOf` wants, and `x-maxOctets`, the most octets a text may take in UTF-8.
 * `title` and `description` serve in messages. The schema is compiled when first used.
 */
export function schemaCheck(schema: object, forms: Forms = {}): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (document) => {
    validate ??= compile(schema, forms);
    if (validate(document.data)) return [];
    const problems = tellingErrors(validate.errors as ErrorObject[]).map((error) =>
      schemaProblem(error, document, forms),
    );
    return withoutRepeats(problems);
  };
}

function compile(schema: object, forms: Forms): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    // Tests hold our schemas against the meta-schema; compiling that takes longer than all else.
    meta: false,
    validateSchema: false,
  });
  ajv.addKeyword({ keyword: 'x-form', schemaType: 'string' });
  ajv.addKeyword({
    keyword: 'x-maxOctets',
    type: 'string',
    schemaType: 'number',
    validate: (max: number, text: string) => text.length * 3 <= max || Buffer.byteLength(text) <= max,
    errors: false,
  });
  for (const [name, form] of Object.entries(forms)) {
    ajv.addFormat(name, { type: 'string', validate: (text: string) => form.accepts(text) });
  }
  return ajv.compile(schema);
}

function withoutRepeats(problems: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return problems.filter(({ rule, message, place }) => {
    const key = `${place?.line}:${place?.column}:${rule}:${message}`;
    const repeated = seen.has(key);
    seen.add(key);
    return !repeated;
  });
}
