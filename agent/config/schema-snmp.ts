import { AUTH_PROTOCOLS } from '../snmp/usm/auth-protocol.ts';
import { PRIV_PROTOCOLS } from '../snmp/usm/priv-protocol.ts';
import { ADDRESS, ADDRESS_BLOCKS, ENGINE_ID, OID, object } from './schema-parts.ts';

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

export const SNMP = object({
  listen: {
    type: 'array',
    items: ADDRESS,
    description: 'Addresses to answer SNMP requests on; [] is none. Default 127.0.0.1:1161.',
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
