import { AUTH_PROTOCOLS } from '../../agent/snmp/usm/auth-protocol.ts';
import { PRIV_PROTOCOLS } from '../../agent/snmp/usm/priv-protocol.ts';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';

const AUTH_PASSPHRASE = 'auth passphrase';
const PRIV_PASSPHRASE = 'priv passphrase';

/** A user of every pair of protocols, of every authentication protocol alone, and of none. */
export const USERS: readonly UserCredentials[] = [
  ...Object.values(AUTH_PROTOCOLS).flatMap((auth) =>
    Object.values(PRIV_PROTOCOLS).map((priv) => ({
      name: `${auth.name}_${priv.name}`,
      auth: { protocol: auth.name, passphrase: AUTH_PASSPHRASE },
      priv: { protocol: priv.name, passphrase: PRIV_PASSPHRASE },
    })),
  ),
  ...Object.values(AUTH_PROTOCOLS).map(({ name }) => ({
    name: `${name}_only`,
    auth: { protocol: name, passphrase: AUTH_PASSPHRASE },
  })),
  { name: 'no_keys' },
];

/** Net-SNMP's names where they differ from ours. */
const NET_SNMP_NAMES: Readonly<Record<string, string>> = { 'SHA-1': 'SHA' };
const netSnmpName = (protocol: string) => NET_SNMP_NAMES[protocol] ?? protocol;

/** The line that makes it a user of Net-SNMP's own engine, or of another one. */
export function createUserLine({ name, auth, priv }: UserCredentials, engineID?: Buffer): string {
  return [
    'createUser',
    ...(engineID ? ['-e', `0x${engineID.toString('hex')}`] : []),
    name,
    ...(auth ? [netSnmpName(auth.protocol), `"${auth.passphrase}"`] : []),
    ...(priv ? [netSnmpName(priv.protocol), `"${priv.passphrase}"`] : []),
  ].join(' ');
}

/** Options of Net-SNMP's tools that make them come as this user, at its highest security level. */
export function userOptions({ name, auth, priv }: UserCredentials): string[] {
  const level = priv ? 'authPriv' : auth ? 'authNoPriv' : 'noAuthNoPriv';
  return [
    ...['-v3', '-u', name, '-l', level],
    ...(auth ? ['-a', netSnmpName(auth.protocol), '-A', auth.passphrase] : []),
    ...(priv ? ['-x', netSnmpName(priv.protocol), '-X', priv.passphrase] : []),
  ];
}
