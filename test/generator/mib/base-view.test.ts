import { expect } from 'chai';
import { baseDescriptors, baseView } from '../../../generator/mib/base-view.ts';
import { printMib } from '../../../generator/mib/print-mib.ts';
import { rootsOf, structuralDescriptors } from '../../../generator/mib/structure.ts';
import { BASE_GROUPS } from '../../../model/base-mib.ts';

const PROJECT = { enterprise: 32473, organization: 'Example Inc.', contact: 'noc@example.com' };
const TEXT = printMib(baseView(PROJECT, `${rootsOf(PROJECT, undefined, ['kpi1']).modules} 1`));

describe('KPI1-MIB', () => {
  it('has the objects that others rely on (K67, K71)', () => {
    for (const descriptor of [
      'kpi1InstanceId',
      'kpi1KpiTable',
      'kpi1PmTable',
      'kpi1ConfigTable',
      'kpi1ReportTable',
      'kpi1IntervalTable',
    ]) {
      expect(TEXT).to.match(new RegExp(`^${descriptor} OBJECT-TYPE$`, 'm'));
    }
  });

  it('has its notifications below .0, with the objects they carry (K65, K69)', () => {
    expect(TEXT).to.include('kpi1Notifications OBJECT IDENTIFIER ::= { kpi1MIB 0 }');
    const report = /^kpi1PmReport NOTIFICATION-TYPE\n {4}OBJECTS {5}\{([^}]*)\}/m.exec(TEXT)?.[1];
    expect(report?.split(',').map((name) => name.trim())).to.deep.equal([
      'kpi1InstanceId',
      'kpi1ReportIdentifier',
      'kpi1ReportSequence',
      'kpi1ReportPart',
      'kpi1ReportParts',
      'kpi1ReportBegin',
      'kpi1ReportEnd',
    ]);
    for (const name of ['kpi1ThresholdRaised', 'kpi1ThresholdCleared', 'kpi1AgentStart']) {
      expect(TEXT).to.match(new RegExp(`^${name} NOTIFICATION-TYPE$`, 'm'));
    }
  });

  it('is below the enterprise of the project (O20)', () => {
    expect(TEXT).to.include('::= { enterprises exampleInc(32473) 1 }');
  });

  it('lets nobody write (K72)', () => {
    expect(TEXT).not.to.match(/read-write|read-create/);
  });

  it('leaves out the length of no index that may be empty (RFC 2578 section 7.7)', () => {
    for (const group of BASE_GROUPS) {
      if (group.kind !== 'table' || !group.impliedIndex) continue;
      const syntax = group.index.at(-1)?.syntax;
      expect(syntax?.kind === 'text' ? syntax.min : undefined, group.name).to.be.greaterThan(0);
    }
  });

  it('has no descriptor but those that are kept from other modules', () => {
    const kept = new Set([...baseDescriptors(), ...structuralDescriptors('kpi1')]);
    const defined = [...TEXT.matchAll(/^(kpi1\w*) +(?:OBJECT|MODULE|NOTIFICATION)/gm)].map(
      ([, name]) => name,
    );
    expect(defined.filter((name) => !kept.has(name ?? ''))).to.deep.equal([]);
    expect(defined.length).to.be.greaterThan(80);
  });
});

describe('The label of the enterprise', () => {
  const label = (organization: string, prefixes: readonly string[] = ['kpi1']) =>
    /^enterprises (\w+)\(32473\)$/.exec(
      rootsOf({ enterprise: 32473, organization }, undefined, prefixes).modules,
    )?.[1];

  it("is made of the organization's name", () => {
    expect(label('Example Inc.')).to.equal('exampleInc');
    expect(label('ACME')).to.equal('aCME');
  });

  it('is made of the number where the name gives none', () => {
    expect(label('3 Bears')).to.equal('enterprise32473');
    expect(label('***')).to.equal('enterprise32473');
  });

  it('is made of the number where it begins as a descriptor does', () => {
    expect(label('Example Inc.', ['kpi1', 'example'])).to.equal('enterprise32473');
  });
});
