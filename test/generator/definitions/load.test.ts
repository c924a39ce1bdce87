import { expect } from 'chai';
import { isDefinitionSource, loadDefinitions } from '../../../generator/definitions/load.ts';
import { RULES, type RuleId } from '../../../generator/rules.ts';
import { BROKEN_CASES } from './broken-cases.ts';
import { edit, load, SAMPLE, sourcesOf } from './sample.ts';

const OTHER = edit(
  edit(
    edit(edit(SAMPLE['sip.yaml'], 'EXAMPLE-SIP-KPI-MIB', 'OTHER-MIB'), 'exSip', 'exTwo'),
    '- name: Busiest',
    '- name: Other',
  ),
  '- name: Session Failure Ratio',
  '- name: Other Failure Ratio',
);

function summary(files: Readonly<Record<string, string | Uint8Array>>): string[] {
  return load(files).diagnostics.map(
    ({ rule, place }) => `${place?.file}:${place?.line}:${place?.column} ${rule}`,
  );
}

describe('Loading definitions', () => {
  it('gives the project', () => {
    expect(load().definitions?.project).to.deep.equal({
      enterprise: 32473,
      organization: 'Example Inc.',
      contact: 'noc@example.com',
    });
  });

  it('gives each module with what it says of itself', () => {
    const [module] = load().definitions?.modules ?? [];
    expect(module).to.include({
      file: 'sip.yaml',
      name: 'EXAMPLE-SIP-KPI-MIB',
      prefix: 'exSip',
      description: 'SIP session KPIs after RFC 6076.',
    });
    expect(module?.revisions.map(({ date }) => date)).to.deep.equal(['2026-11-21', '2026-10-01']);
    expect(SAMPLE['sip.yaml'].slice(...module!.at)).to.equal('EXAMPLE-SIP-KPI-MIB');
  });

  it('K09, O19: gives objects, measurements and their types', () => {
    const [module] = load().definitions?.modules ?? [];
    const [trunk] = module?.objects ?? [];
    expect(trunk?.index[0]).to.deep.include({
      name: 'trunkName',
      description: 'Name of the trunk.',
      dataType: { kind: 'string', min: 1, max: 32 },
    });
    const calls = module?.measurements.find(({ name }) => name === 'trunkCalls');
    expect(calls).to.deep.include({
      unit: 'calls',
      dataType: { kind: 'gauge' },
      per: 'trunk',
      status: 'current',
    });
    expect(SAMPLE['sip.yaml'].slice(...calls!.at)).to.equal('trunkCalls');
  });

  it('K01: gives all ten fields of the template, durations in seconds, the formula as a tree', () => {
    const [ratio, failures, load_] = load().definitions?.modules[0]?.kpis ?? [];
    expect(ratio).to.deep.include({
      name: 'Session Establishment Ratio',
      description: 'Share of session attempts that were established.',
      purpose: 'Shows whether users reach each other (RFC 6076 section 4.6).',
      formula: '100 * invite200 / (inviteAttempts - invite3xx)',
      unit: 'percent',
      dataType: { kind: 'real', decimals: 2 },
      reportingFrequency: 300,
      reportingDuration: 3600,
      dataSource: 'CPM',
      category: 'Accessibility',
      range: { min: 0, max: 100 },
      threshold: { warning: { operator: '<', limit: 98 }, critical: { operator: '<', limit: 95 } },
      status: 'current',
    });
    expect(ratio?.expression).to.include({ kind: 'operation', operator: '/' });
    expect(failures).to.include({ reportingDuration: null, status: 'deprecated' });
    expect(failures).not.to.have.any.keys('category', 'per', 'range', 'threshold', 'snmpName');
    expect(load_).to.include({ per: 'trunk', snmpName: 'PeakCalls', reportingDuration: 86400 });
  });

  it('K01: needs no category', () => {
    const text = edit(SAMPLE['sip.yaml'], '    category: Accessibility\n', '');
    expect(load({ 'sip.yaml': text }).diagnostics).to.deep.equal([]);
  });

  it('folds the white space of a formula, and trims texts', () => {
    const text = edit(
      edit(SAMPLE['sip.yaml'], 'formula: max(trunkCalls)', 'formula: |\n      max(\n        trunkCalls )\n'),
      'description: A SIP trunk.',
      'description: "  A SIP trunk.\\n"',
    );
    const [module] = load({ 'sip.yaml': text }).definitions?.modules ?? [];
    expect(module?.kpis[2]?.formula).to.equal('max( trunkCalls )');
    expect(module?.objects[0]?.description).to.equal('A SIP trunk.');
  });

  it('reads bytes as well as text, and keeps every text for placing more findings', () => {
    const { definitions, sourceTexts } = load({ 'sip.yaml': Buffer.from(`\uFEFF${SAMPLE['sip.yaml']}`) });
    const [module] = definitions?.modules ?? [];
    const kpi = module!.kpis[1]!;
    expect(sourceTexts.get(module!.file)?.place(kpi.at)).to.include({ line: 33, column: 11 });
    expect([...sourceTexts.keys()]).to.deep.equal(['project.yaml', 'sip.yaml']);
  });

  it('gives modules in the order of their files, whatever the order they come in', () => {
    const sources = sourcesOf({ 'z.yaml': SAMPLE['sip.yaml'], 'a.yaml': SAMPLE['project.yaml'] });
    const unnamed = loadDefinitions(sources);
    expect(unnamed.definitions).to.equal(undefined);
    const other = edit(OTHER, 'Session Establishment Ratio\n    description', 'Other Ratio\n    description');
    const { definitions, diagnostics } = load({
      'b/other.yaml': edit(other, '[Session Establishment Ratio]', '[Other Ratio]'),
    });
    expect(diagnostics).to.deep.equal([]);
    expect(definitions?.modules.map(({ file }) => file)).to.deep.equal(['b/other.yaml', 'sip.yaml']);
  });

  it('passes over the lock, schemas and other files', () => {
    const names = ['a.yaml', 'd/b.yml', 'd/oid.lock.yaml', 'kpi.schema.json', 'README.md', 'a.yaml~'];
    expect(names.filter(isDefinitionSource)).to.deep.equal(['a.yaml', 'd/b.yml']);
    expect(load({ 'oid.lock.yaml': '{', 'kpi.schema.json': '{' }).diagnostics).to.deep.equal([]);
  });

  it('allows every optional field at once', () => {
    const text = edit(
      SAMPLE['sip.yaml'],
      'unit: calls, dataType: gauge, per: trunk }',
      'unit: calls, dataType: gauge, per: trunk, range: 0..1000, snmpName: Calls, status: deprecated }',
    );
    expect(load({ 'sip.yaml': text }).diagnostics).to.deep.equal([]);
  });

  it('K02: reports a KPI name that another file has', () => {
    expect(
      summary({ 'other.yaml': edit(OTHER, '[Session Establishment Ratio]', 'inviteAttempts') }),
    ).to.deep.equal(['sip.yaml:21:11 NAME-DUPLICATE']);
    const { diagnostics } = load({
      'other.yaml': edit(OTHER, '[Session Establishment Ratio]', 'inviteAttempts'),
    });
    expect(diagnostics[0]?.message).to.include('other.yaml:21 has it');
  });

  it('K07: reports a reference to a KPI of another file', () => {
    const text = edit(OTHER, 'name: Session Establishment Ratio', 'name: Third Ratio');
    expect(summary({ 'other.yaml': text })).to.deep.equal(['other.yaml:36:20 FORMULA-ORDER']);
  });

  it('reports a module name and a prefix that another file has, whatever their capitals', () => {
    const text = edit(edit(OTHER, 'OTHER-MIB', 'EXAMPLE-SIP-kpi-MIB'), 'exTwo', 'exsip').replaceAll(
      'Session Establishment Ratio',
      'Other Ratio',
    );
    expect(summary({ 'other.yaml': text })).to.deep.equal([
      'sip.yaml:3:9 NAME-DUPLICATE',
      'sip.yaml:4:11 NAME-DUPLICATE',
    ]);
  });

  it('O20: reports a folder without a project', () => {
    const { definitions, diagnostics } = loadDefinitions(sourcesOf({ 'sip.yaml': SAMPLE['sip.yaml'] }));
    expect(definitions).to.equal(undefined);
    expect(diagnostics.map(({ rule, place }) => [rule, place])).to.deep.equal([
      ['PROJECT-MISSING', undefined],
    ]);
  });

  it('reports a folder without definitions', () => {
    const { diagnostics } = loadDefinitions(sourcesOf({ 'project.yaml': SAMPLE['project.yaml'] }));
    expect(diagnostics.map(({ rule }) => rule)).to.deep.equal(['DEFINITIONS-MISSING']);
    expect(loadDefinitions([]).diagnostics.map(({ rule }) => rule)).to.deep.equal([
      'PROJECT-MISSING',
      'DEFINITIONS-MISSING',
    ]);
  });

  it('reports a module that defines nothing', () => {
    const text = SAMPLE['sip.yaml'].slice(0, SAMPLE['sip.yaml'].indexOf('objects:'));
    expect(summary({ 'sip.yaml': text })).to.deep.equal(['sip.yaml:2:1 MODULE-EMPTY']);
  });

  it('reports a dozen errors of one file in one run, in their order', () => {
    const text = [
      ['name: EXAMPLE-SIP-KPI-MIB', 'name: example'],
      ['date: 2026-10-01', 'date: 2026-02-30'],
      ['dataType: string(1..32)', 'dataType: boolean'],
      ['name: invite3xx', 'name: invite-3xx'],
      ['unit: state, dataType: boolean', 'unit: state, dataType: bool'],
      ['    purpose: Shows whether users reach each other (RFC 6076 section 4.6).\n', ''],
      ['reportingDuration: 1h', 'reportingDuration: 7m'],
      ['warning: "< 98"', 'warning: 98'],
      ['[Session Establishment Ratio]', '[Session Establishment Ration]'],
      ['per: trunk\n', 'pre: trunk\n'],
    ].reduce((before, [from = '', to = '']) => edit(before, from, to), SAMPLE['sip.yaml']);
    expect(summary({ 'sip.yaml': text })).to.deep.equal([
      'sip.yaml:3:9 MODULE-NAME',
      'sip.yaml:8:15 REVISION-DATE',
      'sip.yaml:13:38 INDEX-TYPE',
      'sip.yaml:17:13 NAME-FORM',
      'sip.yaml:19:94 DATA-TYPE',
      'sip.yaml:21:5 FIELD-MISSING',
      'sip.yaml:23:50 FORMULA-MEASUREMENT',
      'sip.yaml:27:24 DURATION-MULTIPLE',
      'sip.yaml:31:27 FIELD-TYPE',
      'sip.yaml:35:20 FORMULA-KPI',
      'sip.yaml:45:18 FORMULA-PER',
      'sip.yaml:51:5 FIELD-UNKNOWN',
    ]);
  });

  it('reports the problems of all files in one run', () => {
    expect(
      summary({
        'project.yaml': 'enterprise: 0\n',
        'broken.yaml': 'a: [\n',
        'empty.yaml': '',
        'bytes.yaml': Buffer.from([0xff]),
      }),
    ).to.deep.equal([
      'broken.yaml:2:1 YAML-SYNTAX',
      'bytes.yaml:1:1 YAML-ENCODING',
      'empty.yaml:1:1 YAML-EMPTY',
      'project.yaml:1:1 FIELD-MISSING',
      'project.yaml:1:1 FIELD-MISSING',
      'project.yaml:1:13 FIELD-RANGE',
    ]);
  });

  it('says nothing of formulas that follows from a type it could not read', () => {
    const text = edit(
      SAMPLE['sip.yaml'],
      'name: invite200, description: INVITE requests answered 200., unit: messages, dataType: counter',
      'name: invite200, description: INVITE requests answered 200., unit: messages, dataType: bool',
    );
    const rate = edit(text, '100 * invite200 /', '100 * rate(invite200) + unknown /');
    expect(summary({ 'sip.yaml': rate })).to.deep.equal([
      'sip.yaml:16:94 DATA-TYPE',
      'sip.yaml:24:38 FORMULA-MEASUREMENT',
    ]);
  });

  it('allows a counter KPI that is the running total of a counter', () => {
    const text = edit(
      edit(SAMPLE['sip.yaml'], 'formula: max(trunkCalls)', 'formula: last(inviteAttempts)'),
      '    per: trunk\n',
      '',
    );
    expect(
      load({ 'sip.yaml': edit(text, 'dataType: integer', 'dataType: counter') }).diagnostics,
    ).to.deep.equal([]);
  });

  it('allows what just fits: a range of one figure, the first year, the longest duration', () => {
    const text = [
      ['range: 0..100', 'range: 99.25..99.25'],
      ['    threshold: { warning: "< 98", critical: "< 95" }\n', ''],
      ['date: 2026-10-01', 'date: 1990-01-01'],
      ['reportingFrequency: 15m', 'reportingFrequency: 49710d'],
      ['reportingDuration: 1d', 'reportingDuration: 49710d'],
    ].reduce((before, [from = '', to = '']) => edit(before, from, to), SAMPLE['sip.yaml']);
    const { definitions, diagnostics } = load({ 'sip.yaml': text });
    expect(diagnostics).to.deep.equal([]);
    expect(definitions?.modules[0]?.kpis[0]?.range).to.deep.equal({ min: 99.25, max: 99.25 });
  });

  it('says nothing of a formula that follows from the unknown type of a KPI it refers to', () => {
    const text = [
      [
        'dataType: real(2)\n    reportingFrequency: 5m\n    reportingDuration: 1h',
        'dataType: bool\n    reportingFrequency: 5m\n    reportingDuration: 1h',
      ],
      ['    range: 0..100\n    threshold: { warning: "< 98", critical: "< 95" }\n', ''],
      ['100 - [Session Establishment Ratio]', 'if([Session Establishment Ratio], 1, 0)'],
    ].reduce((before, [from = '', to = '']) => edit(before, from, to), SAMPLE['sip.yaml']);
    expect(summary({ 'sip.yaml': text })).to.deep.equal(['sip.yaml:26:15 DATA-TYPE']);
  });

  it('warns of module names from 33 characters on, and refuses them from 65', () => {
    const rules = [32, 33, 64, 65].map((length) => {
      const name = `${'E'.repeat(length - 4)}-MIB`;
      const text = edit(SAMPLE['sip.yaml'], 'EXAMPLE-SIP-KPI-MIB', name);
      return load({ 'sip.yaml': text })
        .diagnostics.map(({ rule }) => rule)
        .join();
    });
    expect(rules).to.deep.equal(['', 'MODULE-NAME-LONG', 'MODULE-NAME-LONG', 'FIELD-LENGTH']);
  });

  it('keeps the descriptor that an object asks for', () => {
    const text = edit(
      SAMPLE['sip.yaml'],
      'description: A SIP trunk.',
      'description: A SIP trunk.\n    snmpName: Line',
    );
    expect(load({ 'sip.yaml': text }).definitions?.modules[0]?.objects[0]?.snmpName).to.equal('Line');
  });

  it('goes on after an object, an index, a measurement and a KPI without a name', () => {
    const text = [
      ['  - name: trunk\n    description', '  - description'],
      ['{ name: trunkName, dataType', '{ dataType'],
      ['{ name: registrarUp, ', '{ '],
      ['  - name: Busiest Trunk Load\n    description', '  - description'],
      ['per: trunk }', 'per: line }'],
    ].reduce((before, [from = '', to = '']) => edit(before, from, to), SAMPLE['sip.yaml']);
    const rules = load({ 'sip.yaml': text }).diagnostics.map(({ rule }) => rule);
    expect(rules).to.deep.equal([
      'FIELD-MISSING',
      'FIELD-MISSING',
      'PER-UNKNOWN',
      'FIELD-MISSING',
      'FIELD-MISSING',
    ]);
  });

  it('parses a formula of just the length there may be, and none that is longer', () => {
    const formula = (length: number) =>
      `inviteAttempts + unknown${' '.repeat(length - 25)}+1`.slice(0, length);
    const rules = [1024, 1025].map((length) => {
      const text = edit(
        SAMPLE['sip.yaml'],
        '100 * invite200 / (inviteAttempts - invite3xx)',
        `"${formula(length - 1)}1"`,
      );
      return load({ 'sip.yaml': text })
        .diagnostics.map(({ rule }) => rule)
        .join();
    });
    expect(rules).to.deep.equal(['FORMULA-MEASUREMENT', 'FIELD-LENGTH']);
  });

  it('spells out five transliterations at most', () => {
    const messages = ['éèêàô', 'éèêàôû'].map((letters) => {
      const text = edit(
        SAMPLE['sip.yaml'],
        'description: A SIP trunk.',
        `description: ${[...letters].join(' ')}`,
      );
      return load({ 'sip.yaml': text }).diagnostics[0]?.message;
    });
    expect(messages[0]).to.match(/`ô` becomes `o`\.$/);
    expect(messages[1]).to.match(/`ô` becomes `o`, and so on\.$/);
  });

  it('has a broken case for each rule of definitions', () => {
    const elsewhere = /^(?:LOCK|HANDLER|OUTPUT)-|^(?:NAME-(?:CLASH|UNUSABLE|LONG)|INDEX-LONG)$/;
    const loaded = ['PROJECT-MISSING', 'DEFINITIONS-MISSING', 'MODULE-EMPTY'];
    // Every form of definitions has a rule of its own.
    const never = ['FIELD-FORM'];
    const ofYaml = /^YAML-(?:ENCODING|EMPTY|NESTING|ALIAS-EXPANSION|KEY|NUMBER-INEXACT)$/;
    const shown = new Set<RuleId | string>([...BROKEN_CASES.map(({ rule }) => rule), ...loaded, ...never]);
    const missing = Object.keys(RULES).filter(
      (rule) => !shown.has(rule) && !elsewhere.test(rule) && !ofYaml.test(rule),
    );
    expect(missing).to.deep.equal([]);
  });
});
