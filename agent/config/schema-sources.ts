import { byType, DURATION, object, TEXT } from './schema-parts.ts';

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

export const SOURCE = byType({ prometheus: PROMETHEUS, handler: HANDLER });
