import { expect } from 'chai';
import { PduType } from '../../agent/snmp/ber.ts';
import { communityMessages } from '../../agent/snmp/notify/community-messages.ts';
import type { Answer } from '../../agent/snmp/notify/message-processing.ts';
import { UsmInforms } from '../../agent/snmp/notify/usm-messages.ts';
import { AuthoritativeEngine } from '../../agent/snmp/usm/engine.ts';
import { encodeResponse } from '../agent/snmp/notify/fake-receiver.ts';
import { ENGINE_ID, messageOf, OPEN, OPS, pduOf, SecurityLevel } from '../agent/snmp/usm/v3-peer.ts';
import { readRecordings } from '../interop/exchanges.ts';
import { FUZZ_RUNS, fuzz } from './fuzz.ts';
import { signer } from './sign-again.ts';

/** A receiver's answers, and reports of a real engine. */
const answersInV3 = [
  messageOf(OPS, { msgID: 1, reportable: false }, pduOf(PduType.Response, 1)),
  messageOf(
    OPS,
    { msgID: 1, reportable: false, securityLevel: SecurityLevel.authNoPriv },
    pduOf(PduType.Report, 1),
  ),
  messageOf(OPEN, { msgID: 1, reportable: false }, pduOf(PduType.Report, 1)),
  ...readRecordings()
    .filter(({ name }) => name.startsWith('v3'))
    .flatMap(({ exchanges }) => exchanges.flatMap(({ answer }) => answer ?? [])),
];

describe('any octets sent in answer to an inform', () => {
  it(`settle it or mean nothing, in SNMPv2c (${FUZZ_RUNS} packets)`, function () {
    this.timeout(0);
    const { decode } = communityMessages('public');
    const seen = new Set<string | undefined>();
    fuzz([encodeResponse({ requestId: 1 }), encodeResponse({ requestId: 2, errorStatus: 5 })], (packet) => {
      const answer = decode(packet, () => true);
      expect(answer?.kind).to.be.oneOf([undefined, 'response']);
      seen.add(answer?.kind);
    });
    expect([...seen]).to.have.members([undefined, 'response']);
  });

  it(`settle it, have it sent again or mean nothing, in SNMPv3 (${FUZZ_RUNS} packets)`, function () {
    this.timeout(0);
    const local = new AuthoritativeEngine({
      engineID: Buffer.from('80007ed905aaaaaaaa', 'hex'),
      engineBoots: 4,
    });
    const seen = new Set<Answer['kind'] | undefined>();
    const informs = new UsmInforms(local, OPS, ENGINE_ID, () => 0);
    fuzz(
      answersInV3,
      (packet) => {
        const answer = informs.decode(packet, () => true);
        expect(answer?.kind).to.be.oneOf([undefined, 'response', 'resend', 'hint']);
        seen.add(answer?.kind);
      },
      signer([OPS], ENGINE_ID),
    );
    expect([...seen]).to.include.members([undefined, 'response', 'hint']);
  });
});
