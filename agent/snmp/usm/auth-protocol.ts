import { createHmac, timingSafeEqual } from 'node:crypto';

/** Names of the authentication protocols as configurations write them. */
export type AuthProtocolName = 'MD5' | 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512';

export interface AuthProtocol {
  readonly name: AuthProtocolName;
  /** The hash as node:crypto calls it. */
  readonly hash: string;
  /** Octets of a localized key: the whole hash. */
  readonly keyLength: number;
  /** Octets of msgAuthenticationParameters: the truncated HMAC. */
  readonly digestLength: number;
}

/** RFC 3414 sections 6 and 7 (HMAC-MD5-96, HMAC-SHA-96) and RFC 7860 section 4. */
export const AUTH_PROTOCOLS: { readonly [name in AuthProtocolName]: AuthProtocol } = {
  MD5: { name: 'MD5', hash: 'md5', keyLength: 16, digestLength: 12 },
  'SHA-1': { name: 'SHA-1', hash: 'sha1', keyLength: 20, digestLength: 12 },
  'SHA-224': { name: 'SHA-224', hash: 'sha224', keyLength: 28, digestLength: 16 },
  'SHA-256': { name: 'SHA-256', hash: 'sha256', keyLength: 32, digestLength: 24 },
  'SHA-384': { name: 'SHA-384', hash: 'sha384', keyLength: 48, digestLength: 32 },
  'SHA-512': { name: 'SHA-512', hash: 'sha512', keyLength: 64, digestLength: 48 },
};

/** A protocol with the key of one user, localized to one engine. */
export interface AuthKey {
  readonly protocol: AuthProtocol;
  readonly key: Uint8Array;
}

/**
 * Writes the digest of `message` into it at `offset` (RFC 3414 section 6.3.1, RFC 7860 section 4.2.1). The
 * message must be final but for these `digestLength` octets; they are zeroed first.
 */
export function signMessage(authKey: AuthKey, message: Uint8Array, offset: number): void {
  const { hash, digestLength } = authKey.protocol;
  message.fill(0, offset, offset + digestLength);
  const digest = createHmac(hash, authKey.key).update(message).digest();
  message.set(digest.subarray(0, digestLength), offset);
}

/**
 * Whether the `length` octets of `message` at `offset` are its digest (RFC 3414 section 6.3.2). Compares in
 * constant time, and refuses any length but the protocol's. Leaves those octets zeroed when it had to compute.
 */
export function verifyMessage(
  authKey: AuthKey,
  message: Uint8Array,
  offset: number,
  length: number,
): boolean {
  const { hash, digestLength } = authKey.protocol;
  if (length !== digestLength) return false;
  const received = Uint8Array.from(message.subarray(offset, offset + length));
  message.fill(0, offset, offset + length);
  const computed = createHmac(hash, authKey.key).update(message).digest();
  return timingSafeEqual(received, computed.subarray(0, digestLength));
}
