import { AUTH_PROTOCOLS, AuthKey, type AuthProtocolName } from './auth-protocol.ts';
import { localizeKey, localizePrivKey, passphraseToKey } from './localized-key.ts';
import { createPrivKey, PRIV_PROTOCOLS, type PrivKey, type PrivProtocolName } from './priv-protocol.ts';

/** securityLevel, numbered as SnmpSecurityLevel is (RFC 3411). */
export const SecurityLevel = { noAuthNoPriv: 1, authNoPriv: 2, authPriv: 3 } as const;
export type SecurityLevel = (typeof SecurityLevel)[keyof typeof SecurityLevel];

/** A user as a configuration has it. Privacy without authentication does not exist (RFC 3411 section 3.4.3). */
export interface UserCredentials {
  readonly name: string;
  readonly auth?: { readonly protocol: AuthProtocolName; readonly passphrase: string };
  readonly priv?: { readonly protocol: PrivProtocolName; readonly passphrase: string };
}

/** A user of one engine: what is kept, and no good anywhere else. */
export interface LocalizedUser {
  readonly name: string;
  readonly nameOctets: Uint8Array;
  /** The highest it has keys for. */
  readonly securityLevel: SecurityLevel;
  readonly authKey: AuthKey | undefined;
  readonly privKey: PrivKey | undefined;
}

const MAX_NAME_LENGTH = 32;

/**
 * Derives a user's keys, which takes about a millisecond a passphrase, and gives what localizes them to an
 * engine in microseconds; the passphrases are not kept. Throws a RangeError for a name of more than 32 octets
 * (RFC 3414, usmUserName) and for a passphrase that is too short.
 */
export function deriveUser({ name, auth, priv }: UserCredentials): (engineID: Uint8Array) => LocalizedUser {
  const nameOctets = new TextEncoder().encode(name);
  if (nameOctets.length > MAX_NAME_LENGTH) {
    throw new RangeError(`the user name ${name} is longer than ${MAX_NAME_LENGTH} octets`);
  }
  const authProtocol = auth && AUTH_PROTOCOLS[auth.protocol];
  if (!authProtocol) {
    const securityLevel = SecurityLevel.noAuthNoPriv;
    return () => ({ name, nameOctets, securityLevel, authKey: undefined, privKey: undefined });
  }
  const privProtocol = priv && PRIV_PROTOCOLS[priv.protocol];
  const authMaster = passphraseToKey(authProtocol, auth.passphrase);
  const privMaster =
    priv?.passphrase === auth.passphrase
      ? authMaster
      : priv && passphraseToKey(authProtocol, priv.passphrase);
  return (engineID) => ({
    name,
    nameOctets,
    securityLevel: privProtocol ? SecurityLevel.authPriv : SecurityLevel.authNoPriv,
    authKey: new AuthKey(authProtocol, localizeKey(authProtocol, authMaster, engineID)),
    privKey:
      privProtocol && privMaster
        ? createPrivKey(privProtocol, localizePrivKey(authProtocol, privProtocol, privMaster, engineID))
        : undefined,
  });
}
