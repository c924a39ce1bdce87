import { randomBytes } from 'node:crypto';
import { AesCfb } from './aes-cfb.ts';
import { decryptDes, encryptDes } from './des-cbc.ts';

/**
 * Names of the privacy protocols as configurations write them. AES-192 and AES-256 stretch short keys as
 * draft-blumenthal-aes-usm-04 does (Net-SNMP's AES-192); those with -C as draft-reeder-snmpv3-usm-3desede-00
 * does (Cisco's).
 */
export type PrivProtocolName = 'DES' | 'AES-128' | 'AES-192' | 'AES-256' | 'AES-192-C' | 'AES-256-C';

export interface PrivProtocol {
  readonly name: PrivProtocolName;
  /** Octets of the localized key that are used; DES takes 8 for the cipher and 8 for the IV. */
  readonly keyLength: number;
  readonly extension: 'Blumenthal' | 'Reeder';
}

/** RFC 3414 section 8 (CBC-DES), RFC 3826 (AES-128 in CFB mode), and the drafts for longer keys. */
export const PRIV_PROTOCOLS: { readonly [name in PrivProtocolName]: PrivProtocol } = {
  DES: { name: 'DES', keyLength: 16, extension: 'Blumenthal' },
  'AES-128': { name: 'AES-128', keyLength: 16, extension: 'Blumenthal' },
  'AES-192': { name: 'AES-192', keyLength: 24, extension: 'Blumenthal' },
  'AES-256': { name: 'AES-256', keyLength: 32, extension: 'Blumenthal' },
  'AES-192-C': { name: 'AES-192-C', keyLength: 24, extension: 'Reeder' },
  'AES-256-C': { name: 'AES-256-C', keyLength: 32, extension: 'Reeder' },
};

/** Octets of msgPrivacyParameters with every protocol here. */
export const SALT_LENGTH = 8;

/** A protocol with the key of one user, localized to one engine. */
export interface PrivKey {
  readonly protocol: PrivProtocol;
  /** Encrypts a serialized scopedPDU. DES pads it to whole blocks; AES keeps its length. */
  encrypt(engineBoots: number, engineTime: number, salt: Uint8Array, scopedPDU: Uint8Array): Uint8Array;
  /**
   * Undefined where the salt or the data has a length the protocol forbids (RFC 3414 section 8.3.2, RFC 3826
   * section 3.1.4.2). What a wrong key gives is for the decoder of the scopedPDU to find.
   */
  decrypt(
    engineBoots: number,
    engineTime: number,
    salt: Uint8Array,
    encrypted: Uint8Array,
  ): Uint8Array | undefined;
}

/** `key` is of the protocol's length. */
export function createPrivKey(protocol: PrivProtocol, key: Uint8Array): PrivKey {
  return protocol.name === 'DES' ? desKey(protocol, key) : aesKey(protocol, key);
}

function aesKey(protocol: PrivProtocol, key: Uint8Array): PrivKey {
  const cipher = new AesCfb(key);
  return {
    protocol,
    encrypt: (engineBoots, engineTime, salt, scopedPDU) =>
      cipher.encrypt(aesIV(engineBoots, engineTime, salt), scopedPDU),
    decrypt(engineBoots, engineTime, salt, encrypted) {
      if (salt.length !== SALT_LENGTH) return undefined;
      return cipher.decrypt(aesIV(engineBoots, engineTime, salt), encrypted);
    },
  };
}

/** The cipher's key, and the pre-IV that the salt is added to (RFC 3414 section 8.1.1.1). */
function desKey(protocol: PrivProtocol, octets: Uint8Array): PrivKey {
  const key = octets.subarray(0, 8);
  const preIV = octets.subarray(8, 16);
  const ivFor = (salt: Uint8Array) => preIV.map((octet, i) => octet ^ (salt[i] as number));
  return {
    protocol,
    encrypt: (_engineBoots, _engineTime, salt, scopedPDU) => encryptDes(key, ivFor(salt), scopedPDU),
    decrypt(_engineBoots, _engineTime, salt, encrypted) {
      return salt.length === SALT_LENGTH ? decryptDes(key, ivFor(salt), encrypted) : undefined;
    },
  };
}

/** engineBoots | engineTime | salt (RFC 3826 section 3.1.2.1). */
function aesIV(engineBoots: number, engineTime: number, salt: Uint8Array): Uint8Array {
  const iv = new Uint8Array(16);
  writeUint32(iv, 0, engineBoots);
  writeUint32(iv, 4, engineTime);
  iv.set(salt, 8);
  return iv;
}

/**
 * Makes salts that do not come twice in the life of a process: a 64-bit counter from a random start
 * (RFC 3826 section 3.1.4.1); for DES, engineBoots and the counter's lower half (RFC 3414 section 8.1.1.1).
 */
export class SaltSource {
  readonly #counter: DataView;

  constructor() {
    this.#counter = new DataView(new Uint8Array(randomBytes(SALT_LENGTH)).buffer);
  }

  /** Writes the next salt for `protocol` to `out`. */
  next(protocol: PrivProtocol, engineBoots: number, out: Uint8Array): void {
    const low = (this.#counter.getUint32(4) + 1) >>> 0;
    this.#counter.setUint32(4, low);
    if (low === 0) this.#counter.setUint32(0, this.#counter.getUint32(0) + 1);
    writeUint32(out, 0, protocol.name === 'DES' ? engineBoots : this.#counter.getUint32(0));
    writeUint32(out, 4, low);
  }
}

function writeUint32(out: Uint8Array, offset: number, value: number): void {
  out[offset] = value >>> 24;
  out[offset + 1] = value >>> 16;
  out[offset + 2] = value >>> 8;
  out[offset + 3] = value;
}
