import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

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
  /** The cipher as node:crypto calls it. */
  readonly cipher: string;
}

/** RFC 3414 section 8 (CBC-DES), RFC 3826 (AES-128 in CFB mode), and the drafts for longer keys. */
export const PRIV_PROTOCOLS: { readonly [name in PrivProtocolName]: PrivProtocol } = {
  // OpenSSL 3 has no single DES without its legacy provider; triple DES with three equal keys is the same.
  DES: { name: 'DES', keyLength: 16, extension: 'Blumenthal', cipher: 'des-ede3-cbc' },
  'AES-128': { name: 'AES-128', keyLength: 16, extension: 'Blumenthal', cipher: 'aes-128-cfb' },
  'AES-192': { name: 'AES-192', keyLength: 24, extension: 'Blumenthal', cipher: 'aes-192-cfb' },
  'AES-256': { name: 'AES-256', keyLength: 32, extension: 'Blumenthal', cipher: 'aes-256-cfb' },
  'AES-192-C': { name: 'AES-192-C', keyLength: 24, extension: 'Reeder', cipher: 'aes-192-cfb' },
  'AES-256-C': { name: 'AES-256-C', keyLength: 32, extension: 'Reeder', cipher: 'aes-256-cfb' },
};

/** A protocol with the key of one user, localized to one engine (`keyLength` octets). */
export interface PrivKey {
  readonly protocol: PrivProtocol;
  readonly key: Uint8Array;
}

/** Octets of msgPrivacyParameters with every protocol here. */
export const SALT_LENGTH = 8;

const DES_BLOCK = 8;

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
    for (let i = 0; i < SALT_LENGTH; i++) out[i] = this.#counter.getUint8(i);
    if (protocol.name === 'DES') writeUint32(out, 0, engineBoots);
  }
}

/** Encrypts a serialized scopedPDU. DES pads it to whole blocks; AES keeps its length. */
export function encryptScopedPDU(
  privKey: PrivKey,
  engineBoots: number,
  engineTime: number,
  salt: Uint8Array,
  scopedPDU: Uint8Array,
): Buffer {
  const { protocol } = privKey;
  if (protocol.name === 'DES') {
    const cipher = createCipheriv(protocol.cipher, desKey(privKey), desIV(privKey, salt)).setAutoPadding(
      false,
    );
    const padding = -scopedPDU.length & (DES_BLOCK - 1);
    const encrypted = cipher.update(scopedPDU);
    return padding === 0 ? encrypted : Buffer.concat([encrypted, cipher.update(Buffer.alloc(padding))]);
  }
  return createCipheriv(protocol.cipher, privKey.key, aesIV(engineBoots, engineTime, salt)).update(scopedPDU);
}

/**
 * Decrypts msgData; `undefined` where the salt or the data has a length the protocol forbids (RFC 3414
 * section 8.3.2, RFC 3826 section 3.1.4.2). What a wrong key gives is for the decoder of the scopedPDU to find.
 */
export function decryptScopedPDU(
  privKey: PrivKey,
  engineBoots: number,
  engineTime: number,
  salt: Uint8Array,
  encrypted: Uint8Array,
): Buffer | undefined {
  if (salt.length !== SALT_LENGTH) return undefined;
  const { protocol } = privKey;
  if (protocol.name === 'DES') {
    if (encrypted.length % DES_BLOCK !== 0) return undefined;
    const decipher = createDecipheriv(protocol.cipher, desKey(privKey), desIV(privKey, salt));
    return decipher.setAutoPadding(false).update(encrypted);
  }
  return createDecipheriv(protocol.cipher, privKey.key, aesIV(engineBoots, engineTime, salt)).update(
    encrypted,
  );
}

function desKey({ key }: PrivKey): Buffer {
  const single = key.subarray(0, DES_BLOCK);
  return Buffer.concat([single, single, single]);
}

/** The salt XOR the pre-IV, which is the second half of the key (RFC 3414 section 8.1.1.1). */
function desIV({ key }: PrivKey, salt: Uint8Array): Uint8Array {
  return salt.map((octet, i) => octet ^ (key[DES_BLOCK + i] ?? 0));
}

/** engineBoots | engineTime | salt (RFC 3826 section 3.1.2.1). */
function aesIV(engineBoots: number, engineTime: number, salt: Uint8Array): Uint8Array {
  const iv = new Uint8Array(16);
  writeUint32(iv, 0, engineBoots);
  writeUint32(iv, 4, engineTime);
  iv.set(salt, 8);
  return iv;
}

function writeUint32(out: Uint8Array, offset: number, value: number): void {
  out[offset] = value >>> 24;
  out[offset + 1] = value >>> 16;
  out[offset + 2] = value >>> 8;
  out[offset + 3] = value;
}
