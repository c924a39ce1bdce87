import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadDefinitions } from '../../../generator/definitions/load.ts';
import { rename } from '../../../generator/edit/rename.ts';
import { retire } from '../../../generator/edit/retire.ts';
import { DEFINITIONS } from '../diff/cases.ts';
import { changesOf, edited, PROJECT, projectOf, refusal } from './project.ts';

const FIXTURE = readFileSync(new URL('../../fixtures/definitions/sip.yaml', import.meta.url), 'utf8');

/** A module whose every name is written in another way. */
const LAYOUTS = `module:
  name: 'EX-LAYOUT-MIB' # quoted
  prefix: exLay
  description: Layouts.
  revisions: [{ date: 2026-11-01, description: First version. }]
objects:
  - name: &trunk trunk
    description: A trunk.
    index: [{ name: number, dataType: integer, description: Its number. }]
measurements: [
  { name: "calls", description: Calls., unit: calls, dataType: gauge, per: *trunk }, # per an alias
  { name: 'up', description: Up., unit: calls, dataType: gauge, per: trunk },
  { "name": total, description: Total., unit: calls, dataType: counter },
]
kpis:
  # Of all.
  - name: >-
      Busy
      Share
    description: Busy share.
    purpose: Load.
    formula: >-
      100 * sum(calls)   # no comment here, but text
    unit: percent
    dataType: real(2)
    reportingFrequency: 5m
    reportingDuration: 1h
    dataSource: X
  - { name: Idle, description: Idle., purpose: Idle., formula: "100 - [ Busy  Share ] + 0 * total",
      unit: percent, dataType: real(2), reportingFrequency: 5m, reportingDuration: 1h, dataSource: X }
  - name: Sum
    description: All.
    purpose: All.
    formula: total
      + total
      - total
    unit: calls
    dataType: gauge
    reportingFrequency: 5m
    reportingDuration: 1h
    dataSource: X
`.replace('   # no comment here, but text', '');

describe('renaming (O21)', () => {
  const texts = {
    plain: DEFINITIONS,
    fixture: FIXTURE,
    layouts: LAYOUTS,
    'layouts in CRLF': LAYOUTS.replaceAll('\n', '\r\n'),
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`leaves OIDs, descriptors and all else of any name as they were: ${what}`, () => {
      const before = projectOf({ 'sip.yaml': text });
      const [module] = loadDefinitions(before.sources).definitions!.modules;
      const { objects, measurements, kpis, name } = module!;
      for (const each of [...objects, ...measurements]) {
        const now = edited(before, rename(before, { name: each.name, newName: 'brand.new' }));
        expect(changesOf(before, now)).to.deep.equal(['OBJECT-RENAMED brand.new', 'REVISION-MISSING']);
      }
      for (const each of kpis) {
        const now = edited(before, rename(before, { name: each.name, newName: `It's: "new" #1` }));
        expect(changesOf(before, now)).to.deep.equal([`OBJECT-RENAMED It's: "new" #1`, 'REVISION-MISSING']);
      }
      const now = edited(before, rename(before, { name, newName: 'BRAND-NEW-MIB' }));
      expect(changesOf(before, now)).to.deep.equal(['MODULE-RENAMED', 'REVISION-MISSING']);
    });
  }

  it('changes nothing but the names, each written as it was', () => {
    const before = projectOf({ 'sip.yaml': LAYOUTS });
    const text = (name: string, newName: string) =>
      rename(before, { name, newName })
        .files.get('sip.yaml')!
        .split('\n')
        .filter((line) => !LAYOUTS.includes(line));
    expect(text('EX-LAYOUT-MIB', 'NEW-MIB')).to.deep.equal(["  name: 'NEW-MIB' # quoted"]);
    expect(text('trunk', 'line')).to.deep.equal([
      '  - name: &trunk line',
      "  { name: 'up', description: Up., unit: calls, dataType: gauge, per: line },",
    ]);
    expect(text('calls', 'sum_of')).to.deep.equal([
      '  { name: "sum_of", description: Calls., unit: calls, dataType: gauge, per: *trunk }, # per an alias',
      '      100 * sum(sum_of)',
    ]);
    expect(text('total', 'all')).to.deep.equal([
      '  { "name": all, description: Total., unit: calls, dataType: counter },',
      '  - { name: Idle, description: Idle., purpose: Idle., formula: "100 - [ Busy  Share ] + 0 * all",',
      '    formula: all',
      '      + all',
      '      - all',
    ]);
    expect(text('Busy Share', 'Load "x"')).to.deep.equal([
      '      Load "x"',
      '  - { name: Idle, description: Idle., purpose: Idle., formula: "100 - [Load \\"x\\"] + 0 * total",',
    ]);
  });

  it('puts in quotes what YAML would take for something else', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const { files } = rename(before, { name: 'delay', newName: 'null' });
    expect(files.get('sip.yaml')).to.include('{ name: "null", description: Delay');
    const kpi = rename(before, { name: 'Answer Ratio', newName: 'ASR: all' }).files.get('sip.yaml');
    expect(kpi).to.include('name: "ASR: all"').and.include('formula: "100 - [ASR: all]"');
  });

  it('renames the key of the lock, in its place, and in the columns of a table', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const lock = before.lock!.content as string;
    const renamed = (name: string, newName: string) =>
      rename(before, { name, newName }).files.get('oid.lock.yaml');
    expect(renamed('delay', 'wait')).to.equal(lock.replace('      delay: {', '      wait: {'));
    expect(renamed('trunk', 'line')).to.equal(
      lock.replace('      trunk: {', '      line: {').replace('per: trunk', 'per: line'),
    );
    expect(renamed('EX-SIP-KPI-MIB', 'NEW-MIB')).to.equal(lock.replace('EX-SIP-KPI-MIB', 'NEW-MIB'));
  });

  it('renames what project.yaml accepts of its changes', () => {
    const accepting = `${PROJECT}diff:
  accept:
    - { rule: UNIT-CHANGED, name: delay, reason: Spelling. } # here
    - { rule: UNIT-CHANGED, name: delay, module: OTHER-MIB, reason: Not this one. }
`;
    const before = projectOf({ 'project.yaml': accepting, 'sip.yaml': DEFINITIONS });
    const { files } = rename(before, { name: 'delay', newName: 'wait' });
    expect(files.get('project.yaml')).to.equal(
      accepting.replace('name: delay, reason', 'name: wait, reason'),
    );
  });

  it('adds a revision of the day, written as the others are', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS, 'layouts.yaml': LAYOUTS });
    const revision = { date: '2026-12-01', description: 'Renamed: "x".' };
    const edit = (name: string, file: string) =>
      rename(before, { name, newName: 'x', revision })
        .files.get(file)!
        .split('\n')
        .find((line) => line.includes('2026-12'));
    expect(edit('delay', 'sip.yaml')).to.equal(
      '    - { date: 2026-12-01, description: "Renamed: \\"x\\"." }',
    );
    expect(edit('total', 'layouts.yaml')).to.equal(
      '  revisions: [ { date: 2026-12-01, description: "Renamed: \\"x\\"." },{ date: 2026-11-01, description: First version. }]',
    );
    const block = DEFINITIONS.replace(
      '- { date: 2026-11-20, description: Second version. }',
      '- date: 2026-11-20 # d\n      description: Second version.',
    );
    const blocks = projectOf({ 'sip.yaml': block });
    expect(rename(blocks, { name: 'delay', newName: 'x', revision }).files.get('sip.yaml')).to.include(
      'revisions:\n    - date: 2026-12-01\n      description: "Renamed: \\"x\\"."\n    - date: 2026-11-20 # d\n',
    );
    const now = edited(before, rename(before, { name: 'delay', newName: 'x', revision }));
    expect(changesOf(before, now)).to.deep.equal(['OBJECT-RENAMED x', 'REVISION-ADDED']);
  });

  it('refuses a second revision of a day', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const revision = { date: '2026-11-20', description: 'Again.' };
    expect(refusal(() => rename(before, { name: 'delay', newName: 'x', revision }))).to.deep.equal([
      'sip.yaml:6:15: EX-SIP-KPI-MIB has a revision of 2026-11-20 already, and there is one a day. Leave --revision out, and write what changed into that one.',
    ]);
  });

  it('says what an unknown name may mean, and what the lock knows of it', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const refused = (name: string) => refusal(() => rename(before, { name, newName: 'x' }));
    expect(refused('dealy')).to.deep.equal([
      'There is no module, object, measurement or KPI `dealy`. Did you mean `delay`?',
    ]);
    expect(refused('EX-SIP-KPI-MIB::loat')[0]).to.include('Did you mean `EX-SIP-KPI-MIB::load`?');
    const sources = before.sources.map(({ file, content }) => ({
      file,
      content: (content as string).replace('name: delay', 'name: wait'),
    }));
    expect(refusal(() => rename({ ...before, sources }, { name: 'delay', newName: 'x' }))[0]).to.include(
      'The definitions have no `delay`; the lock has it, in EX-SIP-KPI-MIB.',
    );
  });

  it('says which forms tell what an ambiguous name means', () => {
    const text = LAYOUTS.replace('"calls"', '"trunk"').replace('sum(calls)', 'sum(trunk)');
    const other = DEFINITIONS.replace('name: load', 'name: total');
    const before = projectOf({ 'layouts.yaml': text, 'sip.yaml': other });
    const refused = (name: string) => refusal(() => rename(before, { name, newName: 'x' }));
    expect(refused('total')).to.deep.equal([
      '`total` means 2 things: a measurement of EX-LAYOUT-MIB, a measurement of EX-SIP-KPI-MIB. Write `EX-LAYOUT-MIB::total` or `EX-SIP-KPI-MIB::total`.',
    ]);
    expect(refused('EX-LAYOUT-MIB::trunk')[0]).to.match(
      /Write `EX-LAYOUT-MIB::trunk --kind object` or `EX-LAYOUT-MIB::trunk --kind measurement`\.$/,
    );
    const { notes } = rename(before, { name: 'EX-LAYOUT-MIB::trunk', kind: 'measurement', newName: 'x' });
    expect(notes[0]).to.include('The measurement trunk is called x');
    expect(rename(before, { name: 'EX-SIP-KPI-MIB::total', newName: 'x' }).notes[0]).to.include(
      'total is called x',
    );
  });

  it('refuses a name of another form, one that is taken and one that was retired', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const refused = (name: string, newName: string) =>
      refusal(() => rename(before, { name, newName })).join('\n');
    expect(refused('delay', 'a-b')).to.include('cannot name a measurement').and.include('Write `a_b`.');
    expect(refused('Answer Ratio', 'A [b]')).to.include('cannot name a KPI');
    expect(refused('EX-SIP-KPI-MIB', 'new'))
      .to.include('cannot name a module')
      .and.include('Write `NEW-MIB`.');
    expect(refused('delay', 'delay')).to.include('is called `delay` already');
    expect(refused('delay', 'load')).to.include('The name `load` is taken already');
    expect(refused('delay', 'min')).to.include('is a function of formulas');
    const retired = edited(before, retire(before, { name: 'delay' }));
    expect(refusal(() => rename(retired, { name: 'load', newName: 'delay' }))[0]).to.include(
      '`delay` was the name of a measurement that was retired, whose number stays its own (line ',
    );
  });

  it('tells what handlers and agents call it', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const notes = (name: string, newName: string) => rename(before, { name, newName }).notes.join('\n');
    expect(notes('delay', 'wait')).to.include('the method delay of `scalars` is called wait');
    expect(notes('trunkCalls', 'x')).to.include('the property trunkCalls of a row of trunk is called x');
    expect(notes('trunk', 'line')).to.include('the method trunk of `tables` is called line');
    expect(notes('EX-SIP-KPI-MIB', 'NEW-MIB')).to.include('agent/handlers/new-mib.ts');
    expect(notes('delay', 'wait')).to.include('--check-config');
  });

  it('edits definitions that have no lock yet, and says so', () => {
    const before = { ...projectOf({ 'sip.yaml': DEFINITIONS }), lock: undefined };
    const { files, notes } = rename(before, { name: 'delay', newName: 'wait' });
    expect([...files.keys()]).to.deep.equal(['sip.yaml']);
    expect(notes[1]).to.include('There is no oid.lock.yaml yet');
  });

  it('refuses to edit definitions that have errors', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const sources = before.sources.map(({ file, content }) => ({
      file,
      content: `${content}`.replace('real(3)', 'reel'),
    }));
    expect(refusal(() => rename({ ...before, sources }, { name: 'delay', newName: 'x' }))[0]).to.match(
      /^sip\.yaml:17:/,
    );
  });

  it('refuses where an edit would change what an alias says elsewhere', () => {
    const text = DEFINITIONS.replace(
      'name: load, description: Load of the server.',
      'name: &x load, description: *x',
    );
    const before = projectOf({ 'sip.yaml': text });
    expect(refusal(() => rename(before, { name: 'load', newName: 'x' }))).to.deep.equal([
      'sip.yaml is written in a way that this edit would break. Write out what its aliases stand for, and try again.',
    ]);
  });
});
