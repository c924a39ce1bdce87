import { createCipheriv } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { AesCfb } from '../../../../agent/snmp/usm/aes-cfb.ts';

describe('AES in CFB mode', () => {
  it('encrypts as NIST SP 800-38A F.3.13 shows', () => {
    const cipher = new AesCfb(Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'));
    const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const text = Buffer.from('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51', 'hex');
    expect(Buffer.from(cipher.encrypt(iv, text)).toString('hex')).to.equal(
      '3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b',
    );
  });

  for (const bits of [128, 192, 256]) {
    it(`is OpenSSL's aes-${bits}-cfb, message after message, whatever their lengths`, () => {
      const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
      const messages = fc.array(fc.tuple(octets(16), fc.uint8Array({ maxLength: 100 })), { minLength: 1 });
      fc.assert(
        fc.property(octets(bits / 8), messages, (key, exchange) => {
          const cipher = new AesCfb(key);
          for (const [iv, text] of exchange) {
            const encrypted = createCipheriv(`aes-${bits}-cfb`, key, iv).update(text);
            expect(Buffer.from(cipher.encrypt(iv, text))).to.deep.equal(encrypted);
            expect(Buffer.from(cipher.decrypt(iv, encrypted))).to.deep.equal(Buffer.from(text));
          }
        }),
        { seed: 3826, numRuns: 100 },
      );
    });
  }

  it('takes the largest datagram', () => {
    const cipher = new AesCfb(Buffer.alloc(16, 7));
    const text = Buffer.alloc(65_535, 'text');
    const iv = Buffer.alloc(16, 1);
    expect(Buffer.from(cipher.decrypt(iv, cipher.encrypt(iv, text))).equals(text)).to.equal(true);
  });
});
