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

export const SNMP_TARGET = object(
  {
    type: { const: 'snmp' },
    to: { ...ADDRESS, description: 'Address and port of the notification receiver.' },
    version: { enum: ['v2c', 'v3'], description: 'SNMP version.', default: 'v2c' },
    community: { ...TEXT, description: 'Community of a v2c target, which has to have one.' },
    user: {
      ...TEXT,
      description: 'User of a v3 target, which has to have one: the name of one of `snmp.users`.',
    },
    engineId: {
      ...ENGINE_ID,
      description:
        'SNMP engine of the receiver of v3 informs. Any other is refused. Default: the one it says it has.',
    },
    inform: {
      type: 'boolean',
      description: 'Whether each notification is to be acknowledged, and is repeated until it is.',
      default: false,
    },
    timeout: {
      ...DURATION,
      description: 'How long the first try of an inform waits. Each further one waits twice as long.',
      default: '3s',
    },
    retries: {
      type: 'integer',
      minimum: 0,
      maximum: 10,
      description: 'Tries of an inform after the first.',
      default: 3,
    },
  },
  ['type', 'to'],
);
const NAME = 'Name in the log and in the store.';
const CA_FILE = { ...FILE, description: 'Certificates to trust, in PEM. Default: those of Node.js.' };

export const HTTP_TARGET = object(
  {
    type: { const: 'http' },
    name: { ...TARGET_NAME, description: `${NAME} Default: the URL without its query.` },
    url: {
      type: 'string',
      pattern: '^https?://',
      'x-form': 'a URL that starts with http:// or https://',
      description: 'Where each InstancePMReport is posted.',
    },
    caFile: CA_FILE,
    certFile: {
      ...FILE,
      description: 'Certificate of this agent, in PEM, where the receiver asks for one. Default: none.',
    },
    keyFile: { ...FILE, description: 'Its private key, in PEM.' },
    basic: {
      ...object(BASIC, ['user', 'password']),
      description: 'Basic credentials to send. Default: none.',
    },
    bearer: { ...TOKEN, description: 'A token to send instead. Default: none.' },
    timeout: { ...DURATION, description: 'How long a report waits for its answer.', default: '10s' },
  },
  ['type', 'url'],
);

/** KPIinOMA Table 12: none is optional. */
const FTP_PARAMETERS = {
  FTPServerIP: { ...LINE, description: 'Address of the FTP server. A host name will do.' },
  FTPServerPort: {
    type: ['integer', 'string'],
    minimum: 1,
    maximum: 65535,
    pattern: '^[1-9][0-9]{0,4}$',
    'x-form': 'a port, 1 to 65535',
    description: 'Port of the FTP server, mostly 21.',
  },
  InstanceID: { ...LINE, description: 'Identifier that reports and files are made under there.' },
  FTPUserName: { ...LINE, description: 'User that the agent logs in as.' },
  FTPUserPasswd: { ...LINE, description: 'Password of that user.' },
  FTPDir: { ...LINE, description: 'Folder of the files of reports. It is made where it is missing.' },
};

export const FTP_TARGET = object(
  {
    type: { const: 'ftp' },
    name: { ...TARGET_NAME, description: `${NAME} Default: \`ftp://\` with server, port and folder.` },
    ...FTP_PARAMETERS,
    tls: {
      type: 'boolean',
      description: 'Whether FTP is explicit FTPS (RFC 4217): the password and the files are encrypted.',
      default: false,
    },
    caFile: CA_FILE,
    timeout: {
      ...DURATION,
      description: 'How long the server may take to answer, and a transfer may stand still.',
      default: '30s',
    },
  },
  ['type', ...Object.keys(FTP_PARAMETERS)],
);

export const TARGET = byType({ snmp: SNMP_TARGET, http: HTTP_TARGET, ftp: FTP_TARGET });
