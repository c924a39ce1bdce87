import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { AUTH_PROTOCOLS, AuthKey } from '../../../../agent/snmp/usm/auth-protocol.ts';

const OFFSET = 7;

for (const protocol of Object.values(AUTH_PROTOCOLS)) {
  describe(`HMAC-${protocol.name}`, () => {
    const { digestLength } = protocol;
    const key = new AuthKey(protocol, Buffer.alloc(protocol.keyLength, 0x5a));
    const signed = () => {
      const message = Buffer.alloc(OFFSET + digestLength + 30, 0x41);
      key.sign(message, OFFSET);
      return message;
    };

    it('signs with the first octets of the HMAC over the message with a zeroed digest', () => {
      const octets = fc.uint8Array({ minLength: protocol.keyLength, maxLength: protocol.keyLength });
      const texts = fc.uint8Array({ minLength: digestLength, maxLength: 300 });
      fc.assert(
        fc.property(octets, texts, fc.nat(300), (keyOctets, text, at) => {
          const offset = at % (text.length - digestLength + 1);
          const zeroed = Uint8Array.from(text).fill(0, offset, offset + digestLength);
          const hmac = createHmac(protocol.hash, keyOctets).update(zeroed).digest().subarray(0, digestLength);
          new AuthKey(protocol, keyOctets).sign(text, offset);
          expect(Buffer.from(text.subarray(offset, offset + digestLength))).to.deep.equal(hmac);
        }),
        { seed: 2104, numRuns: 50 },
      );
    });

    it('signs the largest datagram', () => {
      const message = Buffer.alloc(65_535, 1);
      key.sign(message, OFFSET);
      expect(key.verify(message, OFFSET, digestLength)).to.equal(true);
    });

    it('accepts what it signed', () => {
      expect(key.verify(signed(), OFFSET, digestLength)).to.equal(true);
    });

    it('refuses a message with any bit changed', () => {
      for (let bit = 0; bit < signed().length * 8; bit += 3) {
        const message = signed();
        message[bit >> 3]! ^= 1 << (bit & 7);
        expect(key.verify(message, OFFSET, digestLength), `bit ${bit}`).to.equal(false);
      }
    });

    it('refuses another key', () => {
      const other = new AuthKey(protocol, Buffer.alloc(protocol.keyLength, 0x5b));
      expect(other.verify(signed(), OFFSET, digestLength)).to.equal(false);
    });

    it('refuses a digest of any other length, however right its octets are', () => {
      for (const length of [0, 1, digestLength - 1, digestLength + 1]) {
        expect(key.verify(signed(), OFFSET, length), `length ${length}`).to.equal(false);
      }
    });
  });
}

describe('authentication protocols', () => {
  it('truncate to 12 octets after RFC 3414 and to 16, 24, 32, 48 after RFC 7860', () => {
    const lengths = Object.values(AUTH_PROTOCOLS).map((protocol) => protocol.digestLength);
    expect(lengths).to.deep.equal([12, 12, 16, 24, 32, 48]);
  });
});
