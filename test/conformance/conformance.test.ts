import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { testsByRequirement } from './shown-by.ts';
import { REQUIREMENTS, writeStatement } from './statement.ts';

const PAGE = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));

describe('the conformance statement', () => {
  const shownBy = testsByRequirement();

  it('has a test named after each requirement (O23)', () => {
    const missing = REQUIREMENTS.filter(({ id }) => id !== 'O23' && !shownBy.has(id)).map(({ id }) => id);
    expect(missing).to.deep.equal([]);
  });

  it('knows each requirement that a test is named after', () => {
    const known = REQUIREMENTS.map(({ id }) => id);
    expect([...shownBy.keys()].filter((id) => !known.includes(id))).to.deep.equal([]);
  });

  it('is what the tests say', () => {
    const shown = new Map([...shownBy, ['O23', new Set(['conformance/conformance.test.ts'])]]);
    const statement = writeStatement(shown);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(PAGE, statement);
    expect(readFileSync(PAGE, 'utf8')).to.equal(statement);
  });
});
