import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { FAMILIES } from '../../../agent/settings/catalogue.ts';
import { describeCatalogue } from '../../../agent/settings/describe.ts';

/** Written anew by `UPDATE_DOCS=1 npx mocha test/agent/settings/describe.test.ts`. */
const PAGE = new URL('../../../docs/settings.md', import.meta.url);

describe('docs/settings.md', () => {
  it('O13 is the catalogue of configuration items', () => {
    const made = describeCatalogue();
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, made);
    const remedy = 'run UPDATE_DOCS=1 npx mocha test/agent/settings/describe.test.ts';
    expect(readFileSync(PAGE, 'utf8'), remedy).to.equal(made);
  });
});

describe('The catalogue of configuration items', () => {
  const items = Object.values(FAMILIES).flatMap(({ identifier, items: own }) =>
    own.map((item) => ({ place: `${identifier} ${item.name}`, item })),
  );

  it('has names and defaults that are valid', () => {
    for (const { place, item } of items) {
      expect(Buffer.byteLength(item.name), place).to.be.within(1, 48);
      expect(item.description, place).to.match(/\.$/);
      if (item.default !== '') expect(item.type.check(item.default, {}), place).to.equal(undefined);
    }
  });

  it('names each item once in its ConfigurationInfo', () => {
    const places = items.map(({ place }) => place);
    const three = places.filter((place) => place.startsWith('notify'));
    expect(new Set(places.filter((place) => !three.includes(place)))).to.have.length(
      places.length - three.length,
    );
  });
});
