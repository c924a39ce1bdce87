import { type Cipher, createCipheriv } from 'node:crypto';

const BLOCK = 16;
const WORDS = BLOCK / 4;

/** IV and text of the largest datagram, in whole blocks: in use within one call only. */
const input = new Uint8Array(BLOCK + 65_536);
const inputWords = new Uint32Array(input.buffer);

/**
 * AES with one key in CFB mode with whole blocks of feedback (NIST SP 800-38A section 6.3; RFC 3826 section
 * 3.1.3), run by ciphers that are set up once: setting one up for each message takes four times as long as
 * encrypting it.
 *
 * CFB is C(i) = P(i) ⊕ K(i) with K(1) = E(IV) and K(i+1) = E(C(i)). Who decrypts has all C(i), so the K(i)
 * are the ECB encryption of IV, C(1), C(2) … Who encrypts finds K(i+1) = E(P(i) ⊕ K(i)), which is what CBC
 * makes of P(i) after K(i): the K(i) are the CBC encryption of IV, P(1), P(2) …, chained to nothing. A CBC
 * cipher that goes on is chained to its last block, so that one is added to the IV, and cancels out.
 */
export class AesCfb {
  readonly #ecb: Cipher;
  readonly #cbc: Cipher;
  readonly #lastBlock = new Uint8Array(BLOCK);

  /** The key has 16, 24 or 32 octets. */
  constructor(key: Uint8Array) {
    const cipher = `aes-${key.length * 8}`;
    this.#ecb = createCipheriv(`${cipher}-ecb`, key, null).setAutoPadding(false);
    this.#cbc = createCipheriv(`${cipher}-cbc`, key, this.#lastBlock).setAutoPadding(false);
  }

  /** The IV has 16 octets, the text up to 65,535. */
  encrypt(iv: Uint8Array, text: Uint8Array): Uint8Array {
    if (text.length === 0) return text;
    const size = fillInput(iv, text);
    for (let i = 0; i < BLOCK; i++) input[i] = (iv[i] as number) ^ (this.#lastBlock[i] as number);
    const keystream = this.#cbc.update(input.subarray(0, size));
    for (let i = 0; i < BLOCK; i++) this.#lastBlock[i] = keystream[size - BLOCK + i] as number;
    return addText(keystream, text.length);
  }

  decrypt(iv: Uint8Array, text: Uint8Array): Uint8Array {
    const size = fillInput(iv, text);
    return addText(this.#ecb.update(input.subarray(0, size)), text.length);
  }
}

/** Lays out IV and text in `input`. Gives the octets of as many blocks as there are of text. */
function fillInput(iv: Uint8Array, text: Uint8Array): number {
  input.set(iv);
  input.set(text, BLOCK);
  return (text.length + BLOCK - 1) & -BLOCK;
}

/** Keystream ⊕ text, by words in the keystream's own memory, cut to the length of the text. */
function addText(keystream: Uint8Array, length: number): Uint8Array {
  // node:crypto gives memory of its own so far; nothing promises that it begins at a word.
  const sum = keystream.byteOffset % 4 === 0 ? keystream : Uint8Array.from(keystream);
  const words = new Uint32Array(sum.buffer, sum.byteOffset, sum.length / 4);
  for (let i = 0; i < words.length; i++) {
    words[i] = (words[i] as number) ^ (inputWords[WORDS + i] as number);
  }
  return sum.subarray(0, length);
}
