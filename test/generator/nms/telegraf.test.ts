import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

const FOLDER = 'nms/telegraf';

interface Field {
  readonly name: string;
  readonly oid: string;
  readonly conversion?: string;
}

interface Configuration {
  readonly inputs: { readonly snmp: readonly (Record<string, unknown> & { readonly name: string })[] };
  readonly processors?: { readonly starlark: readonly Record<string, unknown>[] };
}

/** What telegraf 1.40 reads of inputs.snmp, as far as it is used: others it refuses. */
const KNOWN = {
  snmp: ['name', 'agents', 'version', 'community', 'interval', 'agent_host_tag', 'field', 'table'],
  table: ['name', 'index_as_tag', 'field'],
  field: ['name', 'oid', 'conversion', 'is_tag'],
  starlark: ['namepass', 'source'],
};

const files = readdirSync(FOLDER).map((file) => ({
  module: file.replace('.conf', ''),
  text: readFileSync(join(FOLDER, file), 'utf8'),
}));
const exporter = parseYaml(readFileSync('nms/snmp_exporter/snmp.yml', 'utf8')).modules;

describe('nms/telegraf', () => {
  for (const { module, text } of files) {
    const { inputs, processors } = parse(text) as unknown as Configuration;
    const [input = { name: '' }, ...more] = inputs.snmp;
    const tables = (input['table'] ?? []) as readonly Record<string, unknown>[];
    const fieldsOf = (of: Record<string, unknown>) => (of['field'] ?? []) as readonly Field[];
    const figures = [input, ...tables].flatMap(fieldsOf);

    it(`${module}.conf is TOML of options that telegraf 1.40 knows`, () => {
      expect(more).to.deep.equal([]);
      expect(KNOWN.snmp).to.include.members(Object.keys(input));
      for (const table of tables) expect(KNOWN.table).to.include.members(Object.keys(table));
      for (const field of figures) {
        expect(KNOWN.field).to.include.members(Object.keys(field));
        expect(field.oid).to.match(/^\d+(\.\d+)+$/);
        if (field.conversion !== undefined) expect(field.conversion).to.match(/^float\([1-9]\)$/);
      }
      const scripts = processors?.starlark ?? [];
      for (const script of scripts) expect(Object.keys(script)).to.have.members(KNOWN.starlark);
      // Each table has the processor that takes its index apart, and no other.
      expect(scripts.map(({ namepass }) => namepass)).to.deep.equal(tables.map(({ name }) => [name]));
    });

    it(`${module}.conf asks for the objects that snmp_exporter has, and scales them alike`, () => {
      interface Metric {
        readonly name: string;
        readonly oid: string;
        readonly scale?: number;
      }
      const metrics: readonly Metric[] = exporter[module.toLowerCase().replaceAll('-', '_')].metrics;
      const asked = new Map(figures.map((field) => [field.name, field]));
      for (const { name, oid, scale = 1 } of metrics) {
        const field = asked.get(name);
        expect(field?.oid.replace(/\.0$/, ''), name).to.equal(oid);
        const decimals = Number(/\d+/.exec(field?.conversion ?? '0')?.[0]);
        expect(Number(`1e-${decimals}`), name).to.equal(scale);
      }
    });
  }
});
