import { ADDRESS, byType, FILE, LINE, object, SIZE } from './schema-parts.ts';

/** User and password of HTTP's Basic authentication (RFC 7617): a colon ends the user. */
export const BASIC = {
  user: {
    ...LINE,
    pattern: '^[^:\\p{Cc}]+$',
    'x-form': 'a user name without a colon',
    description: 'User name.',
  },
  password: { ...LINE, description: 'Password.' },
};
/** RFC 6750 section 2.1. */
export const TOKEN = {
  type: 'string',
  minLength: 1,
  maxLength: 4096,
  pattern: '^[A-Za-z0-9._~+/-]+=*$',
  'x-form': 'a token of letters, digits and ._~+/- (RFC 6750)',
};

const CREDENTIAL = byType({
  basic: object({ type: { const: 'basic' }, ...BASIC }, ['type', 'user', 'password']),
  bearer: object(
    {
      type: { const: 'bearer' },
      name: { ...LINE, description: 'Whose token it is, for the log.' },
      token: { ...TOKEN, description: 'The token.' },
    },
    ['type', 'name', 'token'],
  ),
});

export const HTTP = object(
  {
    listen: { ...ADDRESS, description: 'Address and port that KPI-1 is served on.' },
    tls: {
      ...object(
        {
          certFile: { ...FILE, description: 'Certificate of this agent, in PEM.' },
          keyFile: { ...FILE, description: 'Its private key, in PEM.' },
          clientCaFile: {
            ...FILE,
            description: 'Certificates in PEM. A client must have one that one of these signs.',
          },
        },
        ['certFile', 'keyFile'],
      ),
      description: 'HTTPS. Default: plain HTTP.',
    },
    credentials: {
      type: 'array',
      items: CREDENTIAL,
      description: 'Who may ask. Default: everybody, on loopback only.',
    },
    maxBodySize: {
      ...SIZE('KM', 1_000, 1_000_000_000),
      description: 'Largest request body, before and after decompression.',
      default: '1MB',
    },
  },
  ['listen'],
);
