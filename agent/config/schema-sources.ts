import { ADDRESS, ADDRESS_BLOCKS, byType, DURATION, object, TEXT } from './schema-parts.ts';

const SELECTOR = {
  type: 'string',
  minLength: 1,
  description: 'The selector. Several series that match are their sum; each has counter resets of its own.',
  'x-form': 'a selector such as `metric{label="value", other=~"regexp"}`',
};
const WHEN_ABSENT = (what: string) => ({
  type: 'number',
  description: `${what} Default: it is no value.`,
});
const LABELS = { type: 'object', additionalProperties: { type: 'string' } };

const MAPPING = {
  oneOf: [
    SELECTOR,
    object(
      {
        metric: SELECTOR,
        labels: {
          ...LABELS,
          description:
            'Of a measurement with `per`: index name, and the label that holds it. An index not named here has the label of its own name.',
        },
        whenAbsent: WHEN_ABSENT(
          'What a series that is not there counts as, for services that show a counter from its first use on.',
        ),
      },
      ['metric'],
    ),
  ],
  'x-form': 'a selector, or a map of metric, labels and whenAbsent',
};

const POINTER = {
  type: 'string',
  'x-form': 'a JSON Pointer such as `/calls/active`, or a JSONPath such as `$.nodes[*].calls`',
  description:
    'Where the value is; with `rows`, a JSON Pointer in the row. Several values that a path selects are their sum; each has counter resets of its own, by its place in the document.',
};
const POINTER_MAPPING = {
  oneOf: [
    POINTER,
    object(
      {
        rows: {
          type: 'string',
          'x-form': 'a JSON Pointer or JSONPath',
          description:
            'Of a measurement with `per`: the pointer of the list or object that holds the rows, or the path that selects them.',
        },
        value: POINTER,
        labels: {
          ...LABELS,
          description:
            "Of a measurement with `per`: index name, and where in the row it is, as a JSON Pointer; `key` is the row's own name in the object, or its position in the list. An index not named here is the member of its own name.",
        },
        whenAbsent: WHEN_ABSENT('What a value counts as that is not there, or `null`.'),
      },
      ['value'],
    ),
  ],
  'x-form': 'a JSON Pointer or JSONPath, or a map of rows, value, labels and whenAbsent',
};

const measurements = (mapping: object) => ({
  type: 'object',
  minProperties: 1,
  additionalProperties: mapping,
  description:
    'Where figures are, by measurement name. Where two modules have the name, write `MODULE::name`.',
});

const SOURCE_KEYS = {
  // With what kpi1ConfigTable puts before it, it must fit into an OID.
  name: { ...TEXT, 'x-maxOctets': 40, description: 'What SNMP tables and the log call it.' },
  every: { ...DURATION, description: 'Sampling period. Samples are aligned to the clock.' },
  timeout: {
    ...DURATION,
    description: 'How long a sample may take, at most the period. Default: 80 % of the period, at most 10 s.',
  },
  filter: object({
    instances: {
      type: 'array',
      items: { ...TEXT, 'x-form': 'a pattern with `*` and `?`' },
      description:
        'Rows of tables that are kept: a value of their index meets a pattern. Default: every row.',
    },
    value: {
      type: 'string',
      pattern: '^(<=?|>=?|==|!=) *-?[0-9]+(\\.[0-9]+)?$',
      'x-form': 'a comparison in quotes such as "> 0"',
      description: 'What a value must be to be kept. Default: every value.',
    },
  }),
};

const URL_KEYS = {
  url: {
    type: 'string',
    pattern: '^(https?|file)://',
    'x-form': 'a URL that starts with http://, https:// or file://',
    description: 'What is read. A user and password in it are sent as Basic credentials and never shown.',
  },
  caFile: {
    type: 'string',
    description: 'Certificates to trust for https, in PEM. Default: those of Node.js.',
  },
  headers: {
    type: 'object',
    propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" },
    additionalProperties: {
      type: 'string',
      pattern: '^[\\t\\x20-\\x7E\\x80-\\xFF]*$',
      'x-form': 'one line of text',
    },
    description: 'Headers of the request, such as `Authorization`. Their values are secrets. Default: none.',
  },
};

const EXPIRE = (what: string, fallback: string) => ({
  ...DURATION,
  description: `After how much silence a ${what} is forgotten.`,
  default: fallback,
});
const LISTENER_KEYS = {
  listen: { ...ADDRESS, description: 'Address and port to listen on.' },
  from: {
    ...ADDRESS_BLOCKS,
    description:
      'Who may send. The rest is dropped, over HTTP with status 403. An address that other machines reach needs it.',
    default: ['127.0.0.0/8', '::1'],
  },
};

const PROMETHEUS = object(
  { ...SOURCE_KEYS, type: { const: 'prometheus' }, ...URL_KEYS, measurements: measurements(MAPPING) },
  ['name', 'type', 'url', 'every', 'measurements'],
);
const JSON_DOCUMENT = object(
  { ...SOURCE_KEYS, type: { const: 'json' }, ...URL_KEYS, measurements: measurements(POINTER_MAPPING) },
  ['name', 'type', 'url', 'every', 'measurements'],
);
export const STATSD = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'statsd' },
    ...LISTENER_KEYS,
    // A gauge holds until it is changed.
    expire: EXPIRE('series', '1h'),
    measurements: measurements(MAPPING),
  },
  ['name', 'type', 'listen', 'every', 'measurements'],
);
export const OTLP = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'otlp' },
    ...LISTENER_KEYS,
    // Prometheus takes as much silence for the end of a series.
    expire: EXPIRE('series', '5m'),
    measurements: measurements(MAPPING),
  },
  ['name', 'type', 'listen', 'every', 'measurements'],
);
export const FILE = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'file' },
    path: { ...TEXT, maxLength: 4096, description: 'The file.' },
    counters: {
      enum: ['total', 'increment'],
      description: 'What a line says of a counter: its total, or the increment since the line before.',
      default: 'total' as const,
    },
    expire: EXPIRE('row', '1h'),
    measurements: measurements(POINTER_MAPPING),
  },
  ['name', 'type', 'path', 'every', 'measurements'],
);
const HANDLER = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'handler' },
    module: { type: 'string', description: 'MIB module whose measurements the handler gives.' },
    handler: {
      type: 'string',
      description:
        "The handler's file, `.ts` or `.js`. kpi1 build writes a stub for each module under `agent/handlers`, once.",
    },
  },
  ['name', 'type', 'module', 'handler', 'every'],
);

export const SOURCE = byType({
  ...{ prometheus: PROMETHEUS, json: JSON_DOCUMENT, statsd: STATSD, otlp: OTLP },
  ...{ file: FILE, handler: HANDLER },
});
