import { AUTH_PROTOCOLS } from '../snmp/usm/auth-protocol.ts';
import { PRIV_PROTOCOLS } from '../snmp/usm/priv-protocol.ts';

/**
 * JSON Schema (2020-12) of the agent's configuration file. `x-form` says in plain words what a value looks
 * like; it is what an error message says where the value does not.
 */
const DURATION = {
  type: 'string',
  pattern: '^[1-9][0-9]{0,8}[smhd]$',
  'x-form': 'a duration such as 30s, 5m, 1h or 7d',
};
const ADDRESS = {
  type: 'string',
  pattern: '^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:\\[\\]]+):[0-9]{1,5}$',
  'x-form': 'an address and port such as 127.0.0.1:1161 or [::1]:1161',
};
const OID = {
  type: 'string',
  pattern: '^\\.?[0-2](\\.[0-9]{1,10})*$',
  'x-form': 'an OID in numbers such as 1.3.6.1.4.1.32473',
};
const TEXT = { type: 'string', minLength: 1, maxLength: 255 };
const ENGINE_ID = {
  type: 'string',
  // RFC 3411, SnmpEngineID: neither all zeros nor all ones.
  pattern: '^(0x)?(?!(00)+$|([Ff]{2})+$)([0-9A-Fa-f]{2}){5,32}$',
  'x-form': 'an engine ID in quotes: 5 to 32 octets in hexadecimal such as "80007ed9056b706931"',
};
const ADDRESS_BLOCKS = { type: 'array', items: { type: 'string' } };

const object = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const COMMUNITY = object(
  {
    name: { type: 'string', minLength: 1, maxLength: 64, description: 'The community string.' },
    from: {
      ...ADDRESS_BLOCKS,
      minItems: 1,
      description: 'Source addresses it is accepted from, as CIDR blocks.',
    },
    view: { type: 'string', description: 'Name of the view it reads.' },
  },
  ['name', 'from', 'view'],
);

const CREDENTIAL = (protocols: readonly string[]) =>
  object(
    {
      protocol: { enum: protocols },
      passphrase: { type: 'string', minLength: 8, 'x-form': 'a passphrase of at least 8 characters' },
    },
    ['protocol', 'passphrase'],
  );

const USER = object(
  {
    name: { type: 'string', minLength: 1, 'x-maxOctets': 32, description: 'User name (RFC 3414).' },
    auth: CREDENTIAL(Object.keys(AUTH_PROTOCOLS)),
    priv: CREDENTIAL(Object.keys(PRIV_PROTOCOLS)),
    from: {
      ...ADDRESS_BLOCKS,
      minItems: 1,
      description: 'Source addresses it is accepted from, as CIDR blocks. Default: all.',
    },
    view: { type: 'string', description: 'Name of the view it reads.' },
  },
  ['name', 'view'],
);

const LIMITS = object({
  requestsPerSecond: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'Requests a second that one source address may send in the long run. Default 5000.',
  },
  burst: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'Requests that one source address may send at once. Default 5000.',
  },
  amplification: {
    type: 'integer',
    minimum: 1,
    maximum: 65507,
    description: 'Times that an answer may be as large as a request that is not authenticated. Default 50.',
  },
  trusted: {
    ...ADDRESS_BLOCKS,
    description: 'Addresses without these limits, as CIDR blocks. Default 127.0.0.0/8 and ::1.',
  },
});

const SNMP = object({
  listen: {
    type: 'array',
    minItems: 1,
    items: ADDRESS,
    description: 'Addresses to answer SNMP requests on. Default 127.0.0.1:1161.',
  },
  communities: {
    type: 'array',
    items: COMMUNITY,
    description: 'SNMPv1 and v2c communities, read-only. None unless written here.',
  },
  users: { type: 'array', items: USER, description: 'SNMPv3 users, read-only. None unless written here.' },
  views: {
    type: 'object',
    additionalProperties: object(
      { include: { type: 'array', items: OID, minItems: 1 }, exclude: { type: 'array', items: OID } },
      ['include'],
    ),
    description:
      'What a community or user may read: subtrees included and excluded. What no view includes is not there.',
  },
  system: object({
    contact: { type: 'string', 'x-maxOctets': 255 },
    name: { type: 'string', 'x-maxOctets': 255 },
    location: { type: 'string', 'x-maxOctets': 255 },
  }),
  maxMessageSize: {
    type: 'integer',
    minimum: 484,
    maximum: 65507,
    description: 'Largest response in octets. Default 65507. 1472 fits one Ethernet frame.',
  },
  engineId: {
    ...ENGINE_ID,
    description: 'This engine in SNMPv3. Default: one made up at the first start and kept in dataDir.',
  },
  limits: LIMITS,
  authenticationTraps: {
    type: 'boolean',
    description: 'Whether authenticationFailure is notified, once a minute at most. Default true.',
  },
  trapAddress: {
    type: 'string',
    description: 'Sent as snmpTrapAddress.0 with each notification. Default: not sent.',
  },
});

const SNMP_TARGET = object(
  {
    type: { const: 'snmp' },
    to: { ...ADDRESS, description: 'Address and port of the notification receiver.' },
    version: { enum: ['v2c', 'v3'], description: 'SNMP version. Default v2c.' },
    community: { ...TEXT, description: 'The community of a v2c target.' },
    user: { ...TEXT, description: 'The user of a v3 target, one of snmp.users.' },
    engineId: { ...ENGINE_ID, description: 'The receiver of v3 informs. Default: it is discovered.' },
    inform: {
      type: 'boolean',
      description: 'Whether each notification is to be acknowledged. Default false: traps.',
    },
    timeout: { ...DURATION, description: 'How long an acknowledgement is waited for. Default 3s.' },
    retries: {
      type: 'integer',
      minimum: 0,
      maximum: 10,
      description: 'How often an unacknowledged inform is sent again. Default 3.',
    },
  },
  ['type', 'to'],
);
const HTTP_TARGET = object({ type: { const: 'http' }, url: { type: 'string' } }, ['type', 'url']);
const FTP_KEYS = ['FTPServerIP', 'FTPServerPort', 'InstanceID', 'FTPUserName', 'FTPUserPasswd', 'FTPDir'];
const FTP_TARGET = object(
  {
    type: { const: 'ftp' },
    ...Object.fromEntries(FTP_KEYS.map((key) => [key, { type: ['string', 'integer'] }])),
  },
  ['type', ...FTP_KEYS],
);

const MAPPING = {
  oneOf: [
    { type: 'string', minLength: 1, description: 'A selector: metric{label="value"}.' },
    object(
      {
        metric: { type: 'string', minLength: 1, description: 'A selector: metric{label="value"}.' },
        labels: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'Index of the row: index name, and the label that holds it.',
        },
        whenAbsent: { type: 'number', description: 'What a series that is not there counts as.' },
      },
      ['metric'],
    ),
  ],
  'x-form': 'a selector, or a map of metric, labels and whenAbsent',
};

const SOURCE_KEYS = {
  // With what kpi1ConfigTable puts before it, it must fit into an OID.
  name: { ...TEXT, 'x-maxOctets': 40, description: 'Name of the source; kpi1SourceTable shows it.' },
  every: { ...DURATION, description: 'Sampling period.' },
  timeout: {
    ...DURATION,
    description: 'How long a sample may take. Default 80 % of the period, at most 10s.',
  },
};
const PROMETHEUS = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'prometheus' },
    url: {
      type: 'string',
      pattern: '^(https?|file)://',
      'x-form': 'a URL that starts with http://, https:// or file://',
    },
    caFile: { type: 'string', description: 'Certificates to trust for https, in PEM.' },
    measurements: {
      type: 'object',
      minProperties: 1,
      additionalProperties: MAPPING,
      description: 'Measurement name: where its figure is.',
    },
  },
  ['name', 'type', 'url', 'every', 'measurements'],
);
const HANDLER = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'handler' },
    module: { type: 'string', description: 'MIB module whose measurements the handler gives.' },
    handler: { type: 'string', description: "The handler's file, from the configuration's folder." },
  },
  ['name', 'type', 'module', 'handler', 'every'],
);

/** Chooses a schema by the value of `type`, so that an error speaks of that one kind only. */
const byType = (kinds: Record<string, unknown>) => ({
  type: 'object',
  required: ['type'],
  properties: { type: { enum: Object.keys(kinds) } },
  allOf: Object.entries(kinds).map(([kind, schema]) => ({
    if: { properties: { type: { const: kind } }, required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: schema,
  })),
});

export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'KPI1 agent configuration',
  ...object(
    {
      instanceId: {
        ...TEXT,
        'x-maxOctets': 255,
        description: 'Identifier of this KPIinOMA-enabled Instance.',
      },
      model: {
        type: 'string',
        description:
          'model.json as kpi1 build wrote it, from the folder of this file. Default agent/generated/model.json.',
      },
      dataDir: { type: 'string', description: 'Folder for what outlives the process. Default ./data.' },
      snmp: SNMP,
      notify: {
        type: 'array',
        items: byType({ snmp: SNMP_TARGET, http: HTTP_TARGET, ftp: FTP_TARGET }),
        description: 'Where reports and events go.',
      },
      sources: {
        type: 'array',
        minItems: 1,
        items: byType({ prometheus: PROMETHEUS, handler: HANDLER }),
        description: 'Where measurements come from.',
      },
      http: object({ listen: ADDRESS }),
      collection: object({
        autostart: {
          type: 'boolean',
          description: 'Whether collection starts with the agent. Default true.',
        },
      }),
      history: object({
        intervals: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'Complete intervals kept for kpi1IntervalTable. Default 8.',
        },
        reports: {
          type: 'integer',
          minimum: 1,
          maximum: 10000,
          description: 'Reports kept for kpi1ReportTable. Default 50.',
        },
      }),
      log: object({
        level: { enum: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'], description: 'Default info.' },
      }),
    },
    ['instanceId', 'sources'],
  ),
};
