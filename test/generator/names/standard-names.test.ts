import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { readSmi } from '../../../generator/import/read-smi.ts';
import { STANDARD_NAMES } from '../../../generator/names/standard-names.ts';

const MIBS = join(dirname(createRequire(import.meta.url).resolve('net-snmp/package.json')), 'lib', 'mibs');

describe('names of the modules that all others import', () => {
  for (const [module, names] of Object.entries(STANDARD_NAMES)) {
    it(`are those that ${module} has`, () => {
      const [read] = readSmi(module, readFileSync(join(MIBS, `${module}.mib`), 'utf8'));
      const defined = [...read!.definitions.map(({ name }) => name), ...read!.types.keys()];
      const usable = defined.filter((name) => /^[A-Za-z][A-Za-z0-9]*$/.test(name));
      expect(names).to.include.members(usable);
    });
  }
});
