import type { NetSnmp, SnmpUser } from './net-snmp.ts';

/** Protocols of RFC 3414 and 7860, as net-snmp calls them. */
export const AUTH_PROTOCOLS = {
  MD5: 'md5',
  'SHA-1': 'sha',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
} as const;
/**
 * Protocols of RFC 3826, draft-blumenthal-aes-usm-04 and draft-reeder-snmpv3-usm-3desede-00 (Cisco's). No DES:
 * net-snmp takes it from OpenSSL, which Node has had without it since version 17.
 */
export const PRIV_PROTOCOLS = { 'AES-128': 'aes', 'AES-256': 'aes256b', 'AES-256-C': 'aes256r' } as const;

/** A user of the User-based Security Model (RFC 3414). */
export interface SnmpCredentials {
  readonly name: string;
  readonly auth?: { readonly protocol: keyof typeof AUTH_PROTOCOLS; readonly passphrase: string };
  readonly priv?: { readonly protocol: keyof typeof PRIV_PROTOCOLS; readonly passphrase: string };
}

/** How an agent is asked over SNMP: v2c with a community, or v3 as a user. */
export interface SnmpAccess {
  readonly host: string;
  readonly port: number;
  readonly community: string;
  readonly user?: SnmpCredentials;
  readonly timeoutMs: number;
  readonly retries: number;
}

/** The user in net-snmp's form, at the highest level it has keys for. */
export function toSnmpUser(snmp: NetSnmp, { name, auth, priv }: SnmpCredentials): SnmpUser {
  const { noAuthNoPriv, authNoPriv, authPriv } = snmp.SecurityLevel;
  if (!auth) return { name, level: noAuthNoPriv };
  const authentic = {
    name,
    authProtocol: snmp.AuthProtocols[AUTH_PROTOCOLS[auth.protocol]],
    authKey: auth.passphrase,
  };
  if (!priv) return { ...authentic, level: authNoPriv };
  return {
    ...authentic,
    level: authPriv,
    privProtocol: snmp.PrivProtocols[PRIV_PROTOCOLS[priv.protocol]],
    privKey: priv.passphrase,
  };
}
