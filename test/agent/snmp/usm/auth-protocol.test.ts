import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import {
  AUTH_PROTOCOLS,
  type AuthKey,
  signMessage,
  verifyMessage,
} from '../../../../agent/snmp/usm/auth-protocol.ts';

const OFFSET = 7;

function messageOf(key: AuthKey): Buffer {
  const message = Buffer.alloc(OFFSET + key.protocol.digestLength + 30, 0x41);
  signMessage(key, message, OFFSET);
  return message;
}

for (const protocol of Object.values(AUTH_PROTOCOLS)) {
  describe(`HMAC-${protocol.name}`, () => {
    const key: AuthKey = { protocol, key: Buffer.alloc(protocol.keyLength, 0x5a) };
    const { digestLength } = protocol;

    it('signs with the first octets of the HMAC over the message with a zeroed digest', () => {
      const message = messageOf(key);
      const zeroed = Buffer.from(message).fill(0, OFFSET, OFFSET + digestLength);
      const hmac = createHmac(protocol.hash, key.key).update(zeroed).digest().subarray(0, digestLength);
      expect(message.subarray(OFFSET, OFFSET + digestLength)).to.deep.equal(hmac);
    });

    it('accepts what it signed', () => {
      expect(verifyMessage(key, messageOf(key), OFFSET, digestLength)).to.equal(true);
    });

    it('refuses a message with any bit changed', () => {
      for (let bit = 0; bit < messageOf(key).length * 8; bit += 3) {
        const message = messageOf(key);
        message[bit >> 3]! ^= 1 << (bit & 7);
        expect(verifyMessage(key, message, OFFSET, digestLength), `bit ${bit}`).to.equal(false);
      }
    });

    it('refuses another key', () => {
      const other: AuthKey = { protocol, key: Buffer.alloc(protocol.keyLength, 0x5b) };
      expect(verifyMessage(other, messageOf(key), OFFSET, digestLength)).to.equal(false);
    });

    it('refuses a digest of any other length, however right its octets are', () => {
      for (const length of [0, 1, digestLength - 1, digestLength + 1]) {
        expect(verifyMessage(key, messageOf(key), OFFSET, length), `length ${length}`).to.equal(false);
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
