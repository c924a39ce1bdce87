import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type ElementRule, KPI1_NAMESPACE, MESSAGE_RULES } from '../../messages/xml/element-rules.ts';
import { readSchema, SCHEMA } from './schema.ts';

type XmlType = 'E' | 'A' | 'E1';

/** KPIinOMA Tables 3 to 11, row by row: parameter, XML type, cardinality where one is given. */
const TABLES: Readonly<Record<string, readonly (readonly [string, XmlType, string?])[]>> = {
  'Table 3': [
    ['InstancePMReport', 'E'],
    ['InstanceID', 'A'],
    ['PerformanceMeasurement', 'E1', '1..unbounded'],
  ],
  'Table 4': [
    ['OEConfigurationCmd', 'E'],
    ['OEID', 'A'],
    ['ConfigurationInfo', 'E1'],
  ],
  'Table 5': [
    ['OEConfigQueryRequest', 'E'],
    ['OE', 'A'],
    ['ConfigInfoIdentifier', 'A', '1..unbounded'],
  ],
  'Table 6': [
    ['OEConfigQueryResponse', 'E'],
    ['InstanceID', 'A'],
    ['ConfigurationInfo', 'E1', '1..unbounded'],
  ],
  'Table 7': [
    ['OEPMQueryRequest', 'E'],
    ['OEID', 'A'],
    ['PMIdentifier', 'E1', '1..unbounded'],
  ],
  'Table 8': [
    ['OEPMQueryResponse', 'E'],
    ['InstanceID', 'A'],
    ['PerformanceMeasurement', 'E1', '1..unbounded'],
  ],
  'Table 9': [
    ['OEPMCollectionCmd', 'E'],
    ['OEID', 'A'],
    ['ConfigInfoIdentifier', 'A'],
    ['PMIdentifier', 'E1', '1..unbounded'],
  ],
  'Table 10': [
    ['ConfigurationInfo', 'E'],
    ['Identifier', 'A'],
    ['ConfigItem', 'E1', '1..unbounded'],
  ],
  'Table 11': [
    ['PerformanceMeasurement', 'E'],
    ['Identifier', 'A'],
    ['PMItem', 'E1', '1..unbounded'],
  ],
  // The rows after ConfigItem and PMItem are about the item: it has a name and a value (K62, K63).
  'Table 10: one configuration item': [
    ['ConfigItem', 'E'],
    ['Name', 'A'],
    ['Value', 'A'],
    ['Description', 'A', '0..1'],
  ],
  'Table 11: one Performance Measurement item': [
    ['PMItem', 'E'],
    ['Name', 'A'],
    ['Value', 'A'],
    ['Description', 'A', '0..1'],
  ],
};

/** What XML cannot say as the table has it (O04, O05): not required, since there are other forms. */
const OTHERWISE: Readonly<Record<string, string>> = { OE: '0..1', 'Table 5 ConfigInfoIdentifier': '0..1' };

describe(`${SCHEMA} (K64)`, () => {
  const elements = readSchema();

  for (const [table, [first, ...rows]] of Object.entries(TABLES)) {
    const name = first![0];
    it(`has every row of ${table} for ${name}, and nothing else but extensions (O02)`, () => {
      const { attributes, children, documentation } = elements[name]!;
      expect(documentation[name]).to.match(new RegExp(`^${table}\\b`));
      const left = { ...attributes, ...children };
      for (const [row, type, given = '1'] of rows) {
        const expected = OTHERWISE[row] ?? OTHERWISE[`${table} ${row}`] ?? given;
        expect((type === 'A' ? attributes : children)[row], row).to.equal(expected);
        delete left[row];
      }
      for (const extra of Object.keys(left)) expect(documentation[extra], extra).to.match(/^Extension: /);
    });
  }

  it('has no message that is neither of a table nor an extension', () => {
    const ofTables = Object.values(TABLES).map(([first]) => first![0]);
    const others = Object.keys(elements).filter((name) => !ofTables.includes(name));
    expect(others).to.have.members(['KPI1Error', 'Problem']);
  });

  it('asks for one of OE and OEID (O04)', () => {
    expect(readFileSync(SCHEMA, 'utf8')).to.contain('<xs:field xpath="@OE|@OEID"/>');
  });

  it('is of the namespace of the messages (O01)', () => {
    expect(readFileSync(SCHEMA, 'utf8')).to.contain(`targetNamespace="${KPI1_NAMESPACE}"`);
  });

  it('asks of each element what the decoder asks of it', () => {
    const seen = new Set<string>();
    const compare = (rule: ElementRule) => {
      const { attributes, children } = elements[rule.name] ?? { attributes: {}, children: {} };
      seen.add(rule.name);
      expect(
        Object.fromEntries(
          Object.entries(rule.attributes).map(([name, { required }]) => [name, required ? '1' : '0..1']),
        ),
      ).to.deep.equal(attributes);
      expect(
        rule.children.map(({ element, least, most }) => [
          element.name,
          least === most ? `${least}` : `${least}..${most}`,
        ]),
      ).to.deep.equal(Object.entries(children));
      for (const { element } of rule.children) compare(element);
    };
    for (const rule of Object.values(MESSAGE_RULES)) compare(rule);
    expect([...seen]).to.include.members(Object.keys(elements));
  });
});
