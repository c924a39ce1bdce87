import { expect } from 'chai';
import { PduType } from '../../../agent/snmp/ber.ts';
import { createCounters } from '../../../agent/snmp/counters.ts';
import { createAnswerWriter, Dispatcher } from '../../../agent/snmp/dispatch.ts';
import { AuthoritativeEngine } from '../../../agent/snmp/usm/engine.ts';
import { createSecurityStatistics } from '../../../agent/snmp/usm/statistics.ts';
import type { UserCredentials } from '../../../agent/snmp/usm/user.ts';
import { V3Processor } from '../../../agent/snmp/usm/v3-processor.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import { View } from '../../../agent/snmp/view.ts';
import { readResponse, request, tlv } from './messages.ts';
import {
  AUTH_ONLY,
  BOOTS,
  ENGINE_ID,
  messageOf,
  OPEN,
  OPS,
  open,
  pduOf,
  SecurityLevel,
} from './usm/v3-peer.ts';

const OLD: UserCredentials = {
  name: 'old',
  auth: { protocol: 'MD5', passphrase: 'auth passphrase' },
  priv: { protocol: 'DES', passphrase: 'priv passphrase' },
};
const STRONG: UserCredentials = {
  name: 'strong',
  auth: { protocol: 'SHA-512', passphrase: 'auth passphrase' },
  priv: { protocol: 'AES-256', passphrase: 'priv passphrase' },
};
const USERS = [OPEN, AUTH_ONLY, OLD, OPS, STRONG];

/** An engine with a hundred instances below 1.3.6.1.1, each of five octets, that sends so large messages. */
function engineOf(maxMessageSize: number, engineBoots = BOOTS, engineTime = 1000) {
  const index = new ValueIndex();
  for (let i = 0; i < 100; i++)
    index.publish(index.open([1, 3, 6, 1, 1, i]), { type: 'Integer32', value: 1e8 + i });
  let seconds = 0;
  const engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots }, () => seconds * 1000);
  seconds = engineTime;
  const access = new View({ include: [[1]] }, { index, subtrees: [] });
  const principals = USERS.map((credentials) => ({ credentials, access }));
  const v3 = new V3Processor(engine, principals, createSecurityStatistics(), maxMessageSize);
  const dispatcher = new Dispatcher({ communities: [], v3, counters: createCounters(), maxMessageSize });
  const writer = createAnswerWriter();
  return (message: Uint8Array) => {
    expect(dispatcher.answer(message, '192.0.2.1', writer)).to.equal(true);
    return writer.bytes.slice(writer.start, writer.end);
  };
}

/** The PDU of a GETBULK of the hundred. */
function bulk(): Buffer {
  const message = request(PduType.GetBulkRequest, ['1.3.6.1.1'], { fields: [0, 100] });
  return message.subarray(message.indexOf(PduType.GetBulkRequest));
}

/** What the answer says once it is opened, read as if it were one to a community. */
function contents(answer: Uint8Array, user: UserCredentials) {
  const { pdu, authentic } = open(answer, user);
  expect(authentic).to.equal(user.auth !== undefined);
  return readResponse(tlv(0x30, tlv(0x02, Buffer.from([3])), tlv(0x04), pdu));
}

describe('the answer to a GETBULK in SNMPv3', () => {
  for (const user of USERS) {
    const { name, auth, priv } = user;
    const level = `${auth?.protocol ?? 'no auth'}, ${priv?.protocol ?? 'no priv'}`;

    it(`K70 of ${name} (${level}) fills what its sender takes, and not an octet more`, () => {
      const answer = engineOf(65_507);
      for (let msgMaxSize = 484; msgMaxSize < 500; msgMaxSize++) {
        const octets = answer(messageOf(user, { msgMaxSize }, bulk()));
        expect(octets.length).to.be.within(msgMaxSize - 60, msgMaxSize);
        expect(contents(octets, user)).to.include({ status: 0 });
      }
    });

    it(`K70 of ${name} (${level}) stays within what the agent sends`, () => {
      const octets = engineOf(1000)(messageOf(user, { msgMaxSize: 65_507 }, bulk()));
      expect(octets.length).to.be.within(940, 1000);
      expect(contents(octets, user).names[0]).to.equal('1.3.6.1.1.0');
    });
  }
});

describe('the answer to an SNMPv3 request that nobody signed', () => {
  it('is a dozen octets larger at most where its user would have to sign', () => {
    const nobody = { securityLevel: SecurityLevel.noAuthNoPriv, msgID: 0, msgMaxSize: 484 };
    const message = messageOf(OPS, { ...nobody, engineBoots: 0, engineTime: 0 }, pduOf());
    const answer = engineOf(65_507, 2 ** 31 - 2, 2 ** 31 - 1)(message);
    // authorizationError, and the list as it was.
    expect(open(answer).pdu.toString('hex')).to.equal(
      'a21a02021267 020110 020100 300e300c06082b060102010103000500'.replaceAll(' ', ''),
    );
    expect(answer.length - message.length).to.be.at.most(12);
  });
});
