import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Octets of a block, of the key, and of the IV. */
const BLOCK = 8;

// OpenSSL 3 has no single DES without its legacy provider; triple DES with three equal keys is the same.
const CIPHER = 'des-ede3-cbc';

/** Encrypts with single DES in CBC mode, the text padded to whole blocks (RFC 3414 section 8.1.1.2). */
export function encryptDes(key: Uint8Array, iv: Uint8Array, text: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHER, tripled(key), iv).setAutoPadding(false);
  const padding = -text.length & (BLOCK - 1);
  const encrypted = cipher.update(text);
  return padding === 0 ? encrypted : Buffer.concat([encrypted, cipher.update(Buffer.alloc(padding))]);
}

/** Undefined for what is not whole blocks. The padding stays. */
export function decryptDes(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Uint8Array | undefined {
  if (encrypted.length % BLOCK !== 0) return undefined;
  return createDecipheriv(CIPHER, tripled(key), iv).setAutoPadding(false).update(encrypted);
}

function tripled(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, key, key]);
}
