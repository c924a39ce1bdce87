import { expect } from 'chai';
import { retire } from '../../../generator/edit/retire.ts';
import { generate } from '../../../generator/generate.ts';
import { DEFINITIONS } from '../diff/cases.ts';
import { changesOf, edited, projectOf, refusal } from './project.ts';

/** The definitions after the measurements of DEFINITIONS are laid out otherwise, and one of them is retired. */
function retired(measurements: string, name: string): string {
  const start = DEFINITIONS.indexOf('measurements:');
  const end = DEFINITIONS.indexOf('kpis:');
  const text = DEFINITIONS.slice(0, start) + measurements + DEFINITIONS.slice(end);
  const left = retire(projectOf({ 'sip.yaml': text }), { name }).files.get('sip.yaml')!;
  return left.slice(start, left.indexOf('kpis:'));
}

const ATTEMPTS = '{ name: attempts, description: A., unit: calls, dataType: counter }';
const ANSWERED = '{ name: answered, description: A., unit: calls, dataType: counter }';
const TRUNK = '{ name: trunkCalls, description: T., unit: calls, dataType: gauge, per: trunk }';

describe('retiring (O21)', () => {
  it('takes the definition out, and keeps it in lock and MIB as obsolete', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const done = retire(before, { name: 'delay' });
    expect(done.files.get('sip.yaml')).to.equal(DEFINITIONS.replace(/ {2}- \{ name: delay.*\n/, ''));
    expect(done.files.get('oid.lock.yaml')).to.equal(
      `${before.lock!.content}`.replace('unit: seconds }', 'unit: seconds, status: obsolete }'),
    );
    const now = edited(before, done);
    expect(changesOf(before, now)).to.deep.equal(['OBJECT-REMOVED delay', 'REVISION-MISSING']);
    const { output } = generate({ ...now, lock: now.lock!, handlers: new Map(), generator: 'kpi1 test' });
    expect(output!.files.get('mibs/EX-SIP-KPI-MIB.mib')).to.match(
      /exSipDelay OBJECT-TYPE[^:]*STATUS +obsolete/,
    );
    expect(output!.lock).to.equal(now.lock!.content);
  });

  it('marks a table obsolete with its last column, and says how to take the object out', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    const done = retire(before, { name: 'trunkCalls' });
    const now = edited(before, done);
    expect(done.files.get('oid.lock.yaml')).to.match(/trunk: \{ arc: 1.*status: obsolete \}/);
    expect(done.notes.join()).to.include('kpi1 retire trunk takes it out');
    const { output } = generate({ ...now, lock: now.lock!, handlers: new Map(), generator: 'kpi1 test' });
    expect(output!.lock).to.equal(now.lock!.content);
    const without = retire(now, { name: 'trunk' }).files.get('sip.yaml')!;
    expect(without).to.include('Second version').and.not.include('objects:').and.not.include('trunkNumber');
  });

  it('refuses with every place that refers to it', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    expect(refusal(() => retire(before, { name: 'answered' }))).to.deep.equal([
      'sip.yaml:23:20: The formula of Answer Ratio refers to the measurement answered. Change or retire it first.',
    ]);
    expect(refusal(() => retire(before, { name: 'Answer Ratio' }))[0]).to.match(
      /^sip\.yaml:34:20: The formula of Failure/,
    );
    expect(refusal(() => retire(before, { name: 'trunk' }))).to.deep.equal([
      'sip.yaml:18:97: trunkCalls refers to the object trunk. Retire what is measured per trunk first.',
    ]);
  });

  it('refuses a module, and the last thing that it defines', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS });
    expect(refusal(() => retire(before, { name: 'EX-SIP-KPI-MIB' }))[0]).to.include('delete sip.yaml');
    const single = DEFINITIONS.replace(/objects:[\s\S]*/, `measurements: [${ATTEMPTS}]\n`);
    expect(refusal(() => retire(projectOf({ 'sip.yaml': single }), { name: 'attempts' }))[0]).to.include(
      'defines nothing else',
    );
  });

  it('takes the comments of a definition with it, and no others', () => {
    const laidOut = `measurements:
  # The first.
  - ${ATTEMPTS} # attempts

  - ${ANSWERED}
    # of answered

  # About old,
  # in two lines.
  - name: old # now
    # inside
    description: >-
      Old.

      Paragraph.
    unit: calls
    dataType: counter
    # below

  # About the trunk.
  - ${TRUNK}
`;
    expect(retired(laidOut, 'old')).to.equal(laidOut.replace(/ {2}# About old,[\s\S]*below\n\n/, ''));
  });

  it('takes out the first and the last of a list, and a list with its only item', () => {
    const laidOut = `measurements:
- name: old
  description: O.
  unit: calls
  dataType: counter
- ${ATTEMPTS}
- ${ANSWERED}
- ${TRUNK}
-
  # new style
  name: late
  description: L.
  unit: calls
  dataType: counter
# The KPIs.
`;
    expect(retired(laidOut, 'old')).to.equal(laidOut.replace(/- name: old[^-]*/, ''));
    expect(retired(laidOut, 'late')).to.equal(laidOut.replace(/-\n {2}# new[^#]*/, ''));
    const text = DEFINITIONS.replace(
      /measurements:[\s\S]*/,
      'measurements: # all\n  - { name: delay, description: D., unit: s, dataType: real(3) }\n',
    );
    const other = `${text.replace(/objects:[\s\S]*measurements/, 'measurements')}# end\nkpis:\n  - { name: One, description: O., purpose: P., formula: "1", unit: u, dataType: gauge, reportingFrequency: 5m, reportingDuration: 1h, dataSource: D }\n`;
    expect(retire(projectOf({ 'sip.yaml': other }), { name: 'delay' }).files.get('sip.yaml')).to.equal(
      other.replace(/measurements: # all\n.*\n/, ''),
    );
  });

  it('takes an item out of a list in brackets, unless a comment stands between', () => {
    const flow = `measurements: [${ATTEMPTS}, ${ANSWERED},\n  { name: old, description: O., unit: calls, dataType: counter },\n  ${TRUNK} ]\n`;
    expect(retired(flow, 'old')).to.equal(flow.replace(/\{ name: old[^}]*\},\s*/, ''));
    expect(retired(flow, 'trunkCalls')).to.equal(flow.replace(`,\n  ${TRUNK}`, ''));
    const commented = flow
      .replace('  { name: old', '  # of old\n  { name: old')
      .replace(TRUNK, `# of trunk\n  ${TRUNK}`);
    expect(() => retired(commented, 'old')).to.throw('This cannot be taken out as it is laid out.');
  });

  it('keeps line ends as they are', () => {
    const before = projectOf({ 'sip.yaml': DEFINITIONS.replaceAll('\n', '\r\n') });
    const revision = { date: '2026-12-01', description: 'Less.' };
    const text = retire(before, { name: 'delay', revision }).files.get('sip.yaml')!;
    expect(text.split('\r\n').length).to.equal(text.split('\n').length);
    expect(text).to.include('    - { date: 2026-12-01, description: Less. }\r\n');
  });
});
