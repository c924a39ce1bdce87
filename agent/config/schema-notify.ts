import { ADDRESS, byType, DURATION, ENGINE_ID, object, TEXT } from './schema-parts.ts';

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

export const TARGET = byType({ snmp: SNMP_TARGET, http: HTTP_TARGET, ftp: FTP_TARGET });
