import { expect } from 'chai';
import { findRegions } from '../../../build/reference/regions.ts';
import type { Schema } from '../../../build/reference/schema.ts';
import { SchemaPage } from '../../../build/reference/schema-page.ts';

const PART: Schema = { type: 'object', properties: { a: { type: 'number', description: 'A.' } } };
const ROOT: Schema = {
  $defs: { part: PART },
  required: ['size'],
  properties: {
    size: { type: 'integer', minimum: 1, maximum: 9, description: 'How large (docs/other.md#of-it).' },
    name: { type: 'string', minLength: 1, 'x-maxOctets': 9, description: 'Name. Default: the host name.' },
    list: {
      type: 'array',
      items: { enum: ['x', 'y'] },
      default: ['x'],
      description: 'A list with a | in it.',
    },
    parts: { type: 'array', minItems: 1, items: { $ref: '#/$defs/part' }, description: 'Parts.' },
    inner: { type: 'object', required: ['b'], properties: { b: { type: 'boolean', description: 'B.' } } },
    choice: {
      type: 'object',
      properties: { type: { enum: ['p', 'q'], description: 'Which.' } },
      required: ['type'],
      allOf: ['p', 'q'].map((kind) => ({
        if: { properties: { type: { const: kind } } },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
        then: {
          required: ['type'],
          properties: { type: { const: kind }, [kind]: { type: 'string', description: 'Own.' } },
        },
      })),
      description: 'A choice.',
    },
  },
};

/** The rows of the tables of a page with such headings and regions below them. */
function rowsOf(...paths: string[]): string[] {
  const page = paths.map((path) => `## On ${path}\n<!-- made from s${path && `: ${path}`} -->\n<!-- end -->`);
  const regions = findRegions(page.join('\n'));
  const tables = new SchemaPage('docs/page.md', ROOT, {}, regions);
  return regions.flatMap((region) => tables.table(region).split('\n').slice(2));
}

describe('The tables of a schema', () => {
  it('say of each field what it is, its limits and its default', () => {
    expect(rowsOf('').slice(0, 3)).to.deep.equal([
      '| `size` | How large ([of it](other.md#of-it)). | whole number, 1 to 9 | mandatory |',
      '| `name` | Name. | text, 1 to 9 octets | the host name |',
      '| `list` | A list with a \\| in it. | list, each `x` or `y` | `[x]` |',
    ]);
  });

  it('link to the table that a map has, or hold its fields', () => {
    const linked = '| `parts` | Parts. | list, not empty: see [On parts](#on-parts) | |';
    expect(rowsOf('', 'parts')).to.include.members([linked, '| `a` | A. | number | |']);
    const [, , , parts, a, b] = rowsOf('');
    expect(parts).to.equal('| `parts` | Parts. | list, not empty | |');
    expect(a).to.equal('| `parts[].a` | A. | number | |');
    expect(b).to.equal('| `inner.b` | B. | `true` or `false` | mandatory |');
  });

  it('have one a kind, where a map is of several', () => {
    expect(rowsOf('choice.p')).to.deep.equal(['| `p` | Own. | text | |']);
    expect(rowsOf('choice', 'choice.p')).to.deep.equal([
      '| `type` | Which. | [`p`](#on-choicep) or `q` | mandatory |',
      '| `q` | Where `type` is `q`: Own. | text | |',
      '| `p` | Own. | text | |',
    ]);
  });

  it('are of nothing that the schema does not have', () => {
    expect(() => rowsOf('parts.c')).to.throw('The schema has no map at parts.c: there is no c.');
  });
});
