/**
 * What schemas of the configuration are made of. docs/configuration.md prints them: a description says in its
 * first sentence what a field is, and ends with `Default: ….` where a default is no value but goes in words.
 */

export const DURATION = {
  type: 'string',
  pattern: '^[1-9][0-9]{0,8}[smhd]$',
  'x-form': 'a duration such as 30s, 5m, 1h or 7d',
};
export const ADDRESS = {
  type: 'string',
  pattern: '^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:\\[\\]]+):[0-9]{1,5}$',
  'x-form': 'an address and port such as 127.0.0.1:1161 or [::1]:1161',
};
export const OID = {
  type: 'string',
  pattern: '^\\.?[0-2](\\.[0-9]{1,10})*$',
  'x-form': 'an OID in numbers such as 1.3.6.1.4.1.32473',
};
export const TEXT = { type: 'string', minLength: 1, maxLength: 255 };
/** A text that goes into a line of a protocol: a line break would begin another one. */
export const LINE = {
  ...TEXT,
  pattern: '^\\P{Cc}+$',
  'x-form': 'a text without line breaks and control characters',
};
/** Namespaces in XML 1.0: an absolute URI, and none of the two that XML keeps to itself. */
export const NAMESPACE = {
  type: 'string',
  maxLength: 255,
  pattern:
    '^((?!http://www\\.w3\\.org/(XML/1998/namespace|2000/xmlns/)$)[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\p{Cc}<>"{}|\\\\^`]+)?$',
  'x-form': 'a URI such as urn:kpi1:kpi-1:1, or "" for no namespace',
};
export const FILE = { type: 'string', minLength: 1 };
export const SIZE = (units: 'KM' | 'MG', minimum: number, maximum = 1e15) => ({
  type: ['integer', 'string'],
  minimum,
  maximum,
  pattern: `^[1-9][0-9]{0,2}[${units}]B$`,
  'x-form': `a number of octets, or a size such as ${units === 'KM' ? '64KB or 1MB' : '500MB or 2GB'}`,
});
/** What a target is called; what it is called where it has none of its own has a colon in it. */
export const TARGET_NAME = {
  type: 'string',
  maxLength: 64,
  pattern: '^[\\w.-]+$',
  'x-form': 'a name of letters, digits and ._-',
};
export const ENGINE_ID = {
  type: 'string',
  // RFC 3411, SnmpEngineID: neither all zeros nor all ones.
  pattern: '^(0x)?(?!(00)+$|([Ff]{2})+$)([0-9A-Fa-f]{2}){5,32}$',
  'x-form': 'an engine ID in quotes: 5 to 32 octets in hexadecimal such as "80007ed9056b706931"',
};
export const ADDRESS_BLOCKS = {
  type: 'array',
  items: { type: 'string', 'x-form': 'an address block such as 10.0.0.0/8, 192.0.2.1/32 or ::1/128' },
};

export const object = <Properties extends Readonly<Record<string, unknown>>>(
  properties: Properties,
  required: readonly string[] = [],
) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

/** Chooses a schema by the value of `type`, so that an error speaks of that one kind only. */
export const byType = (kinds: Record<string, unknown>) => ({
  type: 'object',
  required: ['type'],
  properties: { type: { enum: Object.keys(kinds), description: 'Which kind it is.' } },
  allOf: Object.entries(kinds).map(([kind, schema]) => ({
    if: { properties: { type: { const: kind } }, required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: schema,
  })),
});
