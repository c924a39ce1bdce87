import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CONFIG_SCHEMA } from '../../../agent/config/schema.ts';
import type { Schema } from '../../../build/reference/schema.ts';

/** All fields that a schema knows, at any depth, each with its schemas. */
function* fieldsIn(schema: unknown): Generator<[name: string, schema: Schema]> {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties = {}, required: _, if: __, ...rest } = schema as Schema & { readonly if?: Schema };
  yield* Object.entries(properties);
  for (const inner of [...Object.values(properties), ...Object.values(rest)]) yield* fieldsIn(inner);
}

describe('The reference of the configuration', () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const fields = [...fieldsIn(CONFIG_SCHEMA)];

  it('has a row for each field, or for those in it', () => {
    const names = new Set(rows.flatMap((row) => /^\| `([^`]+)`/.exec(row)?.[1]?.split(/\W+/) ?? []));
    expect(names.size).to.be.greaterThan(80);
    for (const [name] of fields) expect(names, name).to.include(name);
  });

  it('explains each in sentences', () => {
    const leaves = fields.filter(([, schema]) => !schema.properties && !('const' in schema));
    for (const [name, { description }] of leaves) expect(description, name).to.match(/^[A-Zs`].*\.$/);
  });
});
