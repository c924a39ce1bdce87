import { hash, timingSafeEqual } from 'node:crypto';

/** Names of the authentication protocols as configurations write them. */
export type AuthProtocolName = 'MD5' | 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512';

export interface AuthProtocol {
  readonly name: AuthProtocolName;
  /** The hash as node:crypto calls it. */
  readonly hash: string;
  /** Octets that the hash takes in at a time (the B of RFC 2104). */
  readonly blockLength: number;
  /** Octets of a localized key: the whole hash. */
  readonly keyLength: number;
  /** Octets of msgAuthenticationParameters: the truncated HMAC. */
  readonly digestLength: number;
}

/** RFC 3414 sections 6 and 7 (HMAC-MD5-96, HMAC-SHA-96) and RFC 7860 section 4. */
export const AUTH_PROTOCOLS: { readonly [name in AuthProtocolName]: AuthProtocol } = {
  MD5: { name: 'MD5', hash: 'md5', blockLength: 64, keyLength: 16, digestLength: 12 },
  'SHA-1': { name: 'SHA-1', hash: 'sha1', blockLength: 64, keyLength: 20, digestLength: 12 },
  'SHA-224': { name: 'SHA-224', hash: 'sha224', blockLength: 64, keyLength: 28, digestLength: 16 },
  'SHA-256': { name: 'SHA-256', hash: 'sha256', blockLength: 64, keyLength: 32, digestLength: 24 },
  'SHA-384': { name: 'SHA-384', hash: 'sha384', blockLength: 128, keyLength: 48, digestLength: 32 },
  'SHA-512': { name: 'SHA-512', hash: 'sha512', blockLength: 128, keyLength: 64, digestLength: 48 },
};

const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** A padded key and the largest datagram behind it: in use within one call only. */
const innerInput = Buffer.alloc(128 + 65_535);

/**
 * A protocol with the key of one user, localized to one engine.
 *
 * HMAC is put together here as RFC 2104 has it, H(K ⊕ opad, H(K ⊕ ipad, text)), of two one-shot hashes with
 * text results: that takes a third of the time of createHmac, which makes several objects for each message.
 */
export class AuthKey {
  readonly protocol: AuthProtocol;
  readonly #innerKey: Buffer;
  /** The padded key, then room for the inner hash. */
  readonly #outerInput: Buffer;
  readonly #received: Buffer;
  readonly #computed: Buffer;

  /** `key` is of the protocol's length, which no block is shorter than. */
  constructor(protocol: AuthProtocol, key: Uint8Array) {
    const { blockLength, keyLength, digestLength } = protocol;
    this.protocol = protocol;
    this.#innerKey = Buffer.alloc(blockLength, INNER_PAD);
    this.#outerInput = Buffer.alloc(blockLength + keyLength, OUTER_PAD);
    for (const [i, octet] of key.entries()) {
      this.#innerKey[i] = octet ^ INNER_PAD;
      this.#outerInput[i] = octet ^ OUTER_PAD;
    }
    this.#received = Buffer.alloc(digestLength);
    this.#computed = Buffer.alloc(digestLength);
  }

  /**
   * Writes the digest of `message` into it at `offset` (RFC 3414 section 6.3.1, RFC 7860 section 4.2.1). The
   * message must be final but for these `digestLength` octets; they are zeroed first.
   */
  sign(message: Uint8Array, offset: number): void {
    message.fill(0, offset, offset + this.protocol.digestLength);
    this.#compute(message);
    message.set(this.#computed, offset);
  }

  /**
   * Whether the `length` octets of `message` at `offset` are its digest (RFC 3414 section 6.3.2). Compares in
   * constant time, and refuses any length but the protocol's. Those octets are zeros afterwards.
   */
  verify(message: Uint8Array, offset: number, length: number): boolean {
    if (length !== this.protocol.digestLength) return false;
    this.#received.set(message.subarray(offset, offset + length));
    message.fill(0, offset, offset + length);
    this.#compute(message);
    return timingSafeEqual(this.#received, this.#computed);
  }

  /** Leaves the truncated HMAC of a message of up to 65,535 octets in `#computed`. */
  #compute(message: Uint8Array): void {
    const { hash: name, blockLength } = this.protocol;
    innerInput.set(this.#innerKey);
    innerInput.set(message, blockLength);
    const inner = hash(name, innerInput.subarray(0, blockLength + message.length), 'binary');
    this.#outerInput.write(inner, blockLength, 'latin1');
    this.#computed.write(hash(name, this.#outerInput, 'binary'), 'latin1');
  }
}
