import type { Effect, Family, ItemDefinition, ItemType } from './item.ts';
import { boolean, choice, condition, duration, integer, line, patterns, timeout } from './item-types.ts';
import { formula, hysteresis, reportPeriod, samplingPeriod, threshold } from './kpi-types.ts';

const TEXT = line(255);
const CONTENT = ['pm', 'kpi', 'both'] as const;
const WHEN = ['periodic', 'threshold', 'both'] as const;

const item = (
  name: string,
  type: ItemType,
  initial: string,
  effect: Effect,
  description: string,
): ItemDefinition => ({ name, type, default: initial, effect, description });
const readOnly = (name: string, type: ItemType, initial: string, description: string) =>
  item(name, type, initial, 'never', description);
const secret = (name: string, description: string, effect: Effect = 'never'): ItemDefinition => ({
  ...item(name, TEXT, '', effect, description),
  isSecret: true,
});

/** All configuration items there are (KPIinOMA 6.1.3): what docs/settings.md tells of. */
export const FAMILIES = {
  instance: {
    identifier: 'instance',
    description: 'The instance itself.',
    items: [readOnly('instanceId', TEXT, '', 'Identifier of this KPIinOMA-enabled Instance.')],
  },
  collection: {
    identifier: 'collection',
    description: 'When there is collection at all (KPIinOMA 6.1.1).',
    items: [
      item(
        'autostart',
        boolean,
        'true',
        'at the next start',
        'Whether everything is collected from the start on, with the profile `default`. Otherwise nothing is before an OEPMCollectionCmd.',
      ),
      item(
        'active',
        boolean,
        'true',
        'at once',
        '`false` ends all collection. `true` allows it again: with `autostart` everything is collected anew. An OEPMCollectionCmd sets it to `true`.',
      ),
      item('commands', boolean, 'true', 'at once', 'Whether OEPMCollectionCmd is obeyed.'),
      item(
        'duration',
        duration(['continuous']),
        'continuous',
        'at the next start',
        'How long collection that was started by `autostart` lasts. Reports of a KPI end with its reporting duration all the same.',
      ),
    ],
  },
  report: {
    identifier: 'report',
    description: 'Report criteria of all KPIs that have none of their own (KPIinOMA 6.1.2).',
    items: [
      item(
        'period',
        duration(['defined']),
        'defined',
        'at the next interval',
        'How often a KPI is reported: rounded up to a whole multiple of its reporting frequency. `defined`: with that frequency.',
      ),
      item(
        'content',
        choice(...CONTENT),
        'both',
        'at the next interval',
        'What is reported: measurements (`pm`), KPIs, or both.',
      ),
      item(
        'when',
        choice(...WHEN),
        'periodic',
        'at the next interval',
        'Whether a report is sent each period, or for an interval in which a threshold is crossed, or for both.',
      ),
    ],
  },
  history: {
    identifier: 'history',
    description: 'What is kept for later retrieval.',
    items: [
      item(
        'intervals',
        integer(1, 1000),
        '8',
        'at the next start',
        'Complete intervals of each KPI in kpi1IntervalTable.',
      ),
      item('reports', integer(1, 10_000), '50', 'at the next start', 'Reports in kpi1ReportTable.'),
      item(
        'maxAge',
        duration([], 10 * 366 * 86_400),
        '7d',
        'at the next start',
        'How long samples and intervals are kept.',
      ),
      item(
        'maxSize',
        integer(1_000_000, 1e15),
        '1000000000',
        'at the next start',
        'Octets that the store may take; the oldest history goes first.',
      ),
      item(
        'backlog',
        integer(1, 10_000_000),
        '10000',
        'at the next start',
        'Most reports that wait for one receiver.',
      ),
    ],
  },
  snmp: {
    identifier: 'snmp',
    description: 'The SNMP binding (KPIinOMA 8.3).',
    items: [
      readOnly('listen', TEXT, '', 'Addresses SNMP requests are answered on.'),
      readOnly('maxMessageSize', integer(484, 65_507), '65507', 'Largest response in octets.'),
    ],
  },
  http: {
    identifier: 'http',
    description: 'The HTTP binding (KPIinOMA 8.2).',
    items: [
      readOnly('listen', TEXT, 'nowhere', 'Address KPI-1 messages are taken on.'),
      readOnly('tls', boolean, 'false', 'Whether over TLS.'),
      readOnly('maxBodySize', integer(1, 1e15), '1000000', 'Largest request body in octets.'),
      secret('credentials', 'Who may ask.'),
    ],
  },
  notifySnmp: {
    identifier: 'notify.<n>',
    description: 'A receiver of notifications over SNMP.',
    items: [
      readOnly('to', TEXT, '', 'Address and port of the receiver.'),
      readOnly('version', choice('v2c', 'v3'), 'v2c', 'SNMP version of notifications.'),
      readOnly('inform', boolean, 'false', 'Whether notifications are to be acknowledged.'),
      secret('credentials', 'Community, or passphrases of the user.'),
    ],
  },
  notifyHttp: {
    identifier: 'notify.<n>',
    description: 'A receiver of reports over HTTP.',
    items: [
      readOnly('name', TEXT, '', 'Name of the receiver.'),
      readOnly('url', TEXT, '', 'Where reports are posted to.'),
      readOnly('timeout', timeout, '', 'How long a report may take.'),
      secret('credentials', 'What the receiver is shown.'),
    ],
  },
  notifyFtp: {
    identifier: 'notify.<n>',
    description: 'An FTP server that reports are appended on (KPIinOMA 8.4, Table 12).',
    items: [
      readOnly('name', TEXT, '', 'Name of the server.'),
      item('FTPServerIP', line(255), '', 'at the next start', 'IP address of the FTP server.'),
      item('FTPServerPort', integer(1, 65_535), '21', 'at the next start', 'Port of the FTP server.'),
      item('InstanceID', line(255), '', 'at the next start', 'Identifier of this instance in file names.'),
      item('FTPUserName', line(255), '', 'at the next start', 'User name.'),
      secret('FTPUserPasswd', 'Password.', 'at the next start'),
      item('FTPDir', line(255), '', 'at the next start', 'Folder on the server.'),
      readOnly('tls', boolean, 'false', 'Whether over explicit FTPS.'),
    ],
  },
  source: {
    identifier: 'source.<name>',
    description: 'A source of measurements.',
    items: [
      readOnly('type', TEXT, '', 'Kind of source.'),
      readOnly('from', TEXT, '', 'Where samples come from.'),
      item('every', samplingPeriod, '', 'at once', 'Sampling period.'),
      item(
        'timeout',
        timeout,
        'default',
        'at once',
        'How long a sample may take. `default`: 80 % of the period, at most 10s.',
      ),
      item(
        'filter.instances',
        patterns,
        '*',
        'at once',
        'Rows that are kept: those of which some index value fits one of the patterns.',
      ),
      item(
        'filter.value',
        condition('any'),
        'any',
        'at once',
        'Numbers that are kept, as the source says them; the others are discarded.',
      ),
    ],
  },
  kpi: {
    identifier: 'kpi.<descriptor>',
    description:
      'One KPI. It may also be called `kpi.<KPI name>` where no other KPI has the name, or `kpi.<MODULE>::<KPI name>`.',
    items: [
      item(
        'formula',
        formula,
        '',
        'at the next interval',
        "Calculation method. The KPI's data type, range and object stay.",
      ),
      item(
        'report.period',
        reportPeriod,
        'inherited',
        'at the next interval',
        'How often the KPI is reported. `inherited`: as its collection profile says, or else `report`.',
      ),
      item(
        'report.content',
        choice(...CONTENT, 'inherited'),
        'inherited',
        'at the next interval',
        'What is reported: measurements (`pm`), the KPI, or both.',
      ),
      item(
        'report.when',
        choice(...WHEN, 'inherited'),
        'inherited',
        'at the next interval',
        'Whether it is reported each period, when a threshold is crossed, or both.',
      ),
      item(
        'threshold.warning',
        threshold,
        'none',
        'at the next interval',
        'When the KPI is worth a warning.',
      ),
      item('threshold.critical', threshold, 'none', 'at the next interval', 'When the KPI is critical.'),
      item(
        'threshold.hysteresis',
        hysteresis,
        '0',
        'at the next interval',
        "How far the KPI must come back over a threshold before that is cleared, in the KPI's unit.",
      ),
    ],
  },
  profile: {
    identifier: '<profile>',
    description:
      'A collection profile: any other identifier, made by the first OEConfigurationCmd that names it. OEPMCollectionCmd names one in ConfigInfoIdentifier. `default` is always there; what another one does not say is as in `default`.',
    items: [
      item(
        'duration',
        duration(['defined', 'continuous']),
        'defined',
        'at once',
        'How long collection lasts that is started with the profile. `defined`: for each KPI its reporting duration, for a measurement without end.',
      ),
      item('filter.source', patterns, '*', 'at once', 'Sources that are collected from, by their names.'),
      item(
        'filter.instances',
        patterns,
        '*',
        'at once',
        'Rows that are kept: those of which some index value fits one of the patterns.',
      ),
      item(
        'filter.value',
        condition('any'),
        'any',
        'at once',
        'Numbers that are kept, as the source says them; the others are discarded.',
      ),
      item(
        'report.period',
        duration(['inherited']),
        'inherited',
        'at the next interval',
        'How often KPIs are reported that say `inherited` themselves. `inherited`: as `report` says.',
      ),
      item(
        'report.content',
        choice(...CONTENT, 'inherited'),
        'inherited',
        'at the next interval',
        'What is reported: measurements (`pm`), KPIs, or both.',
      ),
      item(
        'report.when',
        choice(...WHEN, 'inherited'),
        'inherited',
        'at the next interval',
        'Whether KPIs are reported each period, when a threshold is crossed, or both.',
      ),
    ],
  },
} as const satisfies Record<string, Family>;
