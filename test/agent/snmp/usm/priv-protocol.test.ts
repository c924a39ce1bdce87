import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  decryptScopedPDU,
  encryptScopedPDU,
  PRIV_PROTOCOLS,
  type PrivKey,
  SaltSource,
} from '../../../../agent/snmp/usm/priv-protocol.ts';

const SALT = Buffer.from('0001020304050607', 'hex');

function keyFor(protocol: PrivKey['protocol']): PrivKey {
  return { protocol, key: Buffer.from(Array.from({ length: protocol.keyLength }, (_, i) => i * 7 + 1)) };
}

describe('privacy protocols', () => {
  for (const protocol of Object.values(PRIV_PROTOCOLS)) {
    it(`${protocol.name} decrypts what it encrypted, whatever its length`, () => {
      const boots = fc.integer({ min: 0, max: 2 ** 31 - 1 });
      fc.assert(
        fc.property(
          fc.uint8Array({ minLength: 1, maxLength: 200 }),
          boots,
          boots,
          (plain, engineBoots, time) => {
            const encrypted = encryptScopedPDU(keyFor(protocol), engineBoots, time, SALT, plain);
            const decrypted = decryptScopedPDU(keyFor(protocol), engineBoots, time, SALT, encrypted)!;
            expect(decrypted.subarray(0, plain.length)).to.deep.equal(Buffer.from(plain));
            expect(encrypted.length - plain.length).to.be.within(0, protocol.name === 'DES' ? 7 : 0);
          },
        ),
        { seed: 3414, numRuns: 100 },
      );
    });

    it(`${protocol.name} refuses a salt that is not of 8 octets`, () => {
      for (const length of [0, 7, 9]) {
        expect(decryptScopedPDU(keyFor(protocol), 1, 1, Buffer.alloc(length), Buffer.alloc(16))).to.equal(
          undefined,
        );
      }
    });
  }

  it('AES-128 encrypts with engineBoots, engineTime and salt as the IV (NIST SP 800-38A F.3.13)', () => {
    const key = {
      protocol: PRIV_PROTOCOLS['AES-128'],
      key: Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'),
    };
    const salt = Buffer.from('08090a0b0c0d0e0f', 'hex');
    const plain = Buffer.from('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51', 'hex');
    expect(encryptScopedPDU(key, 0x00010203, 0x04050607, salt, plain).toString('hex')).to.equal(
      '3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b',
    );
  });

  it('DES is single DES in CBC mode with the salt XOR the pre-IV as the IV (FIPS 81)', () => {
    // FIPS 81 table C1: key 0123456789abcdef, IV 1234567890abcdef; a zero pre-IV leaves the salt as the IV.
    const key = {
      protocol: PRIV_PROTOCOLS.DES,
      key: Buffer.from('0123456789abcdef0000000000000000', 'hex'),
    };
    const plain = Buffer.from('Now is the time for all ');
    const salt = Buffer.from('1234567890abcdef', 'hex');
    const expected = 'e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6';
    expect(encryptScopedPDU(key, 0, 0, salt, plain).toString('hex')).to.equal(expected);
    const preIV = Buffer.from('ffffffffffffffff', 'hex');
    const inverted = { protocol: key.protocol, key: Buffer.concat([key.key.subarray(0, 8), preIV]) };
    const complement = Buffer.from('edcba9876f543210', 'hex');
    expect(encryptScopedPDU(inverted, 0, 0, complement, plain).toString('hex')).to.equal(expected);
  });

  it('DES refuses data that are not whole blocks', () => {
    expect(decryptScopedPDU(keyFor(PRIV_PROTOCOLS.DES), 1, 1, SALT, Buffer.alloc(15))).to.equal(undefined);
  });
});

describe('salts', () => {
  it('never come twice', () => {
    const source = new SaltSource();
    const seen = new Set<string>();
    const salt = Buffer.alloc(8);
    for (let i = 0; i < 10_000; i++) {
      source.next(PRIV_PROTOCOLS['AES-128'], 1, salt);
      seen.add(salt.toString('hex'));
    }
    expect(seen.size).to.equal(10_000);
  });

  it('begin with engineBoots for DES (RFC 3414 section 8.1.1.1)', () => {
    const salt = Buffer.alloc(8);
    new SaltSource().next(PRIV_PROTOCOLS.DES, 0x01020304, salt);
    expect(salt.subarray(0, 4).toString('hex')).to.equal('01020304');
  });
});
