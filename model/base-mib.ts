/**
 * KPI1-MIB as data: what every agent serves beside the objects of its own definitions. The generator prints
 * it as an SMIv2 module, the agent serves it; arcs are fixed for ever. Descriptions are ASCII, as SMIv2 asks.
 */

export const BASE_MIB_NAME = 'KPI1-MIB';
/** Newest first (RFC 2578 section 5.5). */
export const BASE_MIB_REVISIONS = [{ date: '2026-11-21', description: 'First version.' }] as const;

/** Rows of the fullest column: text longer than this is cut, with `...` as its end. */
export const MAX_TEXT = 1024;

export type BaseSyntax =
  | { readonly kind: 'text'; readonly min?: number; readonly max: number }
  | { readonly kind: 'unsigned'; readonly min: number; readonly max: number }
  | { readonly kind: 'enumeration'; readonly names: readonly string[] }
  | { readonly kind: 'time' | 'oid' | 'counter' };

export interface BaseObject {
  readonly name: string;
  readonly arc: number;
  readonly syntax: BaseSyntax;
  readonly units?: string;
  readonly description: string;
}

export interface BaseScalars {
  readonly kind: 'scalars';
  readonly name: string;
  readonly arc: number;
  readonly access: 'read-only' | 'accessible-for-notify';
  readonly description: string;
  readonly objects: readonly BaseObject[];
}

export interface BaseTable {
  readonly kind: 'table';
  /** Descriptor without `Table`: kpi1Kpi → kpi1KpiTable, kpi1KpiEntry. */
  readonly name: string;
  readonly arc: number;
  readonly description: string;
  readonly rowDescription: string;
  /** Index columns first, not-accessible; the last one may be IMPLIED. */
  readonly index: readonly BaseObject[];
  readonly impliedIndex: boolean;
  readonly columns: readonly BaseObject[];
}

export interface BaseNotification {
  readonly name: string;
  readonly arc: number;
  readonly description: string;
  /** Descriptors of scalars only, in order. */
  readonly objects: readonly string[];
}

/** Arcs below KPI1-MIB's MODULE-IDENTITY. */
export const BASE_ARCS = { notifications: 0, objects: 1, conformance: 2 } as const;

const text = (max: number, min = 0): BaseSyntax => ({ kind: 'text', min, max });
const unsigned = (min: number, max: number): BaseSyntax => ({ kind: 'unsigned', min, max });
const UNSIGNED_MAX = 4294967295;

/** Values of kpi1KpiStatus, kpi1PmStatus and kpi1IntervalStatus, numbered from 1 in this order. */
export const FIGURE_STATUS = ['valid', 'noValue', 'partial'] as const;
/** Values of kpi1SourceStatus. */
export const SOURCE_STATUS = ['up', 'down', 'waiting'] as const;
/** Values of kpi1TargetStatus. */
export const TARGET_STATUS = ['up', 'down', 'waiting'] as const;
/** Values of kpi1ThresholdSeverity. */
export const THRESHOLD_SEVERITY = ['warning', 'critical'] as const;

const statusOf = (what: string, arc: number, name: string): BaseObject => ({
  name,
  arc,
  syntax: { kind: 'enumeration', names: FIGURE_STATUS },
  description: `Whether the ${what} has a value: valid(1) it has, noValue(2) it has none and the reason says why, partial(3) some rows of its table have one and the reason says which have not.`,
});

const MODULE_INDEX = 'Arc of the MIB module that defines it, below the enterprise number.';

export const BASE_GROUPS: readonly (BaseScalars | BaseTable)[] = [
  {
    kind: 'scalars',
    name: 'kpi1Instance',
    arc: 1,
    access: 'read-only',
    description: 'The KPIinOMA-enabled Instance.',
    objects: [
      {
        name: 'kpi1InstanceId',
        arc: 1,
        syntax: text(255, 1),
        description:
          'Identifier of the KPIinOMA-enabled Instance (InstanceID of its messages), as its configuration says.',
      },
      {
        name: 'kpi1InstanceSoftware',
        arc: 2,
        syntax: text(255),
        description: 'Name and version of the agent software.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Kpi',
    arc: 2,
    description:
      'The KPIs of this instance: every field of their definition (KPIinOMA section 5), the latest value, and why there is none where there is none.',
    rowDescription: 'One KPI.',
    index: [
      { name: 'kpi1KpiModule', arc: 1, syntax: unsigned(1, UNSIGNED_MAX), description: MODULE_INDEX },
      {
        name: 'kpi1KpiIndex',
        arc: 2,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Number of the KPI in its module. It never changes and is never used again.',
      },
    ],
    impliedIndex: false,
    columns: [
      { name: 'kpi1KpiModuleName', arc: 3, syntax: text(64), description: 'Name of the MIB module.' },
      { name: 'kpi1KpiName', arc: 4, syntax: text(255), description: 'Name (5.1).' },
      { name: 'kpi1KpiDescription', arc: 5, syntax: text(MAX_TEXT), description: 'Description (5.2).' },
      { name: 'kpi1KpiPurpose', arc: 6, syntax: text(MAX_TEXT), description: 'Purpose (5.3).' },
      { name: 'kpi1KpiFormula', arc: 7, syntax: text(MAX_TEXT), description: 'Formula (5.4).' },
      { name: 'kpi1KpiUnit', arc: 8, syntax: text(255), description: 'Unit (5.5).' },
      { name: 'kpi1KpiDataType', arc: 9, syntax: text(64), description: 'Data type and accuracy (5.6).' },
      {
        name: 'kpi1KpiReportingFrequency',
        arc: 10,
        syntax: unsigned(1, UNSIGNED_MAX),
        units: 'seconds',
        description: 'Reporting frequency (5.7).',
      },
      {
        name: 'kpi1KpiReportingDuration',
        arc: 11,
        syntax: unsigned(0, UNSIGNED_MAX),
        units: 'seconds',
        description: 'Reporting duration (5.8); 0 is continuous.',
      },
      { name: 'kpi1KpiDataSource', arc: 12, syntax: text(255), description: 'Data source (5.9).' },
      {
        name: 'kpi1KpiCategory',
        arc: 13,
        syntax: text(255),
        description: 'Category (5.10); empty where the KPI has none.',
      },
      {
        name: 'kpi1KpiValue',
        arc: 14,
        syntax: text(MAX_TEXT),
        description:
          'The value at the end of the latest interval, as text in the accuracy of the definition. Of a KPI that is a column, how many rows have a value.',
      },
      statusOf('KPI', 15, 'kpi1KpiStatus'),
      {
        name: 'kpi1KpiReason',
        arc: 16,
        syntax: text(MAX_TEXT),
        description: 'Why the KPI, or a row of it, has no value; empty where all is well.',
      },
      {
        name: 'kpi1KpiTime',
        arc: 17,
        syntax: { kind: 'time' },
        description: 'End of the interval that the value is of. Absent before the first one.',
      },
      {
        name: 'kpi1KpiObject',
        arc: 18,
        syntax: { kind: 'oid' },
        description: 'Where the value itself is: the instance of a scalar, the column of a table.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Pm',
    arc: 3,
    description: 'The Performance Measurements that the KPIs of this instance are calculated from.',
    rowDescription: 'One Performance Measurement.',
    index: [
      { name: 'kpi1PmModule', arc: 1, syntax: unsigned(1, UNSIGNED_MAX), description: MODULE_INDEX },
      {
        name: 'kpi1PmIndex',
        arc: 2,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Number of the measurement in its module. It never changes and is never used again.',
      },
    ],
    impliedIndex: false,
    columns: [
      { name: 'kpi1PmModuleName', arc: 3, syntax: text(64), description: 'Name of the MIB module.' },
      { name: 'kpi1PmName', arc: 4, syntax: text(255), description: 'Name of the measurement.' },
      { name: 'kpi1PmDescription', arc: 5, syntax: text(MAX_TEXT), description: 'What is measured.' },
      { name: 'kpi1PmUnit', arc: 6, syntax: text(255), description: 'Unit of the measurement.' },
      { name: 'kpi1PmDataType', arc: 7, syntax: text(64), description: 'Data type of the measurement.' },
      {
        name: 'kpi1PmSource',
        arc: 8,
        syntax: text(255),
        description: 'Name of the configured source it is collected from; empty where none is.',
      },
      {
        name: 'kpi1PmValue',
        arc: 9,
        syntax: text(MAX_TEXT),
        description:
          'The value of the latest sample, as text. Of a measurement that is a column, how many rows have a value.',
      },
      statusOf('measurement', 10, 'kpi1PmStatus'),
      {
        name: 'kpi1PmReason',
        arc: 11,
        syntax: text(MAX_TEXT),
        description: 'Why the measurement, or a row of it, has no value; empty where all is well.',
      },
      {
        name: 'kpi1PmTime',
        arc: 12,
        syntax: { kind: 'time' },
        description: 'When the value was collected. Absent before the first sample.',
      },
      {
        name: 'kpi1PmObject',
        arc: 13,
        syntax: { kind: 'oid' },
        description: 'Where the value itself is: the instance of a scalar, the column of a table.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Config',
    arc: 4,
    description: 'The configuration of this instance. Secrets are not shown.',
    rowDescription:
      'One configuration item: a name and a value, and its description where it has one (KPIinOMA 8.2.7.1).',
    index: [
      {
        name: 'kpi1ConfigInfo',
        arc: 1,
        syntax: text(48, 1),
        description: 'Identifier of the ConfigurationInfo that holds the item.',
      },
      { name: 'kpi1ConfigName', arc: 2, syntax: text(48, 1), description: 'Name of the configuration item.' },
    ],
    impliedIndex: true,
    columns: [
      {
        name: 'kpi1ConfigValue',
        arc: 3,
        syntax: text(MAX_TEXT),
        description: 'Value of the configuration item.',
      },
      {
        name: 'kpi1ConfigDescription',
        arc: 4,
        syntax: text(MAX_TEXT),
        description: 'What the item is for; empty where it has no description.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Report',
    arc: 5,
    description: 'The latest reports, so that a manager that missed a notification catches up.',
    rowDescription: 'One report.',
    index: [
      {
        name: 'kpi1ReportLogSequence',
        arc: 1,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Sequence number of the report.',
      },
    ],
    impliedIndex: false,
    columns: [
      {
        name: 'kpi1ReportLogIdentifier',
        arc: 2,
        syntax: text(64),
        description: 'Name of the MIB module whose figures it reports.',
      },
      {
        name: 'kpi1ReportLogBegin',
        arc: 3,
        syntax: { kind: 'time' },
        description: 'Begin of the interval reported.',
      },
      {
        name: 'kpi1ReportLogEnd',
        arc: 4,
        syntax: { kind: 'time' },
        description: 'End of the interval reported.',
      },
      {
        name: 'kpi1ReportLogParts',
        arc: 5,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'How many notifications it takes.',
      },
      {
        name: 'kpi1ReportLogItems',
        arc: 6,
        syntax: unsigned(0, UNSIGNED_MAX),
        description: 'How many items it has in kpi1ReportItemTable.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1ReportItem',
    arc: 6,
    description: 'What the latest reports said.',
    rowDescription: 'One item of one report.',
    index: [
      {
        name: 'kpi1ReportItemSequence',
        arc: 1,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Sequence number of the report.',
      },
      {
        name: 'kpi1ReportItemIndex',
        arc: 2,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Number of the item in the report.',
      },
    ],
    impliedIndex: false,
    columns: [
      {
        name: 'kpi1ReportItemName',
        arc: 3,
        syntax: text(MAX_TEXT),
        description: 'Name of the KPI or measurement; of a table row, with its index in square brackets.',
      },
      { name: 'kpi1ReportItemValue', arc: 4, syntax: text(MAX_TEXT), description: 'The value as text.' },
      {
        name: 'kpi1ReportItemObject',
        arc: 5,
        syntax: { kind: 'oid' },
        description: 'The object instance that was reported.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Interval',
    arc: 7,
    description: 'The current interval of each KPI and the ones before it, in the manner of RFC 3593.',
    rowDescription: 'One KPI, or one row of it, in one interval.',
    index: [
      { name: 'kpi1IntervalModule', arc: 1, syntax: unsigned(1, UNSIGNED_MAX), description: MODULE_INDEX },
      {
        name: 'kpi1IntervalKpi',
        arc: 2,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Number of the KPI in its module: kpi1KpiIndex.',
      },
      {
        name: 'kpi1IntervalNumber',
        arc: 3,
        syntax: unsigned(0, 65535),
        description: '0 is the current, unfinished interval, 1 the latest complete one, 2 the one before it.',
      },
      {
        name: 'kpi1IntervalRow',
        arc: 4,
        syntax: text(32),
        description:
          'The row of a KPI that is a column: its index values, separated by commas, cut at 32 octets and told apart by number where that is needed. Empty of a scalar.',
      },
    ],
    impliedIndex: false,
    columns: [
      { name: 'kpi1IntervalBegin', arc: 5, syntax: { kind: 'time' }, description: 'Begin of the interval.' },
      {
        name: 'kpi1IntervalEnd',
        arc: 6,
        syntax: { kind: 'time' },
        description: 'End of the interval; of the current one, when it will end.',
      },
      {
        name: 'kpi1IntervalValue',
        arc: 7,
        syntax: text(255),
        description:
          'The value as text; of the current interval, the value so far. Empty where there is none.',
      },
      statusOf('interval', 8, 'kpi1IntervalStatus'),
      {
        name: 'kpi1IntervalReason',
        arc: 9,
        syntax: text(MAX_TEXT),
        description: 'Why there is no value; empty where there is one.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Source',
    arc: 8,
    description: 'The sources that Performance Measurements are collected from.',
    rowDescription: 'One source.',
    index: [
      {
        name: 'kpi1SourceName',
        arc: 1,
        syntax: text(64, 1),
        description: 'Name of the source in the configuration.',
      },
    ],
    impliedIndex: true,
    columns: [
      { name: 'kpi1SourceType', arc: 2, syntax: text(32), description: 'Kind of source.' },
      {
        name: 'kpi1SourceStatus',
        arc: 3,
        syntax: { kind: 'enumeration', names: SOURCE_STATUS },
        description: 'up(1) its latest sample succeeded, down(2) it failed, waiting(3) none has ended yet.',
      },
      {
        name: 'kpi1SourceReason',
        arc: 4,
        syntax: text(MAX_TEXT),
        description: 'Why the latest sample failed; empty where it did not.',
      },
      {
        name: 'kpi1SourceLastSuccess',
        arc: 5,
        syntax: { kind: 'time' },
        description: 'When a sample last succeeded. Absent where none has.',
      },
      {
        name: 'kpi1SourceSamples',
        arc: 6,
        syntax: { kind: 'counter' },
        units: 'samples',
        description: 'Samples that succeeded.',
      },
      {
        name: 'kpi1SourceFailures',
        arc: 7,
        syntax: { kind: 'counter' },
        units: 'samples',
        description: 'Samples that failed.',
      },
    ],
  },
  {
    kind: 'scalars',
    name: 'kpi1Notified',
    arc: 9,
    access: 'accessible-for-notify',
    description: 'What notifications say beside the figures.',
    objects: [
      {
        name: 'kpi1ReportIdentifier',
        arc: 1,
        syntax: text(64),
        description:
          'Name of the MIB module whose figures are reported (Identifier of the PerformanceMeasurement).',
      },
      {
        name: 'kpi1ReportSequence',
        arc: 2,
        syntax: unsigned(1, UNSIGNED_MAX),
        description:
          'Sequence number of the report, one sequence for all reports of the instance: a repeat is a report sent again, a gap one that was dropped, as kpi1ReportsDropped says, or a trap that was lost.',
      },
      {
        name: 'kpi1ReportPart',
        arc: 3,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Number of this part of the report, from 1.',
      },
      {
        name: 'kpi1ReportParts',
        arc: 4,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'In how many parts the report is sent.',
      },
      {
        name: 'kpi1ReportBegin',
        arc: 5,
        syntax: { kind: 'time' },
        description: 'Begin of the interval reported.',
      },
      {
        name: 'kpi1ReportEnd',
        arc: 6,
        syntax: { kind: 'time' },
        description: 'End of the interval reported.',
      },
      {
        name: 'kpi1ThresholdKpi',
        arc: 7,
        syntax: text(255),
        description: 'Name of the KPI; of a table row, with its index in square brackets.',
      },
      {
        name: 'kpi1ThresholdSeverity',
        arc: 8,
        syntax: { kind: 'enumeration', names: THRESHOLD_SEVERITY },
        description: 'Which threshold.',
      },
      {
        name: 'kpi1ThresholdCondition',
        arc: 9,
        syntax: text(64),
        description: 'The condition of the definition, such as < 95.',
      },
      {
        name: 'kpi1ThresholdValue',
        arc: 10,
        syntax: text(255),
        description: 'The value that met the condition, or no longer does; empty where its row is gone.',
      },
      {
        name: 'kpi1ThresholdObject',
        arc: 11,
        syntax: { kind: 'oid' },
        description: 'The object instance that holds the value.',
      },
      {
        name: 'kpi1DroppedTarget',
        arc: 12,
        syntax: text(96),
        description: 'Name of the target that does not get the reports: kpi1TargetName.',
      },
      {
        name: 'kpi1DroppedFirst',
        arc: 13,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Sequence number of the first report that was dropped.',
      },
      {
        name: 'kpi1DroppedLast',
        arc: 14,
        syntax: unsigned(1, UNSIGNED_MAX),
        description: 'Sequence number of the last report that was dropped: with it all from the first on.',
      },
    ],
  },
  {
    kind: 'scalars',
    name: 'kpi1Engine',
    arc: 10,
    access: 'read-only',
    description: 'What the SNMP engine counts beside the counters of SNMPv2-MIB and SNMP-USER-BASED-SM-MIB.',
    objects: [
      {
        name: 'kpi1EngineRefused',
        arc: 1,
        syntax: { kind: 'counter' },
        units: 'datagrams',
        description: 'Datagrams dropped unread, from addresses that no community or user may come from.',
      },
      {
        name: 'kpi1EngineLimited',
        arc: 2,
        syntax: { kind: 'counter' },
        units: 'datagrams',
        description: 'Datagrams dropped unread, from addresses that asked more often than the limit allows.',
      },
      {
        name: 'kpi1EngineHandlerErrors',
        arc: 3,
        syntax: { kind: 'counter' },
        units: 'errors',
        description: 'Values that could not be computed: a request for one is answered with genErr.',
      },
      {
        name: 'kpi1EngineInternalErrors',
        arc: 4,
        syntax: { kind: 'counter' },
        units: 'datagrams',
        description: 'Datagrams dropped because the engine itself failed; the log says why.',
      },
      {
        name: 'kpi1EngineNotificationsLost',
        arc: 5,
        syntax: { kind: 'counter' },
        units: 'notifications',
        description:
          'Notifications, one for each target, that were not acknowledged, could not be sent or had to make room for later ones. Reports are not among them: they are sent again, and kpi1TargetTable says what became of them.',
      },
    ],
  },
  {
    kind: 'table',
    name: 'kpi1Target',
    arc: 11,
    description:
      'The targets that reports go to. Each report waits for each target until that has acknowledged it, as far as its protocol knows such a thing, over restarts of the agent.',
    rowDescription: 'One target.',
    index: [
      {
        name: 'kpi1TargetName',
        arc: 1,
        syntax: text(96, 1),
        description: 'Name of the target; where the configuration gives none, where it is.',
      },
    ],
    impliedIndex: true,
    columns: [
      { name: 'kpi1TargetType', arc: 2, syntax: text(32), description: 'Binding: snmp, http or ftp.' },
      {
        name: 'kpi1TargetStatus',
        arc: 3,
        syntax: { kind: 'enumeration', names: TARGET_STATUS },
        description:
          'up(1) the latest delivery succeeded, down(2) it failed and will be tried again, waiting(3) none has ended yet.',
      },
      {
        name: 'kpi1TargetReason',
        arc: 4,
        syntax: text(MAX_TEXT),
        description: 'Why the latest delivery failed; empty where it did not.',
      },
      {
        name: 'kpi1TargetSequence',
        arc: 5,
        syntax: unsigned(0, UNSIGNED_MAX),
        description:
          'No report up to this sequence number waits for the target: it got them, or they were dropped, or were before its time.',
      },
      {
        name: 'kpi1TargetWaiting',
        arc: 6,
        syntax: unsigned(0, UNSIGNED_MAX),
        units: 'reports',
        description: 'Reports that wait for the target.',
      },
      {
        name: 'kpi1TargetLastSuccess',
        arc: 7,
        syntax: { kind: 'time' },
        description: 'When a report was last delivered. Absent where none was since the agent started.',
      },
      {
        name: 'kpi1TargetReports',
        arc: 8,
        syntax: { kind: 'counter' },
        units: 'reports',
        description: 'Reports that were delivered.',
      },
      {
        name: 'kpi1TargetFailures',
        arc: 9,
        syntax: { kind: 'counter' },
        units: 'tries',
        description: 'Deliveries that failed; a report that is tried again and again counts each time.',
      },
      {
        name: 'kpi1TargetDropped',
        arc: 10,
        syntax: { kind: 'counter' },
        units: 'reports',
        description: 'Reports that were dropped, as too many waited for the target.',
      },
    ],
  },
];

const REPORTED = [
  'kpi1InstanceId',
  'kpi1ReportIdentifier',
  'kpi1ReportSequence',
  'kpi1ReportPart',
  'kpi1ReportParts',
  'kpi1ReportBegin',
  'kpi1ReportEnd',
];
const CROSSED = [
  'kpi1InstanceId',
  'kpi1ThresholdKpi',
  'kpi1ThresholdSeverity',
  'kpi1ThresholdCondition',
  'kpi1ThresholdValue',
  'kpi1ThresholdObject',
];

export const BASE_NOTIFICATIONS: readonly BaseNotification[] = [
  {
    name: 'kpi1PmReport',
    arc: 1,
    objects: REPORTED,
    description:
      'A Performance Measurement report (InstancePMReport, KPIinOMA 8.3.1): after these objects come the KPIs and measurements of the module, each as the object instance that holds its value. What has no value is left out.',
  },
  {
    name: 'kpi1ThresholdRaised',
    arc: 2,
    objects: CROSSED,
    description: 'A KPI met the condition of one of its thresholds.',
  },
  {
    name: 'kpi1ThresholdCleared',
    arc: 3,
    objects: CROSSED,
    description: 'A KPI no longer meets the condition of one of its thresholds.',
  },
  {
    name: 'kpi1AgentStart',
    arc: 4,
    objects: ['kpi1InstanceId', 'kpi1InstanceSoftware'],
    description:
      'The agent started. Report sequence numbers go on where they ended, and begin anew only where what the agent keeps was lost.',
  },
  {
    name: 'kpi1TestNotification',
    arc: 5,
    objects: ['kpi1InstanceId', 'kpi1InstanceSoftware'],
    description: 'Nothing happened: somebody tries whether notifications arrive.',
  },
  {
    name: 'kpi1ReportsDropped',
    arc: 6,
    objects: ['kpi1InstanceId', 'kpi1DroppedTarget', 'kpi1DroppedFirst', 'kpi1DroppedLast'],
    description:
      'Reports were dropped, as too many waited for a target. It is told when that begins, and again, with all of them, once the target takes reports.',
  },
];
