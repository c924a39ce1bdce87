import { expect } from 'chai';
import { CONFIG_SCHEMA } from '../../../agent/config/schema.ts';
import { FAMILIES } from '../../../agent/settings/catalogue.ts';

describe('The catalogue of configuration items', () => {
  const items = Object.values(FAMILIES).flatMap(({ identifier, items: own }) =>
    own.map((item) => ({ place: `${identifier} ${item.name}`, item })),
  );

  it('O13 has names, defaults that are valid, and explanations', () => {
    for (const { place, item } of items) {
      expect(Buffer.byteLength(item.name), place).to.be.within(1, 48);
      expect(item.description, place).to.match(/\.$/);
      if (item.default !== '') expect(item.type.check(item.default, {}), place).to.equal(undefined);
    }
  });

  const { history, store } = CONFIG_SCHEMA.properties;
  for (const [name, field] of Object.entries({
    intervals: history.properties.intervals,
    reports: history.properties.reports,
    backlog: store.properties.backlog,
  })) {
    it(`has the limits and the default of the configuration's ${name}`, () => {
      const item = FAMILIES.history.items.find((each) => each.name === name);
      expect(item?.type.form).to.equal(`integer ${field.minimum}..${field.maximum}`);
      expect(item?.default).to.equal(String(field.default));
    });
  }

  it('names each item once in its ConfigurationInfo', () => {
    const places = items.map(({ place }) => place);
    const three = places.filter((place) => place.startsWith('notify'));
    expect(new Set(places.filter((place) => !three.includes(place)))).to.have.length(
      places.length - three.length,
    );
  });
});
