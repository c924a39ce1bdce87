import { expect } from 'chai';
import * as fc from 'fast-check';
import { createPrivKey, PRIV_PROTOCOLS, SaltSource } from '../../../../agent/snmp/usm/priv-protocol.ts';

const SALT = Buffer.from('0001020304050607', 'hex');

describe('privacy protocols', () => {
  for (const protocol of Object.values(PRIV_PROTOCOLS)) {
    const octets = Array.from({ length: protocol.keyLength }, (_, i) => i * 7 + 1);
    const key = createPrivKey(protocol, Buffer.from(octets));

    it(`${protocol.name} decrypts what it encrypted, whatever its length`, () => {
      const boots = fc.integer({ min: 0, max: 2 ** 31 - 1 });
      fc.assert(
        fc.property(
          fc.uint8Array({ minLength: 1, maxLength: 200 }),
          boots,
          boots,
          (plain, engineBoots, time) => {
            const encrypted = Uint8Array.from(key.encrypt(engineBoots, time, SALT, plain));
            const decrypted = key.decrypt(engineBoots, time, SALT, encrypted)!;
            expect(Buffer.from(decrypted.subarray(0, plain.length))).to.deep.equal(Buffer.from(plain));
            expect(encrypted.length - plain.length).to.be.within(0, protocol.name === 'DES' ? 7 : 0);
          },
        ),
        { seed: 3414, numRuns: 100 },
      );
    });

    it(`${protocol.name} refuses a salt that is not of 8 octets`, () => {
      for (const length of [0, 7, 9]) {
        expect(key.decrypt(1, 1, Buffer.alloc(length), Buffer.alloc(16))).to.equal(undefined);
      }
    });
  }

  it('AES-128 takes engineBoots, engineTime and salt as the IV (NIST SP 800-38A F.3.13)', () => {
    const key = createPrivKey(
      PRIV_PROTOCOLS['AES-128'],
      Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'),
    );
    const salt = Buffer.from('08090a0b0c0d0e0f', 'hex');
    const plain = Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex');
    expect(Buffer.from(key.encrypt(0x00010203, 0x04050607, salt, plain)).toString('hex')).to.equal(
      '3b3fd92eb72dad20333449f8e83cfb4a',
    );
  });

  it('DES is single DES in CBC mode with the salt XOR the pre-IV as the IV (FIPS 81)', () => {
    // FIPS 81 table C1: key 0123456789abcdef, IV 1234567890abcdef.
    const encrypt = (preIV: string, salt: string) => {
      const key = createPrivKey(PRIV_PROTOCOLS.DES, Buffer.from(`0123456789abcdef${preIV}`, 'hex'));
      return Buffer.from(
        key.encrypt(0, 0, Buffer.from(salt, 'hex'), Buffer.from('Now is the time for all ')),
      );
    };
    const expected = 'e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6';
    expect(encrypt('0000000000000000', '1234567890abcdef').toString('hex')).to.equal(expected);
    expect(encrypt('ffffffffffffffff', 'edcba9876f543210').toString('hex')).to.equal(expected);
  });

  it('DES refuses data that are not whole blocks', () => {
    const key = createPrivKey(PRIV_PROTOCOLS.DES, Buffer.alloc(16, 1));
    expect(key.decrypt(1, 1, SALT, Buffer.alloc(15))).to.equal(undefined);
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
