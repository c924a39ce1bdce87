import { AUTH_PROTOCOLS } from '../snmp/usm/auth-protocol.ts';
import { PRIV_PROTOCOLS } from '../snmp/usm/priv-protocol.ts';
import { ADDRESS, ADDRESS_BLOCKS, ENGINE_ID, OID, object } from './schema-parts.ts';

const COMMUNITY = object(
  {
    name: { type: 'string', minLength: 1, maxLength: 64, description: 'The community string.' },
    from: {
      ...ADDRESS_BLOCKS,
      minItems: 1,
      description: 'Source addresses it is accepted from.',
    },
    view: { type: 'string', description: 'Name of the view that it reads, one of `views`.' },
  },
  ['name', 'from', 'view'],
);

const CREDENTIAL = (protocols: readonly string[], about: string) =>
  object(
    {
      protocol: { enum: protocols, description: about },
      passphrase: {
        type: 'string',
        minLength: 8,
        'x-form': 'a passphrase of at least 8 characters',
        description: 'What its key is made of.',
      },
    },
    ['protocol', 'passphrase'],
  );

const USER = object(
  {
    name: { type: 'string', minLength: 1, 'x-maxOctets': 32, description: 'User name (RFC 3414).' },
    auth: {
      ...CREDENTIAL(Object.keys(AUTH_PROTOCOLS), 'Authentication protocol.'),
      description: 'How requests are authenticated.',
    },
    priv: {
      ...CREDENTIAL(
        Object.keys(PRIV_PROTOCOLS),
        'Privacy protocol. AES-192 and AES-256 extend keys after Blumenthal, as Net-SNMP does; AES-192-C and AES-256-C after Reeder, as Cisco does.',
      ),
      description: 'How requests are encrypted.',
    },
    from: {
      ...ADDRESS_BLOCKS,
      minItems: 1,
      description: 'Source addresses it is accepted from. Default: any address.',
    },
    view: { type: 'string', description: 'Name of the view that it reads, one of `views`.' },
  },
  ['name', 'view'],
);

/** No manager that waits for its answers comes near these rates; who is asked in another's name, soon does. */
const LIMITS = object({
  requestsPerSecond: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description:
      'Requests a second that one source address may send in the long run. The rest is dropped unread and counted in kpi1EngineLimited. An IPv6 network of 64 bits is one source.',
    default: 5000,
  },
  burst: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'Requests that one source address may send at once.',
    default: 5000,
  },
  amplification: {
    type: 'integer',
    minimum: 1,
    maximum: 65507,
    description:
      'Times that an answer may be as large as its request, where that is not authenticated: SNMPv1, v2c, and v3 users without `auth`. GETBULK is cut short there, other requests get tooBig.',
    default: 50,
  },
  trusted: {
    ...ADDRESS_BLOCKS,
    description: 'Addresses that the other limits do not hold for. `[]` is nobody.',
    default: ['127.0.0.0/8', '::1'],
  },
});

export const SNMP = object({
  listen: {
    type: 'array',
    items: ADDRESS,
    description:
      "Addresses and ports to answer on, IPv4 and IPv6. `[]` switches SNMP's answers off; traps and informs are sent all the same.",
    default: ['127.0.0.1:1161'],
  },
  communities: {
    type: 'array',
    items: COMMUNITY,
    description: 'SNMPv1 and v2c communities, read-only. Default: none.',
  },
  users: { type: 'array', items: USER, description: 'SNMPv3 users, read-only. Default: none.' },
  views: {
    type: 'object',
    additionalProperties: object(
      {
        include: { type: 'array', items: OID, minItems: 1, description: 'Subtrees that may be read.' },
        exclude: { type: 'array', items: OID, description: 'Subtrees of them that may not.', default: [] },
      },
      ['include'],
    ),
    description:
      'What a community or user may read, by a name for it. What no view includes is not there. Default: none.',
  },
  system: object({
    contact: { type: 'string', 'x-maxOctets': 255, description: 'sysContact.', default: '' },
    name: { type: 'string', 'x-maxOctets': 255, description: 'sysName. Default: the host name.' },
    location: { type: 'string', 'x-maxOctets': 255, description: 'sysLocation.', default: '' },
  }),
  // At most, and by default, the largest UDP payload over IPv4.
  maxMessageSize: {
    type: 'integer',
    minimum: 484,
    maximum: 65507,
    description: 'Largest response in octets. 1472 keeps a response within one Ethernet frame.',
    default: 65507,
  },
  engineId: {
    ...ENGINE_ID,
    description:
      'This SNMP engine, for receivers of v3 traps that are to know it beforehand. Give no two agents the same one. Default: one made up at the first start and kept in `dataDir`.',
  },
  limits: { ...LIMITS, description: 'How much is answered, and to whom it does not matter.' },
  authenticationTraps: {
    type: 'boolean',
    description:
      'Whether authenticationFailure is notified when a community, a user or a passphrase is wrong: once a minute at most. snmpEnableAuthenTraps shows it, and the log tells of it in any case.',
    default: true,
  },
  trapAddress: {
    type: 'string',
    'x-form': 'an IPv4 address',
    description:
      'What each notification ends with as snmpTrapAddress.0 (RFC 3584), for receivers that know the instance by another address than notifications come from. Default: not sent.',
  },
});
