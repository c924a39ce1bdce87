import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Lock } from '../../../generator/lock/lock.ts';
import { readLock } from '../../../generator/lock/read-lock.ts';
import { scanLock } from '../../../generator/lock/scan-lock.ts';
import { writeLock } from '../../../generator/lock/write-lock.ts';
import { lockArbitrary } from './lock-arbitrary.ts';

const LOCK = `\
version: 1
enterprise: 32473
modules:
  EXAMPLE-SIP-KPI-MIB:
    arc: 2
    prefix: exSip
    objects:
      trunk: { arc: 1, descriptor: exSipTrunk, index: [{ name: trunkName, descriptor: exSipTrunkName, syntax: Utf8 (SIZE (1..32)) }] }
    measurements:
      inviteAttempts: { arc: 1, descriptor: exSipInviteAttempts, syntax: Counter64, unit: messages }
      trunkCalls: { arc: 2, per: trunk, column: 2, descriptor: exSipTrunkCalls, syntax: Gauge32, unit: calls }
    kpis:
      Session Ratio: { arc: 1, descriptor: exSipSessionRatio, syntax: Real2 (0..10000), unit: percent }
      Old KPI: { arc: 2, descriptor: exSipOldKpi, syntax: Real2, unit: percent, status: obsolete }
`;

/** A lock without the lines its entries stand on. */
function withoutLines(lock: Lock | undefined): unknown {
  return JSON.parse(
    JSON.stringify(lock, (key, value) => {
      if (value instanceof Map) return [...value];
      return key === 'line' ? undefined : value;
    }) ?? 'null',
  );
}

describe('The OID lock is read', () => {
  it('reads what was written, whatever the names (O21)', () => {
    fc.assert(
      fc.property(lockArbitrary, (lock) => {
        const read = readLock('oid.lock.yaml', writeLock(lock));
        expect(read.diagnostics).to.deep.equal([]);
        expect(withoutLines(read.lock)).to.deep.equal(withoutLines(lock));
      }),
    );
  });

  it('reads its own lines as YAML would read them', () => {
    fc.assert(
      fc.property(lockArbitrary, (lock) => {
        const text = writeLock(lock);
        const scanned = scanLock(text);
        expect(scanned).not.to.equal(undefined);
        const asYaml = readLock('oid.lock.yaml', `${text}# a comment at the end\n`);
        expect(scanLock(`${text}# a comment at the end\n`)).to.equal(undefined);
        expect(asYaml.diagnostics).to.deep.equal([]);
        expect(asYaml.lock).to.deep.equal(scanned);
        expect(Object.keys(parse(text).modules)).to.have.members([...lock.modules.keys()]);
      }),
    );
  });

  it('reads a lock that somebody laid out another way', () => {
    const text = LOCK.replace(
      '{ arc: 1, descriptor: exSipInviteAttempts,',
      '{ descriptor: exSipInviteAttempts, arc: 1,',
    );
    expect(scanLock(text)).to.equal(undefined);
    expect(readLock('oid.lock.yaml', text).lock).to.deep.equal(readLock('oid.lock.yaml', LOCK).lock);
  });

  it('knows the line of every entry', () => {
    const module = readLock('oid.lock.yaml', LOCK).lock?.modules.get('EXAMPLE-SIP-KPI-MIB');
    expect(module?.line).to.equal(4);
    expect(module?.kpis.get('Old KPI')?.line).to.equal(14);
  });

  const edit = (from: string, to: string) => {
    expect(LOCK).to.include(from);
    return LOCK.replace(from, to);
  };
  const session = 'Session Ratio: { arc: 1, descriptor: exSipSessionRatio';
  for (const [wrong, text, line, rule, message] of [
    ['is empty', '', 1, 'YAML-EMPTY', /nothing/],
    ['is no YAML', edit('kpis:', 'kpis: ['), 14, 'YAML-SYNTAX', /./],
    ['is cut short', LOCK.slice(0, LOCK.indexOf(' }\n    kpis')), 11, 'YAML-SYNTAX', /./],
    ['is of a later version', edit('version: 1', 'version: 2'), 1, 'LOCK-VERSION', /version 2.*version 1/],
    ['has no version', edit('version: 1\n', ''), 1, 'FIELD-MISSING', /version/],
    ['has an unknown key', edit('    prefix', '    perfix'), 6, 'FIELD-UNKNOWN', /perfix/],
    [
      'has an unknown key in an entry',
      edit('unit: messages', 'units: messages'),
      10,
      'FIELD-UNKNOWN',
      /units/,
    ],
    ['has a name twice', edit('Old KPI', 'Session Ratio'), 14, 'YAML-KEY-DUPLICATE', /Session Ratio/],
    ['has an arc of 0', edit(session, session.replace('arc: 1', 'arc: 0')), 13, 'FIELD-RANGE', /arc/],
    [
      'has an arc beyond all',
      edit(session, session.replace('arc: 1', 'arc: 4294967295')),
      13,
      'FIELD-RANGE',
      /arc/,
    ],
    ['has a negative arc', edit(session, session.replace('arc: 1', 'arc: -1')), 13, 'FIELD-RANGE', /arc/],
    ['has text for an arc', edit(session, session.replace('arc: 1', 'arc: one')), 13, 'FIELD-TYPE', /arc/],
    ["has KPI1-MIB's arc for a module", edit('arc: 2\n', 'arc: 1\n'), 5, 'FIELD-RANGE', /arc/],
    ['has an unknown type', edit('Gauge32', 'Gauge33'), 11, 'FIELD-FORM', /Counter64/],
    ['has an unknown status', edit('status: obsolete', 'status: gone'), 14, 'FIELD-VALUE', /obsolete/],
    ['has a column without its arc', edit('column: 2, ', ''), 11, 'LOCK-ARC', /no column/],
    [
      'has one arc twice',
      edit(session, session.replace('arc: 1', 'arc: 2')),
      14,
      'LOCK-ARC',
      /Session Ratio.*line 13/,
    ],
    [
      'has a column twice',
      edit('unit: messages', 'unit: messages').replace(
        'inviteAttempts: { arc: 1,',
        'inviteAttempts: { arc: 1, per: trunk, column: 2,',
      ),
      11,
      'LOCK-ARC',
      /column 2.*line 10/,
    ],
    ['has an index column for a measurement', edit('column: 2', 'column: 1'), 11, 'LOCK-ARC', /column 1/],
    ['has a column of no object', edit('per: trunk', 'per: trunks'), 11, 'LOCK-ARC', /no object/],
    ['has one descriptor twice', edit('exSipOldKpi', 'exSipsessionratio'), 14, 'LOCK-DESCRIPTOR', /line 13/],
    [
      "has the module's own descriptor",
      edit('exSipOldKpi', 'exSipGroups'),
      14,
      'LOCK-DESCRIPTOR',
      /EXAMPLE-SIP-KPI-MIB/,
    ],
    [
      'has a descriptor without the prefix',
      edit('exSipOldKpi', 'enterprises'),
      14,
      'LOCK-DESCRIPTOR',
      /exSip/,
    ],
    ['has a descriptor that is none', edit('exSipOldKpi', 'ex-sip'), 14, 'FIELD-FORM', /letter/],
  ] as const) {
    it(`refuses a lock that ${wrong}, naming its line`, () => {
      const { lock, diagnostics } = readLock('kpi-defs/oid.lock.yaml', text);
      expect(lock).to.equal(undefined);
      const found = diagnostics.find((diagnostic) => diagnostic.rule === rule);
      expect(found, JSON.stringify(diagnostics)).not.to.equal(undefined);
      expect(found?.message + (found?.remedy ?? '')).to.match(message);
      expect(found?.place).to.include({ file: 'kpi-defs/oid.lock.yaml', line });
    });
  }

  it('says all that is wrong with a lock at once', () => {
    const text = LOCK.replace('Gauge32', 'Gauge33').replace('unit: messages', 'units: messages');
    expect(readLock('oid.lock.yaml', text).diagnostics.map(({ rule }) => rule)).to.include.members([
      'FIELD-FORM',
      'FIELD-UNKNOWN',
    ]);
  });

  it('survives whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.nat(LOCK.length), fc.nat(LOCK.length), fc.string(), (start, end, noise) => {
        const broken = LOCK.slice(0, Math.min(start, end)) + noise + LOCK.slice(Math.max(start, end));
        const { lock, diagnostics } = readLock('oid.lock.yaml', broken);
        expect(lock === undefined).to.equal(diagnostics.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 300 },
    );
  });
});
