import { ADDRESS, ADDRESS_BLOCKS, byType, DURATION, object, TEXT } from './schema-parts.ts';

const SELECTOR = { type: 'string', minLength: 1, description: 'A selector: metric{label="value"}.' };
const WHEN_ABSENT = { type: 'number', description: 'What a figure that is not there counts as.' };
const LABELS = { type: 'object', additionalProperties: { type: 'string' } };

const MAPPING = {
  oneOf: [
    SELECTOR,
    object(
      {
        metric: SELECTOR,
        labels: { ...LABELS, description: 'Index of the row: index name, and the label that holds it.' },
        whenAbsent: WHEN_ABSENT,
      },
      ['metric'],
    ),
  ],
  'x-form': 'a selector, or a map of metric, labels and whenAbsent',
};

const POINTER = {
  type: 'string',
  description: 'A JSON Pointer such as /calls/active, or a JSONPath such as $.trunks[*].calls.',
};
const POINTER_MAPPING = {
  oneOf: [
    POINTER,
    object(
      {
        rows: { type: 'string', description: 'JSONPath of the rows, or JSON Pointer of what holds them.' },
        value: POINTER,
        labels: { ...LABELS, description: 'Index of the row: index name, and where in the row it is.' },
        whenAbsent: WHEN_ABSENT,
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
  description: 'Measurement name: where its figure is.',
});

const SOURCE_KEYS = {
  // With what kpi1ConfigTable puts before it, it must fit into an OID.
  name: { ...TEXT, 'x-maxOctets': 40, description: 'Name of the source; kpi1SourceTable shows it.' },
  every: { ...DURATION, description: 'Sampling period.' },
  timeout: {
    ...DURATION,
    description: 'How long a sample may take. Default 80 % of the period, at most 10s.',
  },
  filter: object({
    instances: {
      type: 'array',
      items: { ...TEXT, description: 'A pattern with * and ?.' },
      description: 'Rows that are kept: one value of their index meets a pattern.',
    },
    value: {
      type: 'string',
      pattern: '^(<=?|>=?|==|!=) *-?[0-9]+(\\.[0-9]+)?$',
      'x-form': 'a comparison in quotes such as "> 0"',
      description: 'What a value must be to be kept.',
    },
  }),
};

const URL_KEYS = {
  url: {
    type: 'string',
    pattern: '^(https?|file)://',
    'x-form': 'a URL that starts with http://, https:// or file://',
  },
  caFile: { type: 'string', description: 'Certificates to trust for https, in PEM.' },
  headers: {
    type: 'object',
    propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" },
    additionalProperties: {
      type: 'string',
      pattern: '^[\\t\\x20-\\x7E\\x80-\\xFF]*$',
      'x-form': 'the value of a header: one line',
    },
    description: 'Headers of the request. Their values are secrets.',
  },
};

const EXPIRE = { ...DURATION, description: 'After how much silence a row is forgotten.' };
const LISTENER_KEYS = {
  listen: { ...ADDRESS, description: 'Address to listen on.' },
  from: { ...ADDRESS_BLOCKS, description: 'Address blocks of who may send. Default: this machine.' },
  expire: EXPIRE,
};

const PROMETHEUS = object(
  { ...SOURCE_KEYS, type: { const: 'prometheus' }, ...URL_KEYS, measurements: measurements(MAPPING) },
  ['name', 'type', 'url', 'every', 'measurements'],
);
const JSON_DOCUMENT = object(
  { ...SOURCE_KEYS, type: { const: 'json' }, ...URL_KEYS, measurements: measurements(POINTER_MAPPING) },
  ['name', 'type', 'url', 'every', 'measurements'],
);
const STATSD = object(
  { ...SOURCE_KEYS, type: { const: 'statsd' }, ...LISTENER_KEYS, measurements: measurements(MAPPING) },
  ['name', 'type', 'listen', 'every', 'measurements'],
);
const OTLP = object(
  { ...SOURCE_KEYS, type: { const: 'otlp' }, ...LISTENER_KEYS, measurements: measurements(MAPPING) },
  ['name', 'type', 'listen', 'every', 'measurements'],
);
const FILE = object(
  {
    ...SOURCE_KEYS,
    type: { const: 'file' },
    path: { ...TEXT, maxLength: 4096, description: "The file, from the configuration's folder." },
    counters: { enum: ['total', 'increment'], description: 'What a line says of a counter. Default total.' },
    expire: EXPIRE,
    measurements: measurements(POINTER_MAPPING),
  },
  ['name', 'type', 'path', 'every', 'measurements'],
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

export const SOURCE = byType({
  ...{ prometheus: PROMETHEUS, json: JSON_DOCUMENT, statsd: STATSD, otlp: OTLP },
  ...{ file: FILE, handler: HANDLER },
});
