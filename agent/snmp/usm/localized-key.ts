import { createHash } from 'node:crypto';
import type { AuthProtocol } from './auth-protocol.ts';
import type { PrivProtocol } from './priv-protocol.ts';

const MEBIBYTE = 1_048_576;

/** Octets of the shortest passphrase that is taken (RFC 3414 section 11.2). */
const MIN_PASSPHRASE_LENGTH = 8;

/**
 * The key of a passphrase: the hash over a mebibyte of its repetitions (RFC 3414 A.2, RFC 7860 section 9.3).
 * Takes about a millisecond; throws a RangeError for a passphrase of less than eight octets.
 */
export function passphraseToKey(protocol: AuthProtocol, passphrase: string | Uint8Array): Buffer {
  const octets = Buffer.from(passphrase);
  if (octets.length < MIN_PASSPHRASE_LENGTH) {
    throw new RangeError(
      `a passphrase of ${octets.length} octets: take at least ${MIN_PASSPHRASE_LENGTH} (RFC 3414 section 11.2)`,
    );
  }
  return createHash(protocol.hash).update(Buffer.alloc(MEBIBYTE, octets)).digest();
}

/** The key that is valid at one engine alone: H(Ku | snmpEngineID | Ku) (RFC 3414 section 2.6). */
export function localizeKey(protocol: AuthProtocol, key: Uint8Array, engineID: Uint8Array): Buffer {
  return createHash(protocol.hash).update(key).update(engineID).update(key).digest();
}

/**
 * The localized privacy key, as long as `priv` needs it. The hash is the authentication protocol's
 * (RFC 3414 section 2.6, RFC 3826 section 1.2.1). Where the hash is shorter than the cipher's key it is
 * extended, in one of the two ways that are in use; neither is in an RFC.
 */
export function localizePrivKey(
  auth: AuthProtocol,
  priv: PrivProtocol,
  key: Uint8Array,
  engineID: Uint8Array,
): Buffer {
  let extended = localizeKey(auth, key, engineID);
  let last = extended;
  while (extended.length < priv.keyLength) {
    last =
      priv.extension === 'Reeder'
        ? localizeKey(auth, passphraseToKey(auth, last), engineID)
        : createHash(auth.hash).update(extended).digest();
    extended = Buffer.concat([extended, last]);
  }
  return extended.subarray(0, priv.keyLength);
}
