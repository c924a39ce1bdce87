import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { FORMS } from '../../../generator/definitions/forms.ts';
import kpiSchema from '../../../kpi-defs/kpi.schema.json' with { type: 'json' };
import projectSchema from '../../../kpi-defs/project.schema.json' with { type: 'json' };

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Every schema below a schema, itself included, with where it is. */
function* schemasIn(schema: Schema, at: string): Generator<readonly [string, Schema]> {
  yield [at, schema];
  for (const [key, inner] of Object.entries({ ...schema.properties, ...schema.$defs })) {
    yield* schemasIn(inner, `${at}.${key}`);
  }
  if (schema.items) yield* schemasIn(schema.items, `${at}[]`);
}

const SCHEMAS = [
  ...schemasIn(kpiSchema as Schema, 'kpi'),
  ...schemasIn(projectSchema as Schema, 'project'),
] as const;

const ajv = new Ajv2020({ strict: true, strictRequired: false });
for (const [name, { accepts }] of Object.entries(FORMS)) ajv.addFormat(name, accepts);
ajv.addKeyword({ keyword: 'x-maxOctets', schemaType: 'number' });
ajv.addKeyword({ keyword: 'x-form', schemaType: 'string' });

/** Texts near a form: pieces of ones that have it. */
const piece = fc.constantFrom(
  ...[
    '0',
    '1',
    '9',
    '12',
    '255',
    '.',
    '..',
    '-',
    '--',
    '<',
    '>=',
    '== ',
    '5',
    'm',
    'h',
    'd',
    's',
    ' ',
    '_',
    '/',
  ],
  ...[
    'real(',
    'string(',
    ')',
    'integer',
    'counter',
    'continuous',
    'a',
    'Z',
    'MIB',
    'KPI',
    '[',
    'é',
    '0..100',
    '5m',
  ],
);
const nearText = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));

describe('The schemas of definitions', () => {
  it('are JSON Schema 2020-12 without a keyword nobody knows', () => {
    for (const schema of [kpiSchema, projectSchema]) {
      expect(ajv.validateSchema(schema), ajv.errorsText()).to.equal(true);
      expect(() => ajv.compile(schema)).not.to.throw();
    }
  });

  it('explain every field to an editor: title, description, examples', () => {
    for (const [at, schema] of SCHEMAS) {
      if (schema.$ref) continue;
      expect(schema, at).to.include.keys('title', 'description');
      expect(schema.description, at).to.match(/^[A-Z`].*[.)]$/);
      if (schema.type !== 'object' && schema.type !== 'array') expect(schema, at).to.include.keys('examples');
    }
  });

  it('accept their own examples', () => {
    for (const [at, { examples = [], $defs: _, ...schema }] of SCHEMAS) {
      const root = at.startsWith('kpi') ? { ...schema, $defs: kpiSchema.$defs } : schema;
      for (const example of examples) {
        expect(ajv.validate(root, example), `${at}: ${example} ${ajv.errorsText()}`).to.equal(true);
      }
    }
  });

  it('have a form for each format, and use each form', () => {
    const used = new Set(SCHEMAS.flatMap(([, { format }]) => format ?? []));
    expect([...used].sort()).to.deep.equal(Object.keys(FORMS).sort());
  });

  it('refuse in an editor no text that the program accepts', () => {
    const patterned = SCHEMAS.filter(([, { pattern, format }]) => pattern && format);
    expect(patterned.length).to.be.greaterThan(10);
    for (const [at, { pattern = '', format = '' }] of patterned) {
      const editor = new RegExp(pattern, 'u');
      fc.assert(
        fc.property(nearText, (text) => {
          if (FORMS[format]?.accepts(text)) expect(editor.test(text), `${at} ${text}`).to.equal(true);
        }),
        { seed: 21, numRuns: 500 },
      );
    }
  });

  it('accept in an editor hardly a text that the program refuses', () => {
    // What a pattern cannot say: the order of sizes, and the longest duration.
    const beyondPatterns = /^string\((\d+)\.\.(\d+)\)$|^\d{5,}[smhd]$/;
    for (const [at, { pattern, format = '' }] of SCHEMAS) {
      if (pattern === undefined) continue;
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(pattern)), (text) => {
          if (!beyondPatterns.test(text))
            expect(FORMS[format]?.accepts(text), `${at} ${text}`).to.equal(true);
        }),
        { seed: 22, numRuns: 200 },
      );
    }
  });

  it('suggest only what they accept', () => {
    for (const [name, { accepts, remedy }] of Object.entries(FORMS)) {
      fc.assert(
        fc.property(nearText, (text) => {
          const written = /^Write (?:`([^`]*)`|"([^"]*)")\.$/.exec(
            accepts(text) ? '' : (remedy?.(text) ?? ''),
          );
          const suggested = written?.[1] ?? written?.[2];
          if (suggested !== undefined)
            expect(accepts(suggested), `${name} ${text} ${suggested}`).to.equal(true);
        }),
        { seed: 23, numRuns: 1000 },
      );
    }
  });
});
