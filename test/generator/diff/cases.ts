import type { ChangeRuleId } from '../../../generator/diff/rules.ts';

/** One change of a small project, and what it is. */
export interface DiffCase {
  readonly what: string;
  /** Text → text, in the definitions. */
  readonly definitions?: readonly (readonly [string | RegExp, string])[];
  /** The same in the lock, as somebody edits it who should not. */
  readonly lock?: readonly (readonly [string | RegExp, string])[];
  /** Nothing of the lock is left. */
  readonly forgetLock?: true;
  /** A new revision comes with it. */
  readonly revised?: true;
  readonly rules: readonly ChangeRuleId[];
  /** What smidiff says of the MIB modules that come of it: at most that a description is another, or more. */
  readonly smidiff: 'nothing' | 'a description' | 'a change';
}

export const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';

export const DEFINITIONS = `module:
  name: EX-SIP-KPI-MIB
  prefix: exSip
  description: SIP KPIs.
  revisions:
    - { date: 2026-11-20, description: Second version. }
    - { date: 2026-11-01, description: First version. }
objects:
  - name: trunk
    description: A trunk.
    index:
      - { name: trunkNumber, dataType: integer, range: 1..1000, description: Number of the trunk. }
measurements:
  - { name: attempts, description: Calls attempted., unit: calls, dataType: counter }
  - { name: answered, description: Calls answered., unit: calls, dataType: counter }
  - { name: load, description: Load of the server., unit: percent, dataType: gauge, range: 0..200 }
  - { name: delay, description: Delay of an answer., unit: seconds, dataType: real(3) }
  - { name: trunkCalls, description: Calls up on the trunk., unit: calls, dataType: gauge, per: trunk }
kpis:
  - name: Answer Ratio
    description: Share of calls that were answered.
    purpose: Shows whether calls get through.
    formula: 100 * answered / attempts
    unit: percent
    dataType: real(2)
    range: 0..100
    threshold: { warning: "< 98" }
    reportingFrequency: 5m
    reportingDuration: 1h
    dataSource: SIP
  - name: Failure Ratio
    description: Share of calls that were not answered.
    purpose: Shows whether calls fail.
    formula: 100 - [Answer Ratio]
    unit: percent
    dataType: real(2)
    reportingFrequency: 5m
    reportingDuration: 1h
    dataSource: SIP
`;

const REVISION = [
  'revisions:\n',
  'revisions:\n    - { date: 2026-11-22, description: Third version. }\n',
] as const;

/** The definitions after a case's change. */
export function changed({ definitions = [], revised }: DiffCase): string {
  const changes = revised ? [...definitions, REVISION] : definitions;
  return changes.reduce((text, [from, to]) => replaceOnce(text, from, to), DEFINITIONS);
}

export function changedLock({ lock = [], forgetLock }: DiffCase, text: string): string | undefined {
  return forgetLock ? undefined : lock.reduce((all, [from, to]) => replaceOnce(all, from, to), text);
}

function replaceOnce(text: string, from: string | RegExp, to: string): string {
  const replaced = text.replace(from, to);
  if (replaced === text) throw new Error(`the case changes nothing: ${from}`);
  return replaced;
}

const GONE = /^ {6}- \{ name: load,.*\n|^ {2}- \{ name: load,.*\n/m;

export const CASES: readonly DiffCase[] = [
  { what: 'nothing', rules: [], smidiff: 'nothing' },
  {
    what: 'a measurement more',
    definitions: [
      ['kpis:\n', '  - { name: more, description: More., unit: calls, dataType: counter }\nkpis:\n'],
    ],
    revised: true,
    rules: ['OBJECT-ADDED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'a measurement less',
    definitions: [[GONE, '']],
    revised: true,
    rules: ['OBJECT-REMOVED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'a measurement less, and its number given away',
    definitions: [
      [GONE, ''],
      ['kpis:\n', '  - { name: more, description: More., unit: calls, dataType: gauge }\nkpis:\n'],
    ],
    lock: [
      [/^ *load:.*\n/m, ''],
      [/arc: 4, descriptor: exSipDelay/, 'arc: 3, descriptor: exSipDelay'],
      [/arc: 5, per/, 'arc: 4, per'],
    ],
    revised: true,
    rules: ['OID-REUSED', 'OID-MOVED', 'OBJECT-ADDED', 'OBJECT-REMOVED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'three decimals that become two',
    definitions: [['dataType: real(3)', 'dataType: real(2)']],
    lock: [['syntax: Real3, unit: seconds', 'syntax: Real2, unit: seconds']],
    revised: true,
    rules: ['SCALING-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'a gauge that becomes a counter',
    definitions: [['unit: percent, dataType: gauge, range: 0..200', 'unit: percent, dataType: counter']],
    lock: [[/Gauge32 \(0\.\.200\)/, 'Counter64']],
    revised: true,
    rules: ['TYPE-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'an index of another type',
    definitions: [['dataType: integer, range: 1..1000,', 'dataType: string(1..32),']],
    lock: [[/Unsigned32 \(1\.\.1000\)/, 'Utf8 (SIZE (1..32))']],
    revised: true,
    rules: ['INDEX-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'an index that has one part more',
    definitions: [
      [
        'description: Number of the trunk. }\n',
        'description: Number of the trunk. }\n      - { name: leg, dataType: integer, range: 1..2, description: Leg. }\n',
      ],
    ],
    forgetLock: true,
    revised: true,
    rules: ['INDEX-CHANGED', 'OID-MOVED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'another unit',
    definitions: [['unit: seconds', 'unit: milliseconds']],
    revised: true,
    rules: ['UNIT-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'a narrower range',
    definitions: [['range: 0..200', 'range: 0..100']],
    revised: true,
    rules: ['RANGE-NARROWED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'a wider range',
    definitions: [['range: 0..200', 'range: 0..1000']],
    revised: true,
    rules: ['RANGE-WIDENED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'a scalar that becomes a column',
    definitions: [['name: load, description', 'name: load, per: trunk, description']],
    lock: [[/load: \{ arc: 3, descriptor/, 'load: { arc: 3, per: trunk, column: 3, descriptor']],
    revised: true,
    rules: ['PLACE-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'another descriptor',
    definitions: [['name: load, description', 'name: load, snmpName: serverLoad, description']],
    lock: [['exSipLoad', 'exSipServerLoad']],
    revised: true,
    rules: ['DESCRIPTOR-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'another name on the same descriptor, as kpi1 rename makes it',
    definitions: [['name: load, description', 'name: serverLoad, description']],
    lock: [[/^( *)load:/m, '$1serverLoad:']],
    revised: true,
    rules: ['OBJECT-RENAMED', 'REVISION-ADDED'],
    smidiff: 'a description',
  },
  {
    what: 'another formula, and a KPI that refers to it',
    definitions: [['100 * answered / attempts', '100 * (answered + 1) / attempts']],
    revised: true,
    rules: ['FORMULA-CHANGED', 'FORMULA-AFFECTED', 'REVISION-ADDED'],
    smidiff: 'a description',
  },
  {
    what: 'another frequency, duration and threshold',
    definitions: [
      [
        'threshold: { warning: "< 98" }\n    reportingFrequency: 5m\n    reportingDuration: 1h',
        'threshold: { warning: "< 95", critical: "< 90" }\n    reportingFrequency: 15m\n    reportingDuration: 1d',
      ],
    ],
    revised: true,
    rules: [
      'FREQUENCY-CHANGED',
      'DURATION-CHANGED',
      'THRESHOLD-CHANGED',
      'THRESHOLD-CHANGED',
      'FORMULA-AFFECTED',
      'REVISION-ADDED',
    ],
    smidiff: 'a description',
  },
  {
    what: 'figures in another order',
    definitions: [[/^( {2}- \{ name: attempts,.*\n)( {2}- \{ name: answered,.*\n)/m, '$2$1']],
    revised: true,
    rules: ['REPORT-REORDERED', 'REVISION-ADDED'],
    smidiff: 'nothing',
  },
  {
    what: 'a deprecated measurement and other words',
    definitions: [
      ['description: Load of the server., unit', 'description: Load of the CPU., status: deprecated, unit'],
    ],
    revised: true,
    rules: ['STATUS-CHANGED', 'TEXT-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a change',
  },
  {
    what: 'other words about an index',
    definitions: [['Number of the trunk.', 'Its number.']],
    revised: true,
    rules: ['TEXT-CHANGED', 'REVISION-ADDED'],
    smidiff: 'a description',
  },
  {
    what: 'a change without a new revision',
    definitions: [['range: 0..200', 'range: 0..1000']],
    rules: ['RANGE-WIDENED', 'REVISION-MISSING'],
    smidiff: 'a change',
  },
  {
    what: 'a history of revisions that was rewritten',
    definitions: [['description: First version.', 'description: The first version.']],
    rules: ['REVISION-REWRITTEN'],
    smidiff: 'a change',
  },
  {
    what: 'another name of the module, with its prefix',
    definitions: [['EX-SIP-KPI-MIB', 'EX-VOICE-KPI-MIB']],
    lock: [['EX-SIP-KPI-MIB', 'EX-VOICE-KPI-MIB']],
    revised: true,
    rules: ['MODULE-RENAMED', 'REVISION-ADDED'],
    smidiff: 'nothing',
  },
];
