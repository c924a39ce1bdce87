import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { compileSchema } from './compile-schema.ts';
import type { Diagnostic } from './diagnostic.ts';
import { schemaProblem } from './schema-problem.ts';
import { tellingErrors } from './telling-errors.ts';
import type { YamlDocument } from './yaml-document.ts';

export type { ValidateFunction } from 'ajv/dist/2020.js';

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
 * `title` and `description` serve in messages. The schema is compiled when first used, unless `compiled` is it.
 */
export function schemaCheck(schema: object, forms: Forms = {}, compiled?: ValidateFunction): SchemaCheck {
  let validate = compiled;
  return (document) => {
    validate ??= compileSchema(schema, forms).validate;
    if (validate(document.data)) return [];
    const problems = tellingErrors(validate.errors as ErrorObject[]).map((error) =>
      schemaProblem(error, document, forms),
    );
    return withoutRepeats(problems);
  };
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
