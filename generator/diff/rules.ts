/** How much a change means to managers that poll what was there before. */
export const CHANGE_SEVERITIES = ['breaking', 'risky', 'safe'] as const;
export type ChangeSeverity = (typeof CHANGE_SEVERITIES)[number];

export interface ChangeRule {
  readonly severity: ChangeSeverity;
  /** What changed, in a few words. */
  readonly title: string;
  /** What a poller that knows the old MIB sees. */
  readonly poller: string;
}

/** Every kind of change that kpi1 diff knows. docs/diff.md has a section for each. */
export const CHANGE_RULES = {
  'ENTERPRISE-CHANGED': {
    severity: 'breaking',
    title: 'The enterprise number changed',
    poller: 'noSuchObject for every OID: all of them moved.',
  },
  'MODULE-REMOVED': {
    severity: 'breaking',
    title: 'A module was removed',
    poller: 'noSuchObject for every object of the module.',
  },
  'MODULE-RENAMED': {
    severity: 'risky',
    title: 'A module has another name',
    poller: 'The same OIDs; names such as OLD-MIB::object are not found once the new MIB is loaded.',
  },
  'MODULE-ADDED': { severity: 'safe', title: 'A module was added', poller: 'Nothing: the OIDs are new.' },
  'OID-MOVED': {
    severity: 'breaking',
    title: 'An OID moved',
    poller: 'noSuchObject at the OID that it polls.',
  },
  'OID-REUSED': {
    severity: 'breaking',
    title: 'An OID means something else',
    poller: 'Figures of another object under the old name, without an error.',
  },
  'OBJECT-REMOVED': {
    severity: 'breaking',
    title: 'An object is no longer served',
    poller: 'noSuchInstance: the object is obsolete and has no value any more.',
  },
  'OBJECT-RENAMED': {
    severity: 'risky',
    title: 'A figure has another name in the definitions',
    poller: 'The same OID; KPI-1 over HTTP and FTP, and the tables of KPI1-MIB, show the new name.',
  },
  'OBJECT-ADDED': { severity: 'safe', title: 'An object was added', poller: 'Nothing: the OID is new.' },
  'PLACE-CHANGED': {
    severity: 'breaking',
    title: 'A scalar became a column, or the other way',
    poller: 'noSuchInstance: the instances have other indexes.',
  },
  'DESCRIPTOR-CHANGED': {
    severity: 'breaking',
    title: 'A descriptor changed',
    poller: 'The same OID; metrics, items and templates that are made from names break.',
  },
  'TYPE-CHANGED': {
    severity: 'breaking',
    title: 'A type changed',
    poller: 'Values of another type: counters read as gauges, rates of what is no counter, or errors.',
  },
  'SCALING-CHANGED': {
    severity: 'breaking',
    title: 'The number of decimals changed',
    poller: 'Values that are a power of ten too large or too small, without an error.',
  },
  'UNIT-CHANGED': {
    severity: 'breaking',
    title: 'A unit changed',
    poller: 'Figures in another unit under the old label, without an error.',
  },
  'RANGE-NARROWED': {
    severity: 'risky',
    title: 'A range became narrower',
    poller: 'Less than it was told to expect: what was a value may be missing now.',
  },
  'RANGE-WIDENED': {
    severity: 'safe',
    title: 'A range became wider',
    poller: 'Values beyond the limits of its graphs.',
  },
  'INDEX-CHANGED': {
    severity: 'breaking',
    title: 'The index of a table changed',
    poller: 'Rows whose index it cannot take apart, and other instances than it polls.',
  },
  'FORMULA-CHANGED': {
    severity: 'risky',
    title: 'A formula changed',
    poller: 'Figures that are not comparable with those before.',
  },
  'FORMULA-AFFECTED': {
    severity: 'risky',
    title: 'A formula refers to a KPI that is calculated in another way',
    poller: 'Figures that are not comparable with those before.',
  },
  'FREQUENCY-CHANGED': {
    severity: 'risky',
    title: 'A reporting frequency changed',
    poller: 'Figures over longer or shorter intervals; polls that come too seldom or too often.',
  },
  'DURATION-CHANGED': {
    severity: 'risky',
    title: 'A reporting duration changed',
    poller: 'Reports that end sooner or later; polls go on as before.',
  },
  'THRESHOLD-CHANGED': {
    severity: 'risky',
    title: 'A threshold changed',
    poller: 'Alarms at other values.',
  },
  'REPORT-REORDERED': {
    severity: 'risky',
    title: 'The figures of a report are in another order',
    poller: 'Nothing; notification receivers that go by the position of a varbind read another figure.',
  },
  'STATUS-CHANGED': {
    severity: 'safe',
    title: 'A status changed',
    poller: 'Nothing; a deprecated object is still served.',
  },
  'TEXT-CHANGED': {
    severity: 'safe',
    title: 'A text for people changed',
    poller: 'Nothing.',
  },
  'REVISION-MISSING': {
    severity: 'risky',
    title: 'A change came without a new revision',
    poller: 'Nothing; who loads the MIB cannot tell the two apart (RFC 2578 section 10).',
  },
  'REVISION-REWRITTEN': {
    severity: 'risky',
    title: 'The history of revisions was rewritten',
    poller: 'Nothing; who loads the MIB finds a revision gone or changed.',
  },
  'REVISION-ADDED': { severity: 'safe', title: 'A revision was added', poller: 'Nothing.' },
} as const satisfies Record<string, ChangeRule>;

export type ChangeRuleId = keyof typeof CHANGE_RULES;
