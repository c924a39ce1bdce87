import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { PAGES } from '../../../build/reference/pages.ts';

/** Writes the documents anew, instead of failing where one is not what it would be. */
const UPDATES = process.env['UPDATE_DOCS'] === '1';

describe('The reference documents', () => {
  for (const [path, make] of Object.entries(PAGES)) {
    it(`${path} is what the program goes by`, () => {
      const file = new URL(`../../../${path}`, import.meta.url);
      const before = readFileSync(file, 'utf8');
      const made = make(before);
      if (UPDATES) writeFileSync(file, made);
      else expect(before, 'run UPDATE_DOCS=1 npx mocha test/build/reference/pages.test.ts').to.equal(made);
    });
  }
});
