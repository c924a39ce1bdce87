import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import { parse as parseToml } from 'smol-toml';
import { parse } from 'yaml';
import { GENERATED_MARK } from '../../../generator/folders.ts';
import { generate } from '../../../generator/generate.ts';
import { aliasOf } from '../../../generator/nms/opennms.ts';

/** Every character that means something to one of the formats, and a unit and names with some of them. */
const AWKWARD = `He said "100 % <&> it's" {{ $value }} \${x} \\d # ; $ARG1$ ]]> --> ü`;
const PROJECT = 'enterprise: 32473\norganization: "A & B <Inc.>"\ncontact: noc@example.com\n';
const DEFINITIONS = `\
module:
  name: AWKWARD-KPI-MIB
  prefix: awk
  description: ${JSON.stringify(AWKWARD)}
  revisions: [{ date: 2026-11-21, description: First version. }]
objects:
  - name: cell
    description: ${JSON.stringify(AWKWARD)}
    index:
      - { name: region, dataType: string(2..2), description: Region. }
      - { name: number, dataType: integer, description: Number. }
      - { name: label, dataType: string(1..20), description: Label. }
measurements:
  - { name: good, description: ${JSON.stringify(AWKWARD)}, unit: "calls \\"good\\"", dataType: counter, per: cell }
  - { name: all, description: All., unit: calls, dataType: counter, per: cell }
  - { name: doorOpen, description: Open., unit: state, dataType: boolean }
  - { name: site, description: Where., unit: name, dataType: string }
kpis:
  - name: Good "Calls" <& {{more}}
    snmpName: GoodCalls
    description: ${JSON.stringify(AWKWARD)}
    purpose: Shows them.
    formula: 100 * good / all
    unit: percent
    dataType: real(3)
    reportingFrequency: 5m
    reportingDuration: continuous
    dataSource: Here
    category: "{{cells}}"
    per: cell
    threshold: { warning: "< 0.57", critical: "<= 0.1234" }
  - name: Delay
    description: Delay.
    purpose: Shows it.
    formula: "1"
    unit: milliseconds
    dataType: integer
    reportingFrequency: 30s
    reportingDuration: continuous
    dataSource: Here
    threshold: { warning: "!= 7", critical: ">= -3.5" }
`;

/** In double quotes, with an escape for all but ASCII. */
function yamlString(text: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${text.replace(/[^ -~]/g, escaped)}"`;
}

function build(text = DEFINITIONS): Map<string, string> {
  const sources = [
    { file: 'project.yaml', content: PROJECT },
    { file: 'awkward.yaml', content: text },
  ];
  const { output, diagnostics } = generate({ sources, handlers: new Map(), generator: 'kpi1 test' });
  const problems = diagnostics.filter(({ severity }) => severity === 'error');
  expect(problems).to.deep.equal([]);
  const files = [...(output?.files ?? [])].filter(([path]) => path.startsWith('nms/'));
  return new Map(files.map(([path, content]) => [path.slice('nms/'.length), content]));
}

const files = build();
const file = (path: string): string => files.get(path) ?? expect.fail(`there is no ${path}`);
const below = (folder: string) => [...files].filter(([path]) => path.startsWith(folder));

/** Every map within a document, and itself. */
function mapsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(mapsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(mapsIn)];
}

describe('nms/, of definitions full of characters that mean something to somebody', () => {
  it('says in each file where it comes from, so that it can become stale', () => {
    for (const [path, text] of files) expect(text.slice(0, 500), path).to.include(GENERATED_MARK);
  });

  it('parses: YAML, JSON, TOML and XML', () => {
    for (const [path, text] of files) {
      if (/\.ya?ml$/.test(path)) expect(parse(text), path).to.be.an('object');
      else if (path.endsWith('.json')) expect(JSON.parse(text), path).to.be.an('object');
      else if (path.startsWith('telegraf/')) expect(parseToml(text), path).to.be.an('object');
      else if (path.endsWith('.xml')) {
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', (error) => expect.fail(`${path}: ${error.message}`));
        parser.write(text).close();
      }
    }
  });

  it('keeps the texts as they are', () => {
    const zabbix = parse(file('zabbix-6.0/AWKWARD-KPI-MIB.yaml'));
    expect(zabbix.zabbix_export.templates[0].description).to.equal(AWKWARD);
    const exporter = parse(file('snmp_exporter/snmp.yml'));
    const good = exporter.modules.awkward_kpi_mib.metrics.find(
      ({ name }: { name: string }) => name === 'awkGood',
    );
    expect(good.help).to.include(AWKWARD);
    expect(JSON.parse(file('grafana/AWKWARD-KPI-MIB.json')).description).to.equal(AWKWARD);
  });

  it('gives Prometheus no template but its own', () => {
    const [, alert] = parse(file('prometheus/rules.yml')).groups[0].rules.filter((rule: { alert?: string }) =>
      rule.alert?.startsWith('AwkGoodCalls'),
    );
    expect(alert.labels.category).to.equal('{{"{{"}}cells}}');
    expect(alert.annotations.summary).to.equal(
      'Good "Calls" <& {{"{{"}}more}} of cell {{ $labels.awkCellRegion }}, {{ $labels.awkCellNumber }}, {{ $labels.awkCellLabel }} is {{ $value }} percent (<= 0.1234) on {{ $labels.instance }}',
    );
  });

  it('writes in YAML as escapes what YAML takes as no character, or as the end of a line', () => {
    const strange = 'DEL \x7f, C1 \x85 \x9f, ends \u2028 \u2029, mark \ufeff, none \ufffe \uffff, end';
    const written = build(DEFINITIONS.replace('description: Delay.', `description: ${yamlString(strange)}`));
    for (const [path, text] of written) {
      if (!path.startsWith('html/'))
        expect(text, path).not.to.match(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/);
    }
    const [group] = parse(written.get('prometheus/rules.yml') ?? '').groups;
    const alert = group.rules.find((rule: { alert?: string }) => rule.alert === 'AwkDelayWarning');
    expect(alert.annotations.description).to.equal(`${strange} Shows it. Formula: 1`);
  });

  it('has in each format the parts of an index: of a fixed size, a number, of any size', () => {
    const exporter = parse(file('snmp_exporter/snmp.yml')).modules.awkward_kpi_mib;
    expect(
      exporter.metrics.find(({ name }: { name: string }) => name === 'awkGoodCalls').indexes,
    ).to.deep.equal([
      { labelname: 'awkCellRegion', type: 'DisplayString', fixed_size: 2 },
      { labelname: 'awkCellNumber', type: 'gauge' },
      { labelname: 'awkCellLabel', type: 'DisplayString' },
    ]);
    const rule = parse(file('zabbix-6.0/AWKWARD-KPI-MIB.yaml')).zabbix_export.templates[0].discovery_rules[0];
    const script = rule.preprocessing[0].parameters[0];
    const index = [...Buffer.from('DE'), 4711, 7, ...Buffer.from('Köln 1')].join('.');
    const value = JSON.stringify([{ '{#SNMPINDEX}': index, '{#COLUMN1}': '5' }]);
    expect(JSON.parse(new Function('value', script)(value))).to.deep.equal([
      {
        '{#SNMPINDEX}': index,
        '{#AWKCELLREGION}': 'DE',
        '{#AWKCELLNUMBER}': '4711',
        '{#AWKCELLLABEL}': 'Köln 1',
      },
    ]);
  });

  it('has limits of Nagios in whole numbers of the wire', () => {
    const options = (command: string) =>
      new RegExp(`command_name +${command}\\n.*? -l '[^']*'(.*)\\n`).exec(
        file('nagios/AWKWARD-KPI-MIB.cfg'),
      )?.[1];
    // < 0.57 is below 570; <= 0.1234 is at most 123.4, so below 124.
    expect(options('check_awkGoodCalls')).to.equal(" -w '570:' -c '124:'");
    expect(options('check_awkDelay')).to.equal(" -w '7:7' -c '~:-4'");
    expect(options('check_awkGood')).to.equal(' --rate');
  });

  it('has names and labels that Nagios and check_snmp take: a percent sign in labels only, no comma', () => {
    const cfg = build(
      DEFINITIONS.replace('name: Delay', 'name: Delay, 95 %').replace('unit: milliseconds', 'unit: "%"'),
    ).get('nagios/AWKWARD-KPI-MIB.cfg');
    expect(cfg).to.include(" -l 'Delay  95 % in %' ");
    expect(cfg).to.include('service_description  Delay  95 - awkDelay95\n');
  });
});

describe('nms/zabbix-6.0 and 7.0', () => {
  for (const [path, text] of [...below('zabbix-')]) {
    it(`${path} has what an import asks for`, () => {
      const maps = mapsIn(parse(text));
      const uuids = maps.flatMap(({ uuid }) => (uuid === undefined ? [] : [uuid]));
      for (const uuid of uuids) expect(uuid).to.match(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
      expect(new Set(uuids)).to.have.length(uuids.length);
      const keys = maps.flatMap((map) => ('uuid' in map && 'key' in map ? [map['key']] : []));
      expect(new Set(keys)).to.have.length(keys.length);
      for (const value of maps.flatMap((map) => Object.values(map))) {
        if (typeof value !== 'object') expect(value).to.be.a('string');
      }
      for (const { snmp_oid: oid = '' } of maps) expect((oid as string).length).to.be.at.most(512);
    });
  }

  it('know a template again: the same uuids, keys and triggers in both, whatever is added', () => {
    const uuids = (text: string) =>
      mapsIn(parse(text)).map(({ uuid, key, expression }) => `${uuid} ${key} ${expression}`);
    const of60 = uuids(file('zabbix-6.0/AWKWARD-KPI-MIB.yaml'));
    expect(uuids(file('zabbix-7.0/AWKWARD-KPI-MIB.yaml'))).to.include.members(of60);
    const longer = DEFINITIONS.replace(
      'kpis:',
      '  - { name: more, description: M., unit: n, dataType: gauge }\nkpis:',
    );
    expect(uuids(build(longer).get('zabbix-6.0/AWKWARD-KPI-MIB.yaml') ?? '')).to.include.members(of60);
  });

  it('have no macro from the definitions, of which a broken one would refuse the file', () => {
    const macros = '{HOST.NAME} {$X} {#X} {? {{x}} $1';
    const literal = '{ HOST.NAME} { $X} { #X} { ? { {x}} $ 1';
    const text = build(
      DEFINITIONS.replace('name: Delay', `name: "${macros}"\n    snmpName: Delay\n    category: "${macros}"`)
        .replace('description: Delay.', `description: "${macros}"`)
        .replace('unit: milliseconds', `unit: "${macros}"`),
    ).get('zabbix-6.0/AWKWARD-KPI-MIB.yaml');
    const items: Record<string, unknown>[] = parse(text ?? '').zabbix_export.templates[0].items;
    const { triggers, ...item } = items.find(({ key }) => key === 'awkDelay')!;
    expect(item).to.include({
      name: literal,
      units: literal,
      description: `${literal} Shows it. Formula: 1`,
    });
    expect(item['tags']).to.deep.include({ tag: 'category', value: literal });
    expect((triggers as object[])[0]).to.include({
      name: `${literal} != {$AWKDELAY.WARNING} ${literal}`,
      event_name: `${literal} is {ITEM.LASTVALUE1}, warning`,
      description: item['description'],
    });
  });

  for (const { parts, row, trigger } of [
    { parts: 4, row: /of c{60} (\{#AWKCCC\w+\}(, |$)){4}$/, trigger: /\}, \{#\w+\} is warning$/ },
    { parts: 6, row: /of c{60} \{#SNMPINDEX\}$/, trigger: /\{#SNMPINDEX\} < \{\$/ },
  ]) {
    it(`have names of at most 255 characters, by an index of ${parts} parts`, () => {
      const index = Array.from(
        { length: parts },
        (_, at) =>
          `      - { name: ${'abcdef'.charAt(at).repeat(40)}, dataType: integer, description: I. }\n`,
      );
      const text = DEFINITIONS.replaceAll(/\bcell\b/g, 'c'.repeat(60))
        .replace(/^ {6}- \{ name: .*\n/gm, '')
        .replace('    index:\n', `    index:\n${index.join('')}`)
        .replace(/snmpName: \w+/, `snmpName: ${'G'.repeat(60)}`);
      for (const [path, content] of build(text)) {
        if (!path.startsWith('zabbix-')) continue;
        const names = mapsIn(parse(content)).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
        for (const name of names) expect(name).to.have.length.at.most(255);
        if (!path.includes('AWKWARD')) continue;
        expect(names.find((name) => row.test(name))).to.be.a('string');
        expect(names.find((name) => trigger.test(name))).to.be.a('string');
      }
    });
  }

  it('7.0 takes every item from one walk', () => {
    const { items, discovery_rules: rules } = parse(file('zabbix-7.0/AWKWARD-KPI-MIB.yaml')).zabbix_export
      .templates[0];
    const asked = [...items, ...rules, ...rules[0].item_prototypes].filter(
      ({ type }: { type: string }) => type !== 'DEPENDENT',
    );
    expect(asked.map((item: Record<string, string>) => item['snmp_oid'])).to.deep.equal([
      'walk[1.3.6.1.4.1.32473.2.1]',
    ]);
  });
});

describe('nms/snmp_exporter', () => {
  it('has the same metrics for 0.21 as for 0.25, but for how the point gets into them', () => {
    type Metric = Record<string, unknown>;
    const metrics = ({ metrics: all }: { metrics: Metric[] }) =>
      all.map(({ scale: _, regex_extracts: __, type, ...metric }) => ({
        ...metric,
        isCounter: type === 'counter',
      }));
    const { modules } = parse(file('snmp_exporter/snmp.yml'));
    const older = parse(file('snmp_exporter-0.21/snmp.yml'));
    expect(Object.keys(older)).to.deep.equal(Object.keys(modules));
    for (const [name, module] of Object.entries(modules)) {
      const { get, walk } = module as Metric;
      expect(older[name]).to.deep.include({ get, walk });
      expect(metrics(older[name])).to.deep.equal(metrics(module as { metrics: Metric[] }));
    }
  });
});

describe('nms/opennms', () => {
  it('has names of data sources that RRDtool takes, each another', () => {
    expect(aliasOf('exSipCalls')).to.equal('exSipCalls');
    const long = ['hostKpiFileSystemInodesUsed', 'hostKpiFileSystemInodesFree'].map(aliasOf);
    expect(new Set(long)).to.have.length(2);
    const many = Array.from({ length: 2000 }, (_, at) => aliasOf(`hostKpiFileSystemInodes${at}`));
    expect(new Set(many)).to.have.length(many.length);
    for (const alias of [...long, ...many]) expect(alias).to.match(/^\w{1,19}$/);
  });

  it('names a row by the parts of its index, texts without their length', () => {
    const label = (path: string, table: string) =>
      new RegExp(`<resourceType name="${table}" .*resourceLabel="(.*)"`).exec(file(path))?.[1];
    expect(label('opennms/datacollection/AWKWARD-KPI-MIB.xml', 'awkCellTable')).to.equal(
      `\${string(subIndex(0, 2))}, \${subIndex(2, 1)}, \${string(subIndex(3, n))}`,
    );
    const base = 'opennms/datacollection/KPI1-MIB.xml';
    expect(label(base, 'kpi1KpiTable')).to.equal(`\${kpi1KpiModuleName} \${kpi1KpiName}`);
    expect(label(base, 'kpi1SourceTable')).to.equal(`\${string(subIndex(0))}`);
  });

  it('raises an alarm for each threshold that is met, and clears that one', () => {
    const alarms = file('opennms/events/KPI1-MIB.events.xml')
      .split('</event>')
      .flatMap((event) => {
        const uei = /<uei>(.*)<\/uei>/.exec(event)?.[1] ?? '';
        const data = /<alarm-data reduction-key="%uei%(.*?)" alarm-type="(\d)"(?: clear-key="(.*)")?\/>/;
        const [, of, type, clears] = data.exec(event) ?? [];
        return of === undefined ? [] : [{ key: uei + of, type, clears }];
      });
    const raised = ['warning', 'critical'].map(
      (severity) => `uei.opennms.org/kpi1/kpi1ThresholdRaised/${severity}:%nodeid%:%parm[#1]%:%parm[#6]%`,
    );
    expect(alarms).to.deep.equal([
      ...raised.map((key) => ({ key, type: '1', clears: undefined })),
      ...raised.map((key) => ({ key: key.replace('Raised', 'Cleared'), type: '2', clears: key })),
    ]);
  });
});
