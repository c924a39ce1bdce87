import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { parse } from 'yaml';
import { compileSets } from './compile-sets.ts';

const FOLDER = 'kpi-defs';
const SETS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml') && file !== 'project.yaml' && file !== 'oid.lock.yaml')
  .map((file) => file.replace('.yaml', ''));

describe('the shipped definition sets', () => {
  it('are five, of different enablers', () => {
    expect(SETS).to.include.members(['5gc', 'host', 'messaging', 'sip', 'web']);
  });

  it('pass one and the same schema (K14)', () => {
    const schema = JSON.parse(readFileSync(`${FOLDER}/kpi.schema.json`, 'utf8'));
    // Formats are the loader's own business.
    const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
    for (const set of SETS) {
      validate(parse(readFileSync(`${FOLDER}/${set}.yaml`, 'utf8')));
      expect(validate.errors, set).to.equal(null);
    }
  });

  for (const set of SETS) {
    it(`${set} builds without an error or a warning, with descriptors of at most 32 characters`, () => {
      const { diagnostics, model } = compileSets([set]);
      expect(diagnostics.map(({ message }) => message)).to.deep.equal([]);
      const descriptors = model.modules.flatMap(({ objects, measurements, kpis }) =>
        [...objects, ...measurements, ...kpis].map(({ descriptor }) => descriptor),
      );
      expect(descriptors.length).to.be.above(0);
      expect(descriptors.filter((descriptor) => descriptor.length > 32)).to.deep.equal([]);
    });

    it(`${set} is written in ASCII, so that no text differs between definition and MIB`, () => {
      const text = readFileSync(`${FOLDER}/${set}.yaml`, 'utf8');
      expect(text.match(/[^\n\x20-\x7e]/g)).to.equal(null);
    });
  }

  it('build together: no name is taken twice, and the host handler measures all that it should', () => {
    const { diagnostics } = compileSets(SETS, ['agent/handlers/host-kpi-mib.ts']);
    expect(diagnostics.map(({ message }) => message)).to.deep.equal([]);
  });
});
