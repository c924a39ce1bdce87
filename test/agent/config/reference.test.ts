import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CONFIG_SCHEMA } from '../../../agent/config/schema.ts';

/** Names of all keys that a schema knows, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  return [
    ...Object.keys(properties),
    ...Object.values(schema).flatMap(keysOf),
    ...Object.values(properties).flatMap(keysOf),
  ];
}

describe('The reference of the configuration', () => {
  const reference = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

  for (const key of new Set(keysOf(CONFIG_SCHEMA))) {
    it(`names ${key}`, () => {
      expect(reference).to.match(new RegExp(`\\b${key}\\b`));
    });
  }
});
