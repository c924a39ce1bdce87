import { createRequire } from 'node:module';
import type { Ajv2020, KeywordCxt, ValidateFunction } from 'ajv/dist/2020.js';
import type { Forms } from './schema.ts';

/** Loads ajv when it is needed: with a precompiled schema it is not, and loading it takes a while. */
const require = createRequire(import.meta.url);

/** A schema as the function that validates data, and the compiler that made it. */
export interface CompiledSchema {
  readonly validate: ValidateFunction;
  readonly ajv: Ajv2020;
}

/** Compiles a JSON Schema (2020-12) with our keywords. `source` keeps the code, so that it can be written to a file. */
export function compileSchema(schema: object, forms: Forms, { source = false } = {}): CompiledSchema {
  const { Ajv2020, _ } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    // Tests hold our schemas against the meta-schema; compiling that takes longer than all else.
    meta: false,
    validateSchema: false,
    inlineRefs: !source,
    code: { source, esm: true },
  });
  ajv.addKeyword({ keyword: 'x-form', schemaType: 'string' });
  ajv.addKeyword({
    keyword: 'x-maxOctets',
    type: 'string',
    schemaType: 'number',
    code: (context: KeywordCxt) => context.fail(_`Buffer.byteLength(${context.data}) > ${context.schema}`),
  });
  for (const [name, form] of Object.entries(forms)) {
    ajv.addFormat(name, { type: 'string', validate: (text: string) => form.accepts(text) });
  }
  return { validate: ajv.compile(schema), ajv };
}
