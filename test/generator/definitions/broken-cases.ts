import type { RuleId } from '../../../generator/rules.ts';
import type { SampleFile } from './sample.ts';

/** The sample with one thing wrong, and what must be said of it. */
export interface BrokenCase {
  /** Ends the sentence `It reports …`. */
  readonly what: string;
  readonly rule: RuleId;
  /** Default: sip.yaml. */
  readonly file?: SampleFile;
  /**
   * What is replaced in the sample by what. One replacement marks the place of the problem: `«` where it begins
   * and, if that is to be checked, `»` where it ends.
   */
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** Must be found in the remedy. */
  readonly remedy?: string;
  /** Must be found in the message. */
  readonly message?: string;
}

const FIRST_KPI = '  - name: Session Establishment Ratio';
const AT_FIRST_KPI = [
  '  - name: Session Establishment Ratio',
  '  - «name: Session Establishment Ratio',
] as const;
const FIRST_FORMULA = '100 * invite200 / (inviteAttempts - invite3xx)';
const SECOND_FORMULA = '100 - [Session Establishment Ratio]';
const FIRST_TYPE = 'dataType: real(2)\n    reportingFrequency: 5m\n    reportingDuration: 1h';
const FIRST_DURATION = 'reportingDuration: 1h';
const FIRST_RANGE = 'range: 0..100';
const THRESHOLD = 'threshold: { warning: "< 98", critical: "< 95" }';
const FIRST_REVISION = '- { date: 2026-11-21, description: A ratio a trunk. }';
const SECOND_REVISION = '- { date: 2026-10-01, description: First version. }';
const INDEX = '{ name: trunkName, dataType: string(1..32), description: Name of the trunk. }';
const ATTEMPTS =
  '{ name: inviteAttempts, description: INVITE requests received., unit: messages, dataType: counter }';
const CALLS =
  '{ name: trunkCalls, description: Calls up on the trunk., unit: calls, dataType: gauge, per: trunk }';

const formula = (what: string, rule: RuleId, text: string, remedy?: string): BrokenCase => ({
  what,
  rule,
  edits: [[`formula: ${FIRST_FORMULA}`, `formula: ${text}`]],
  ...(remedy === undefined ? {} : { remedy }),
});

const dataType = (text: string, remedy: string): BrokenCase => ({
  what: `O19: the data type \`${text}\``,
  rule: 'DATA-TYPE',
  edits: [[FIRST_TYPE, FIRST_TYPE.replace('real(2)', `«${text}»`)]],
  remedy,
});

const duration = (text: string, remedy: string): BrokenCase => ({
  what: `K11: the reporting duration \`${text}\``,
  rule: 'DURATION-FORM',
  edits: [[FIRST_DURATION, `reportingDuration: «${text}»`]],
  remedy,
});

const range = (what: string, rule: RuleId, text: string, remedy?: string): BrokenCase => ({
  what: `a range ${what}`,
  rule,
  edits: [[FIRST_RANGE, `range: «${text}»`]],
  ...(remedy === undefined ? {} : { remedy }),
});

const threshold = (what: string, rule: RuleId, text: string, remedy?: string): BrokenCase => ({
  what: `a threshold ${what}`,
  rule,
  edits: [[THRESHOLD, `threshold: { ${text} }`]],
  ...(remedy === undefined ? {} : { remedy }),
});

const revision = (what: string, date: string, remedy?: string): BrokenCase => ({
  what: `a revision of ${what}`,
  rule: 'REVISION-DATE',
  edits: [['date: 2026-10-01', `date: «${date}»`]],
  ...(remedy === undefined ? {} : { remedy }),
});

const module = (
  what: string,
  rule: RuleId,
  field: 'name' | 'prefix',
  text: string,
  remedy?: string,
): BrokenCase => ({
  what,
  rule,
  edits: [[field === 'name' ? 'name: EXAMPLE-SIP-KPI-MIB' : 'prefix: exSip', `${field}: «${text}»`]],
  ...(remedy === undefined ? {} : { remedy }),
});

const measurementName = (what: string, rule: RuleId, name: string, remedy?: string): BrokenCase => ({
  what: `a measurement called ${what}`,
  rule,
  edits: [['name: registrarUp', `name: «${name}»`]],
  ...(remedy === undefined ? {} : { remedy }),
});

const missing = (field: string, line: string): BrokenCase => ({
  what: `K01: a KPI without its ${field}`,
  rule: 'FIELD-MISSING',
  edits: [AT_FIRST_KPI, [line, '']],
  message: `\`Session Establishment Ratio\` has no \`${field}\``,
  remedy: `Add \`${field}\``,
});

const TEMPLATE: readonly BrokenCase[] = [
  {
    what: 'K01: a KPI without its name',
    rule: 'FIELD-MISSING',
    edits: [
      [
        `${FIRST_KPI}\n    description: Share of session attempts that were established.`,
        '  - «description: Share',
      ],
      [SECOND_FORMULA, '100 - inviteAttempts'],
    ],
    remedy: 'Add `name`',
  },
  missing('description', '    description: Share of session attempts that were established.\n'),
  missing('purpose', '    purpose: Shows whether users reach each other (RFC 6076 section 4.6).\n'),
  missing('formula', `    formula: ${FIRST_FORMULA}\n`),
  {
    what: 'K01: a KPI without its unit',
    rule: 'FIELD-MISSING',
    edits: [AT_FIRST_KPI, [`${FIRST_FORMULA}\n    unit: percent\n`, `${FIRST_FORMULA}\n`]],
    remedy: 'Add `unit`',
  },
  {
    what: 'K01: a KPI without its data type',
    rule: 'FIELD-MISSING',
    edits: [AT_FIRST_KPI, [FIRST_TYPE, FIRST_TYPE.replace('dataType: real(2)\n    ', '')]],
    remedy: 'Add `dataType`',
  },
  {
    what: 'K01: a KPI without its reporting frequency',
    rule: 'FIELD-MISSING',
    edits: [AT_FIRST_KPI, [FIRST_TYPE, FIRST_TYPE.replace('    reportingFrequency: 5m\n', '')]],
    remedy: 'Add `reportingFrequency`',
  },
  missing('reportingDuration', `    ${FIRST_DURATION}\n`),
  {
    what: 'K01: a KPI without its data source',
    rule: 'FIELD-MISSING',
    edits: [
      AT_FIRST_KPI,
      ['    dataSource: CPM\n    category: Accessibility\n', '    category: Accessibility\n'],
    ],
    remedy: 'Add `dataSource`',
  },
  {
    what: 'a field nobody knows, with the one meant',
    rule: 'FIELD-UNKNOWN',
    edits: [['    category: Accessibility', '    «catgory»: Accessibility']],
    remedy: 'Did you mean `category`?',
  },
  {
    what: 'a field nobody knows, with those there are',
    rule: 'FIELD-UNKNOWN',
    edits: [['    category: Accessibility', '    «owner»: me']],
    remedy: 'Its fields are name, description',
  },
  {
    what: 'K02: two KPIs of one name',
    rule: 'NAME-DUPLICATE',
    edits: [['  - name: Session Failure Ratio', '  - name: «Session Establishment Ratio»']],
    message: 'line 21 has it',
    remedy: 'another name',
  },
  {
    what: 'K02: a KPI with the name of a measurement of its module',
    rule: 'NAME-DUPLICATE',
    edits: [['  - name: Busiest Trunk Load', '  - name: «trunkCalls»']],
  },
  {
    what: 'a KPI called as items of reports (O09)',
    rule: 'NAME-RESERVED',
    edits: [['  - name: Busiest Trunk Load', '  - name: «kpi1.begin»']],
  },
  {
    what: 'K02: a KPI name with square brackets',
    rule: 'NAME-FORM',
    edits: [['  - name: Busiest Trunk Load', '  - name: «"Trunk [Load]"»']],
    remedy: 'Write `Trunk Load`.',
  },
  {
    what: 'K02: a KPI name of several lines',
    rule: 'NAME-FORM',
    edits: [['  - name: Busiest Trunk Load', '  - name: «|-\n      Busiest\n      Trunk']],
    remedy: 'Write `Busiest Trunk`.',
  },
  {
    what: 'K02: a KPI name that is too long',
    rule: 'FIELD-LENGTH',
    edits: [['  - name: Busiest Trunk Load', `  - name: «${'Busy '.repeat(13).trim()}s»`]],
    message: '65 characters; at most 64',
  },
  {
    what: 'K03: a description too long for SNMP',
    rule: 'FIELD-LENGTH',
    edits: [
      ['    description: Most calls on the trunk at a time.', `    description: «${'x'.repeat(1025)}»`],
    ],
    message: '1025 octets',
  },
  {
    what: 'K04: a purpose that is blank',
    rule: 'FIELD-EMPTY',
    edits: [['    purpose: Shows when a trunk fills up.', '    purpose: «"  "»']],
  },
  {
    what: 'K04: a purpose that is empty',
    rule: 'FIELD-EMPTY',
    edits: [['    purpose: Shows when a trunk fills up.', '    «purpose»:']],
    remedy: 'Write a value',
  },
  {
    what: 'K08: a unit that YAML takes for a number',
    rule: 'FIELD-TYPE',
    edits: [[`${FIRST_FORMULA}\n    unit: percent`, `${FIRST_FORMULA}\n    unit: «1.0»`]],
    remedy: 'Write it in quotes: "1.0".',
  },
  {
    what: 'K08: a unit that YAML takes for a comment',
    rule: 'FIELD-EMPTY',
    edits: [[`${FIRST_FORMULA}\n    unit: percent`, `${FIRST_FORMULA}\n    «unit»: #/s`]],
    remedy: 'Put the value in quotes',
  },
  {
    what: 'K12: a data source that YAML takes for a truth',
    rule: 'FIELD-TYPE',
    edits: [
      [
        '    dataSource: CPM\n    category: Accessibility',
        '    dataSource: «true»\n    category: Accessibility',
      ],
    ],
    remedy: 'Write it in quotes: "true".',
  },
  {
    what: 'K13: a category that is a list',
    rule: 'FIELD-TYPE',
    edits: [['    category: Accessibility', '    category: «[Accessibility]»']],
    message: 'must be text, not a list',
  },
  {
    what: 'a status nobody knows',
    rule: 'FIELD-VALUE',
    edits: [['    status: deprecated', '    status: «depricated»']],
    remedy: 'Did you mean `deprecated`?',
  },
];

const FORMULAS: readonly BrokenCase[] = [
  formula(
    'K05: a formula that names an unknown counter',
    'FORMULA-MEASUREMENT',
    '100 * «invite2000» / inviteAttempts',
    '`invite200`',
  ),
  formula('K05: a formula that breaks off', 'FORMULA-SYNTAX', '100 * «(»invite200'),
  formula('K05: a formula that is blank', 'FIELD-EMPTY', '«"  "»'),
  {
    what: 'K05: a formula that YAML takes for a number',
    rule: 'FIELD-TYPE',
    edits: [[`formula: ${FIRST_FORMULA}`, 'formula: «100»']],
    remedy: 'Write it in quotes: "100".',
  },
  formula('K05: a name with two dots', 'FORMULA-NAME', '100 * «RM..Succ» / inviteAttempts', 'RM.Succ'),
  formula('K05: a number without its zero', 'FORMULA-NUMBER', '«.5» * inviteAttempts', '0.5'),
  formula(
    'K05: a formula that nests too deeply',
    'FORMULA-SIZE',
    `${'('.repeat(200)}«(»inviteAttempts${')'.repeat(201)}`,
  ),
  formula(
    'K05: a function that is none',
    'FORMULA-FUNCTION',
    '«average»(inviteAttempts)',
    'The functions are',
  ),
  formula(
    'K05: a function with too many arguments',
    'FORMULA-ARGUMENT',
    '«rate(inviteAttempts, invite200)»',
    'rate(x)',
  ),
  formula('K05: a formula that reads nothing', 'FORMULA-CONSTANT', '«100 * 2»'),
  formula('O22: a formula that always divides by zero', 'FORMULA-ZERO', '«100 * invite200 / (1 - 1)»'),
  formula('O22: a character without meaning', 'FORMULA-CHARACTER', '100 * invite200 «%» inviteAttempts'),
  formula('K05: a column in the formula of a scalar', 'FORMULA-PER', '100 * «trunkCalls» / inviteAttempts'),
  formula('K05: a truth in a sum', 'FORMULA-TYPE', '100 + «registrarUp» + inviteAttempts'),
  formula(
    'K09: a formula that gives another type than the KPI has',
    'FORMULA-RESULT',
    '«inviteAttempts > 5»',
    'dataType',
  ),
  {
    what: 'K05: a problem in a formula in double quotes, folded over two lines, at its place',
    rule: 'FORMULA-MEASUREMENT',
    edits: [[`formula: ${FIRST_FORMULA}`, 'formula: "100\\t* invite200\n      / «inviteAttempt»"']],
    remedy: '`inviteAttempts`',
  },
  {
    what: 'K05: a problem in a formula in a block, at its place',
    rule: 'FORMULA-MEASUREMENT',
    edits: [[`formula: ${FIRST_FORMULA}`, 'formula: >-\n      100 * invite200\n\n      / «inviteAttempt»']],
  },
  {
    what: 'K06: a KPI that is not defined, with the one meant',
    rule: 'FORMULA-KPI',
    edits: [[SECOND_FORMULA, '100 - «[Session Establishment Ration]»']],
    remedy: 'Session Establishment Ratio',
  },
  {
    what: 'K07: a KPI that is defined later',
    rule: 'FORMULA-ORDER',
    edits: [
      [`formula: ${FIRST_FORMULA}`, 'formula: 100 - «[Session Failure Ratio]»'],
      [SECOND_FORMULA, 'rate(inviteAttempts)'],
    ],
    remedy: 'Move the definition',
  },
  {
    what: 'K07: a KPI that refers to itself',
    rule: 'FORMULA-ORDER',
    edits: [[`formula: ${FIRST_FORMULA}`, 'formula: inviteAttempts - «[Session Establishment Ratio]»']],
    message: 'its own KPI',
  },
  {
    what: 'K07: two KPIs that refer to each other',
    rule: 'FORMULA-ORDER',
    edits: [[`formula: ${FIRST_FORMULA}`, 'formula: 100 - «[Session Failure Ratio]»']],
    message: 'refer to each other',
  },
];

const TYPES: readonly BrokenCase[] = [
  dataType('float', 'real(2)'),
  dataType('Real(2)', 'Write `real(2)`.'),
  dataType('real', 'real(2)'),
  dataType('real(10)', 'at most 9 decimals'),
  dataType('int32', 'integer'),
  dataType('bool', 'boolean'),
  dataType('Counter64', 'Write `counter`.'),
  dataType('string(8)', 'Write `string(0..8)`.'),
  dataType('string(9..8)', 'the smaller number first'),
  dataType('string(1..256)', 'from 0 to 255 octets'),
  dataType('money', 'integer, counter, gauge'),
  {
    what: 'K09: a KPI that is a running total',
    rule: 'KPI-COUNTER',
    edits: [['    dataType: integer', '    dataType: «counter»']],
    remedy: 'gauge',
  },
  duration('5 min', 'Write `5m`.'),
  duration('1.5h', 'Write `90m`.'),
  duration('1h30m', 'Write `90m`.'),
  duration('forever', 'Write `continuous`.'),
  duration('"3600"', 'Write `1h`.'),
  {
    what: 'K10: a reporting frequency that YAML takes for a number',
    rule: 'FIELD-TYPE',
    edits: [['reportingFrequency: 15m', 'reportingFrequency: «900»']],
    message: 'a duration such as 30s, 5m, 1h or 7d',
    remedy: 'Write `15m`.',
  },
  {
    what: 'K10: a reporting frequency of nothing',
    rule: 'DURATION-FORM',
    edits: [['reportingFrequency: 15m', 'reportingFrequency: «0s»']],
  },
  {
    what: 'K10: a reporting frequency of thousands of years',
    rule: 'DURATION-FORM',
    edits: [['reportingFrequency: 15m', 'reportingFrequency: «999999999d»']],
  },
  {
    what: 'K11: a duration that is no multiple of the frequency',
    rule: 'DURATION-MULTIPLE',
    edits: [[FIRST_DURATION, 'reportingDuration: «62m»']],
    remedy: 'Write `1h` or `65m`.',
  },
  {
    what: 'K11: a duration that is shorter than the frequency',
    rule: 'DURATION-MULTIPLE',
    edits: [[FIRST_DURATION, 'reportingDuration: «2m»']],
    remedy: 'Write `5m`.',
  },
  range('with a hyphen', 'RANGE-FORM', '0-100', 'Write `0..100`.'),
  range('as a list', 'FIELD-TYPE', '[0, 100]', 'Write `0..100`.'),
  range('without an end', 'RANGE-FORM', '"0.."'),
  range('that runs backwards', 'RANGE-ORDER', '100..0', 'Write `0..100`.'),
  range('with more decimals than the type', 'RANGE-TYPE', '0..99.999', 'Round the range'),
  range('below zero and beyond 32 bits', 'RANGE-UNSUPPORTED', '-99999999999..100', 'Narrow the range'),
  range('beyond 64 bits', 'RANGE-UNSUPPORTED', '0..999999999999999999999', 'fewer decimals'),
  {
    what: 'O19: a range of a counter',
    rule: 'RANGE-TYPE',
    edits: [[ATTEMPTS, ATTEMPTS.replace(' }', ', range: «0..5» }')]],
    remedy: 'Leave it out',
  },
  {
    what: 'O19: a range of a text',
    rule: 'RANGE-TYPE',
    edits: [['unit: state, dataType: boolean', 'unit: state, dataType: string, range: «0..5»']],
    remedy: 'string(min..max)',
  },
  threshold('that is a number', 'FIELD-TYPE', 'warning: «98»', 'Write "< 98" or "> 98".'),
  threshold('with the operator turned round', 'THRESHOLD-FORM', 'warning: «"=< 98"»', 'Write "<= 98".'),
  threshold('with a unit', 'THRESHOLD-FORM', 'warning: «"< 98%"»', 'Write "< 98".'),
  threshold('that says nothing', 'THRESHOLD-FORM', 'warning: «low»'),
  {
    what: 'a threshold that everything crosses',
    rule: 'THRESHOLD-RANGE',
    edits: [[THRESHOLD, 'threshold: { warning: «"<= 100"» }']],
    message: 'Every figure in the range 0..100',
  },
  { what: 'a threshold of no level', rule: 'FIELD-EMPTY', edits: [[THRESHOLD, 'threshold: «{}»']] },
  threshold('of an unknown level', 'FIELD-UNKNOWN', 'warning: "< 98", «criticel»: "< 95"', '`critical`'),
  {
    what: 'a threshold that nothing crosses',
    rule: 'THRESHOLD-RANGE',
    edits: [[THRESHOLD, 'threshold: { warning: «"> 100"» }']],
    message: 'No figure in the range 0..100',
    remedy: 'within the range',
  },
  threshold(
    'that warns no earlier than it is critical',
    'THRESHOLD-ORDER',
    'warning: «"< 90"», critical: "< 95"',
    'before',
  ),
  {
    what: 'a threshold of a truth',
    rule: 'THRESHOLD-TYPE',
    edits: [
      [FIRST_TYPE, FIRST_TYPE.replace('real(2)', 'boolean')],
      [FIRST_FORMULA, 'registrarUp'],
      [SECOND_FORMULA, 'rate(inviteAttempts)'],
      [`    ${FIRST_RANGE}\n`, ''],
      [THRESHOLD, THRESHOLD.replace('{', '«{')],
    ],
  },
];

const MODULES: readonly BrokenCase[] = [
  module(
    'a module name with small letters and blanks',
    'MODULE-NAME',
    'name',
    'example sip',
    'Write `EXAMPLE-SIP-MIB`.',
  ),
  module('a module name with an underscore', 'MODULE-NAME', 'name', 'EXAMPLE_MIB', 'Write `EXAMPLE-MIB`.'),
  module('a module name that ends in a hyphen', 'MODULE-NAME', 'name', 'EXAMPLE-'),
  module(
    'a module name with two hyphens in a row',
    'MODULE-NAME',
    'name',
    'EXAMPLE--MIB',
    'Write `EXAMPLE-MIB`.',
  ),
  module('a module name without -MIB at its end', 'MODULE-NAME', 'name', 'EXAMPLE', 'Write `EXAMPLE-MIB`.'),
  module('a module name of more than 64 characters', 'FIELD-LENGTH', 'name', `E${'X'.repeat(60)}-MIB`),
  module('a module name of more than 32 characters', 'MODULE-NAME-LONG', 'name', `E${'X'.repeat(28)}-MIB`),
  module('the name of a standard module', 'MODULE-RESERVED', 'name', 'IF-MIB'),
  module('the name of our own base module', 'MODULE-RESERVED', 'name', 'KPI1-MIB'),
  module('a prefix with a capital first', 'MODULE-PREFIX', 'prefix', 'ExSip', 'Write `exSip`.'),
  module('a prefix with a hyphen', 'MODULE-PREFIX', 'prefix', 'ex-sip', 'Write `exSip`.'),
  module('a prefix of more than 16 characters', 'MODULE-PREFIX', 'prefix', 'abcdefghijklmnopq'),
  module('the prefix of the base module', 'MODULE-RESERVED', 'prefix', 'kpi1'),
  revision('30 February', '2026-02-30'),
  revision('another order', '01.10.2026', 'Write `2026-10-01`.'),
  revision('a time before SMI', '1989-12-31'),
  revision('no zero before a digit', '2026-1-1', 'Write `2026-01-01`.'),
  {
    what: 'revisions with the newest last',
    rule: 'REVISION-ORDER',
    edits: [
      [FIRST_REVISION, FIRST_REVISION.replace('2026-11-21', '2026-09-01')],
      [SECOND_REVISION, SECOND_REVISION.replace('2026-10-01', '«2026-10-01»')],
    ],
    remedy: 'newest first',
  },
  {
    what: 'two revisions of one day',
    rule: 'REVISION-ORDER',
    edits: [[SECOND_REVISION, SECOND_REVISION.replace('2026-10-01', '«2026-11-21»')]],
  },
  {
    what: 'no revision',
    rule: 'FIELD-EMPTY',
    edits: [[`  revisions:\n    ${FIRST_REVISION}\n    ${SECOND_REVISION}`, '  revisions: «[]»']],
  },
  {
    what: 'O20: an enterprise number of zero',
    rule: 'FIELD-RANGE',
    file: 'project.yaml',
    edits: [['enterprise: 32473', 'enterprise: «0»']],
  },
  {
    what: 'O20: an enterprise number beyond 32 bits',
    rule: 'FIELD-RANGE',
    file: 'project.yaml',
    edits: [['enterprise: 32473', 'enterprise: «4294967296»']],
  },
  {
    what: 'O20: an enterprise number that is an OID',
    rule: 'FIELD-TYPE',
    file: 'project.yaml',
    edits: [['enterprise: 32473', 'enterprise: «1.3.6.1.4.1.32473»']],
    message: 'must be a whole number, not the text',
  },
  {
    what: 'O20: no enterprise number',
    rule: 'FIELD-MISSING',
    file: 'project.yaml',
    edits: [['enterprise: 32473\norganization', '«organization']],
  },
  {
    what: 'an organization of no letters',
    rule: 'FIELD-EMPTY',
    file: 'project.yaml',
    edits: [['organization: Example Inc.', 'organization: «""»']],
  },
  {
    what: 'a management system that nothing is written for',
    rule: 'FIELD-VALUE',
    file: 'project.yaml',
    edits: [['enterprise: 32473', 'nms: [html, «zabix-7.0»]\nenterprise: 32473']],
    message:
      'Item 2 of `nms` is `zabix-7.0`, but must be `zabbix-6.0` or `zabbix-7.0` or `snmp_exporter` or ',
    remedy: 'Did you mean `zabbix-7.0`?',
  },
  {
    what: 'management systems that are no list',
    rule: 'FIELD-TYPE',
    file: 'project.yaml',
    edits: [['enterprise: 32473', 'nms: «html»\nenterprise: 32473']],
    message: '`nms` must be a list',
  },
  {
    what: 'a project without a contact',
    rule: 'FIELD-MISSING',
    file: 'project.yaml',
    edits: [
      ['enterprise', '«enterprise'],
      ['contact: noc@example.com\n', ''],
    ],
    remedy: 'Whom to ask',
  },
];

const OBJECTS: readonly BrokenCase[] = [
  {
    what: 'an object without an index',
    rule: 'FIELD-MISSING',
    edits: [
      ['  - name: trunk\n', '  - «name: trunk\n'],
      [`    index:\n      - ${INDEX}\n`, ''],
    ],
    message: 'The object `trunk` has no `index`',
  },
  {
    what: 'an index that is a truth',
    rule: 'INDEX-TYPE',
    edits: [[INDEX, INDEX.replace('string(1..32)', '«boolean»')]],
    remedy: 'string(1..32)',
  },
  {
    what: 'an index below zero',
    rule: 'INDEX-TYPE',
    edits: [[INDEX, INDEX.replace('string(1..32)', 'integer, range: «-1..10»')]],
    message: '0..4294967295',
  },
  {
    what: 'an index whose range runs backwards',
    rule: 'RANGE-ORDER',
    edits: [[INDEX, INDEX.replace('string(1..32)', 'integer, range: «10..1»')]],
  },
  {
    what: 'two index elements of one name',
    rule: 'NAME-DUPLICATE',
    edits: [[INDEX, `${INDEX}\n      - { name: «trunkName», dataType: integer, description: Again. }`]],
  },
  {
    what: 'two objects of one name',
    rule: 'NAME-DUPLICATE',
    edits: [
      [
        'measurements:',
        `  - name: «trunk»\n    description: Again.\n    index:\n      - ${INDEX}\nmeasurements:`,
      ],
    ],
  },
  {
    what: 'an object that nothing is measured per',
    rule: 'OBJECT-UNUSED',
    edits: [
      [
        'measurements:',
        `  - name: «node»\n    description: A node.\n    index:\n      - ${INDEX}\nmeasurements:`,
      ],
    ],
    remedy: 'per: node',
  },
  {
    what: 'a measurement per an object that is not there, with the one meant',
    rule: 'PER-UNKNOWN',
    edits: [
      [
        '{ name: registrarUp',
        '{ name: other, description: O., unit: calls, dataType: gauge, per: «trunc» }\n  - { name: registrarUp',
      ],
    ],
    remedy: 'Did you mean `trunk`?',
  },
  measurementName('with a hyphen', 'NAME-FORM', 'registrar-up', 'Write `registrar_up`.'),
  measurementName('with a digit first', 'NAME-FORM', '2xx'),
  measurementName('as a function', 'NAME-RESERVED', 'rate'),
  measurementName('as items of reports', 'NAME-RESERVED', 'kpi1.sequence'),
  measurementName('as another', 'NAME-DUPLICATE', 'invite200'),
  {
    what: 'a chosen descriptor that is none',
    rule: 'SNMP-NAME',
    edits: [['snmpName: PeakCalls', 'snmpName: «peak-calls»']],
    remedy: 'Write `peakCalls`.',
  },
  {
    what: 'a measurement that is a text',
    rule: 'FIELD-TYPE',
    edits: [[`  - ${CALLS}\n`, `  - ${CALLS}\n  - «calls»\n`]],
    message: 'Item 5 of `measurements` must be a map of fields',
  },
  {
    what: 'an index that is a map',
    rule: 'FIELD-TYPE',
    edits: [['    index:\n      - {', '    index:\n      «{']],
    remedy: 'Begin each item with a dash',
  },
];

const YAML: readonly BrokenCase[] = [
  {
    what: 'a tab that indents',
    rule: 'YAML-TAB',
    edits: [['  prefix: exSip', '«\tprefix: exSip']],
    remedy: 'Indent with spaces',
  },
  {
    what: 'a key that stands twice',
    rule: 'YAML-KEY-DUPLICATE',
    edits: [['  prefix: exSip', '  prefix: exSip\n  «prefix»: exTwo']],
  },
  {
    what: 'a value with a colon',
    rule: 'YAML-SYNTAX',
    edits: [['    purpose: Shows when a trunk fills up.', '    purpose: «Shows: when']],
    remedy: 'in quotes',
  },
  {
    what: 'a threshold that YAML takes for a block',
    rule: 'YAML-SYNTAX',
    edits: [[THRESHOLD, 'threshold:\n      warning: > «1»']],
    remedy: 'Put the whole value in quotes',
  },
  {
    what: 'a formula that YAML takes for a list',
    rule: 'YAML-SYNTAX',
    edits: [[SECOND_FORMULA, '[Session Establishment Ratio] «* 2']],
    remedy: 'Put the whole value in quotes',
  },
  {
    what: 'a unit that begins with a sign of YAML',
    rule: 'YAML-SYNTAX',
    edits: [[`${FIRST_FORMULA}\n    unit: percent`, `${FIRST_FORMULA}\n    unit: «%`]],
    remedy: 'Put the whole value in quotes',
  },
  {
    what: 'quotes that are never closed',
    rule: 'YAML-SYNTAX',
    edits: [['    snmpName: PeakCalls\n', '    snmpName: "PeakCalls\n«']],
    remedy: 'Close the quotes',
  },
  {
    what: 'a tag',
    rule: 'YAML-TAG',
    edits: [['    snmpName: PeakCalls', '    snmpName: «!upper» PeakCalls']],
    remedy: 'Leave the tag out',
  },
  {
    what: 'an alias without an anchor',
    rule: 'YAML-ALIAS',
    edits: [['    snmpName: PeakCalls', '    category: «*load»']],
  },
  {
    what: 'a merge key',
    rule: 'YAML-MERGE-KEY',
    edits: [['    snmpName: PeakCalls', '    «<<»: { snmpName: PeakCalls }']],
  },
  {
    what: 'O20: an enterprise number with a zero first',
    rule: 'YAML-NUMBER-ZERO',
    file: 'project.yaml',
    edits: [['enterprise: 32473', 'enterprise: «032473»']],
    remedy: 'Write 32473',
  },
  {
    what: 'a second document',
    rule: 'YAML-DOCUMENTS',
    edits: [['kpis:\n', '«---\nkpis:\n']],
  },
];

const TEXTS: readonly BrokenCase[] = [
  {
    what: 'O19: a unit in letters that SMI has not',
    rule: 'TEXT-TRANSLITERATED',
    edits: [['unit: state', 'unit: 10 «µs']],
    message: '`µ` becomes `u`',
  },
  {
    what: 'K03: curly quotes',
    rule: 'TEXT-TRANSLITERATED',
    edits: [
      [
        '    description: Most calls on the trunk at a time.',
        '    description: Most calls on the “trunk”.'.replace('“', '«“'),
      ],
    ],
    message: "`“` becomes `'`, `”` becomes `'`",
  },
  {
    what: 'K02: a name in letters that SMI has not',
    rule: 'TEXT-TRANSLITERATED',
    edits: [['  - name: Busiest Trunk Load', '  - name: Trunk «été']],
    message: '`é` becomes `e`',
  },
  {
    what: 'a tab in a text',
    rule: 'TEXT-TRANSLITERATED',
    edits: [['    description: Most calls on the trunk at a time.', '    description: "Most\u00ab\\tcalls"']],
    message: 'a tab becomes a blank',
  },
];

export const BROKEN_CASES: readonly BrokenCase[] = [
  ...TEMPLATE,
  ...FORMULAS,
  ...TYPES,
  ...MODULES,
  ...OBJECTS,
  ...YAML,
  ...TEXTS,
];
