import { BASIC, TOKEN } from './schema-http.ts';
import {
  ADDRESS,
  byType,
  DURATION,
  ENGINE_ID,
  FILE,
  LINE,
  object,
  TARGET_NAME,
  TEXT,
} from './schema-parts.ts';

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
const CA_FILE = { ...FILE, description: 'Certificates to trust, in PEM. Default: those of Node.js.' };

const HTTP_TARGET = object(
  {
    type: { const: 'http' },
    name: TARGET_NAME,
    url: {
      type: 'string',
      pattern: '^https?://',
      'x-form': 'a URL that starts with http:// or https://',
      description: 'Where reports are posted.',
    },
    caFile: CA_FILE,
    certFile: { ...FILE, description: 'Certificate that this agent shows, in PEM.' },
    keyFile: { ...FILE, description: 'Its private key, in PEM.' },
    basic: { ...object(BASIC, ['user', 'password']), description: 'Basic credentials.' },
    bearer: { ...TOKEN, description: 'A bearer token.' },
    timeout: { ...DURATION, description: 'How long a report waits for its answer. Default 10s.' },
  },
  ['type', 'url'],
);

/** KPIinOMA Table 12: none is optional. */
const FTP_PARAMETERS = {
  FTPServerIP: { ...LINE, description: 'Address of the FTP server.' },
  FTPServerPort: {
    type: ['integer', 'string'],
    minimum: 1,
    maximum: 65535,
    pattern: '^[1-9][0-9]{0,4}$',
    'x-form': 'a port, 1 to 65535',
    description: 'Port of the FTP server.',
  },
  InstanceID: { ...LINE, description: 'Identifier that reports are made under there.' },
  FTPUserName: { ...LINE, description: 'Who this agent logs in as.' },
  FTPUserPasswd: { ...LINE, description: 'The password.' },
  FTPDir: { ...LINE, description: 'Folder that the files of reports are in.' },
};

const FTP_TARGET = object(
  {
    type: { const: 'ftp' },
    name: TARGET_NAME,
    ...FTP_PARAMETERS,
    tls: { type: 'boolean', description: 'Whether FTP is encrypted (RFC 4217). Default false.' },
    caFile: CA_FILE,
    timeout: { ...DURATION, description: 'How long the server may take to answer. Default 30s.' },
  },
  ['type', ...Object.keys(FTP_PARAMETERS)],
);

export const TARGET = byType({ snmp: SNMP_TARGET, http: HTTP_TARGET, ftp: FTP_TARGET });
