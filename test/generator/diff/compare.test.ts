import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Found } from '../../../generator/diff/change.ts';
import { compare } from '../../../generator/diff/compare.ts';
import { judge } from '../../../generator/diff/policy.ts';
import { type Resolved, resolveDefinitions } from '../../../generator/diff/resolve.ts';
import { CHANGE_RULES } from '../../../generator/diff/rules.ts';
import { writeLock } from '../../../generator/lock/write-lock.ts';
import { CASES, changed, changedLock, DEFINITIONS, PROJECT } from './cases.ts';

function resolved(text: string, lock?: string, project = PROJECT): Resolved {
  const sources = [
    { file: 'project.yaml', content: project },
    { file: 'sip.yaml', content: text },
  ];
  const found = resolveDefinitions(
    sources,
    lock === undefined ? undefined : { file: 'oid.lock.yaml', content: lock },
  );
  expect(found.diagnostics.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  return found.resolved!;
}

describe('changes of definitions (O21)', () => {
  const before = resolved(DEFINITIONS);
  const lock = writeLock(before.lock);

  for (const each of CASES) {
    it(`names ${each.what}`, () => {
      const found = compare(before, resolved(changed(each), changedLock(each, lock)));
      const rules = [...new Set(found.map(({ rule }) => rule))];
      expect(rules.sort(), JSON.stringify(found, undefined, 1)).to.deep.equal(
        [...new Set(each.rules)].sort(),
      );
    });
  }

  it('names them although they contradict the lock, which kpi1 check refuses', () => {
    const narrowed = DEFINITIONS.replace('dataType: real(3)', 'dataType: real(2)');
    const found = compare(before, resolved(narrowed, lock));
    expect(found.map(({ rule }) => rule)).to.include('SCALING-CHANGED');
  });

  it('names a descriptor that snmpName asks for and the lock does not have', () => {
    const figure = DEFINITIONS.replace('name: load,', 'name: load, snmpName: serverLoad,');
    const table = DEFINITIONS.replace('name: trunk\n', 'name: trunk\n    snmpName: line\n');
    for (const definitions of [figure, table]) {
      const rules = compare(before, resolved(definitions, lock)).map(({ rule }) => rule);
      expect(rules).to.deep.equal(['DESCRIPTOR-CHANGED', 'REVISION-MISSING']);
    }
  });

  it('names what project.yaml says in each module', () => {
    const project = PROJECT.replace('noc@', 'ops@').replace('Example', 'Sample');
    const found = compare(before, resolved(DEFINITIONS, lock, project));
    expect(found.map(({ rule }) => rule)).to.deep.equal(['TEXT-CHANGED', 'REVISION-MISSING']);
    expect(found[0]?.message).to.equal('Changed: organization, contact.');
  });

  it('places them in the new definitions, and says from what to what', () => {
    const [found] = compare(
      before,
      resolved(DEFINITIONS.replace('unit: seconds', 'unit: milliseconds'), lock),
    );
    expect(found).to.deep.include({
      rule: 'UNIT-CHANGED',
      module: 'EX-SIP-KPI-MIB',
      name: 'delay',
      message: 'The unit was seconds and is milliseconds.',
    });
    expect(found?.place).to.include({ file: 'sip.yaml', line: 17 });
  });

  it('names another enterprise number once, and a module that came or went', () => {
    const elsewhere = resolved(DEFINITIONS, undefined, PROJECT.replace('32473', '99999'));
    expect(compare(before, elsewhere).map(({ rule }) => rule)).to.deep.equal(['ENTERPRISE-CHANGED']);
    const other = resolved(DEFINITIONS.replace('EX-SIP-KPI-MIB', 'EX-MIB').replaceAll('exSip', 'exOther'));
    expect(compare(before, other).map(({ rule }) => rule)).to.deep.equal(['MODULE-ADDED', 'MODULE-REMOVED']);
  });

  it('have a case for each rule', () => {
    const elsewhere = ['ENTERPRISE-CHANGED', 'MODULE-ADDED', 'MODULE-REMOVED'];
    const shown = new Set([...elsewhere, ...CASES.flatMap(({ rules }) => rules)]);
    expect(Object.keys(CHANGE_RULES).filter((rule) => !shown.has(rule))).to.deep.equal([]);
  });
});

describe('the judgement of changes', () => {
  const found: Found[] = [
    { rule: 'TEXT-CHANGED', module: 'A-MIB', name: 'a', message: '' },
    { rule: 'UNIT-CHANGED', module: 'A-MIB', name: 'a', message: '' },
    { rule: 'UNIT-CHANGED', module: 'A-MIB', name: 'b', message: '' },
  ];

  it('puts the gravest first, by the severity that project.yaml says', () => {
    const severity = new Map([['TEXT-CHANGED', 'breaking']] as const);
    const { changes } = judge(found, { severity, accept: [] });
    expect(changes.map(({ severity, rule }) => `${severity} ${rule}`)).to.deep.equal([
      'breaking TEXT-CHANGED',
      'breaking UNIT-CHANGED',
      'breaking UNIT-CHANGED',
    ]);
  });

  it('accepts what is meant, with its reason, and tells of what nothing needed', () => {
    const accept = [
      { rule: 'UNIT-CHANGED', name: 'b', reason: 'It was always so.' },
      { rule: 'OID-MOVED', reason: 'Never mind.' },
    ] as const;
    const { changes, idle } = judge(found, { severity: new Map(), accept });
    expect(changes.filter(({ accepted }) => accepted).map(({ name }) => name)).to.deep.equal(['b']);
    expect(idle).to.deep.equal([accept[1]]);
  });
});

describe('docs/diff.md', () => {
  it('has a section of each rule, with its severity', () => {
    const page = readFileSync(new URL('../../../docs/diff.md', import.meta.url), 'utf8');
    const sections = [...page.matchAll(/^### ([A-Z-]+)\n\n.*\*\*(\w+)\*\*/gm)].map(([, id, severity]) => [
      id,
      severity,
    ]);
    expect(sections).to.deep.equal(Object.entries(CHANGE_RULES).map(([id, { severity }]) => [id, severity]));
  });
});
