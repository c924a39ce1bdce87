import { expect } from 'chai';
import * as fc from 'fast-check';
import { PduType } from '../../../../agent/snmp/ber.ts';
import { communityMessages } from '../../../../agent/snmp/notify/community-messages.ts';
import { encodeResponse } from './fake-receiver.ts';

// coldStart at sysUpTime 1.00 s: what snmptrap -v 2c -c public HOST 100 1.3.6.1.6.3.1.1.5.1 sends.
const COLD_START = '300d06082b060102010103004301643017060a2b06010603010104010006092b0601060301010501';

const messages = communityMessages('public');
const decode = (datagram: Uint8Array) => messages.decode(datagram, () => true);

describe('notifications in v2c messages', () => {
  it('are a trap PDU under version and community (RFC 1901 section 3, RFC 3416 section 3)', () => {
    const message = messages.encode(PduType.SnmpV2Trap, 0x12345678, Buffer.from(COLD_START, 'hex'));
    expect(Buffer.from(message).toString('hex')).to.equal(
      `304302010104067075626c6963a7360204123456780201000201003028${COLD_START}`,
    );
  });

  it('are an InformRequest PDU with the same contents', () => {
    const message = messages.encode(PduType.InformRequest, 1, Buffer.from(COLD_START, 'hex'));
    expect(Buffer.from(message).toString('hex')).to.equal(
      `304002010104067075626c6963a6330201010201000201003028${COLD_START}`,
    );
  });

  it('take no more than they say beyond their varbinds, up to the largest datagram', () => {
    for (const size of [0, 1, 100, 200, 1_356, 65_000]) {
      const message = messages.encode(PduType.InformRequest, 2 ** 31 - 1, Buffer.alloc(size));
      expect(message.length - size, `${size} octets`).to.be.at.most(messages.overhead);
    }
  });

  it('are acknowledged by the response of the same community', () => {
    const answer = decode(encodeResponse({ requestId: 77, errorStatus: 5 }));
    expect(answer).to.deep.equal({ kind: 'response', requestId: 77, errorStatus: 5 });
  });

  it('are not acknowledged by another community, version or PDU', () => {
    const v1 = encodeResponse({ requestId: 77 });
    v1[4] = 0;
    expect(decode(v1)).to.equal(undefined);
    expect(decode(encodeResponse({ requestId: 77, community: 'Public' }))).to.equal(undefined);
    const request = encodeResponse({ requestId: 77, pduType: PduType.GetRequest });
    expect(decode(request)).to.equal(undefined);
  });

  it('are acknowledged by no torn response, and whatever is changed in one, nothing throws', () => {
    const whole = encodeResponse({ requestId: 77 });
    for (let length = 0; length < whole.length; length++) {
      expect(decode(whole.subarray(0, length)), `${length} octets`).to.equal(undefined);
    }
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Uint8Array.from(whole);
        for (const [at, octet] of changes) changed[at] = octet;
        const answer = decode(changed);
        if (answer) expect(answer).to.have.keys('kind', 'requestId', 'errorStatus');
      }),
      { seed: 1901, numRuns: 5_000 },
    );
  });
});
