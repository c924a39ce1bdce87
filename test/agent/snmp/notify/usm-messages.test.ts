import { expect } from 'chai';
import * as fc from 'fast-check';
import { PduType, Tag } from '../../../../agent/snmp/ber.ts';
import { createWriter, prependHeader, prependInteger } from '../../../../agent/snmp/ber-writer.ts';
import type { Answer } from '../../../../agent/snmp/notify/message-processing.ts';
import { UsmInforms, usmTraps } from '../../../../agent/snmp/notify/usm-messages.ts';
import { AuthoritativeEngine } from '../../../../agent/snmp/usm/engine.ts';
import type { Envelope } from '../../../../agent/snmp/usm/seal-message.ts';
import { COUNTER_OIDS, type SecurityCounter } from '../../../../agent/snmp/usm/statistics.ts';
import type { UserCredentials } from '../../../../agent/snmp/usm/user.ts';
import { appendVarbind } from '../../../../agent/snmp/varbind.ts';
import { messageOf, OPEN, OPS, open, pduOf, SecurityLevel } from '../usm/v3-peer.ts';

const AGENT = new AuthoritativeEngine({ engineID: Buffer.from('80007ed905aaaaaaaa', 'hex'), engineBoots: 4 });
const RECEIVER_ID = Buffer.from('80001f8880bbbbbbbb', 'hex');
const VARBINDS = Buffer.from('300c06082b060102010103000500', 'hex');

/** The receiver's side of an exchange: its engine, its clock, what it answers. */
class Receiver {
  engineID: Uint8Array = RECEIVER_ID;
  engineBoots = 3;
  engineTime = 500;

  envelope(changes: Partial<Envelope> = {}): Partial<Envelope> {
    const { engineID, engineBoots, engineTime } = this;
    return { msgID: 1, engineID, engineBoots, engineTime, reportable: false, ...changes };
  }

  report(counter: SecurityCounter, user: UserCredentials, changes: Partial<Envelope> = {}): Uint8Array {
    const writer = createWriter(100, 100);
    appendVarbind(writer, COUNTER_OIDS[counter], { type: 'Counter32', value: 1 });
    prependHeader(writer, Tag.Sequence);
    for (const value of [0, 0, 0]) prependInteger(writer, Tag.Integer, value);
    prependHeader(writer, PduType.Report);
    return messageOf(user, this.envelope(changes), writer.bytes.slice(writer.start, writer.end));
  }

  /** Without a signature, as from anybody. */
  openReport(counter: SecurityCounter): Uint8Array {
    return this.report(counter, OPEN);
  }

  timeReport(): Uint8Array {
    return this.report('usmStatsNotInTimeWindows', OPS, { securityLevel: SecurityLevel.authNoPriv });
  }

  response(user: UserCredentials = OPS, changes: Partial<Envelope> = {}): Uint8Array {
    return messageOf(user, this.envelope(changes), pduOf(PduType.Response, 1));
  }
}

describe('traps in v3 messages', () => {
  it('are signed and encrypted for this engine, with its boots and time, and ask for no report', () => {
    const traps = usmTraps(AGENT, OPS);
    const message = open(traps.encode(PduType.SnmpV2Trap, 5, VARBINDS), OPS, AGENT.engineID);
    expect(message).to.include({ msgFlags: 3, authentic: true, engineBoots: 4, userName: 'ops' });
    expect(message.engineID).to.deep.equal(Buffer.from(AGENT.engineID));
    expect(message.pdu.toString('hex')).to.equal(`a719020105020100020100300e${VARBINDS.toString('hex')}`);
  });

  it('take no more than they say beyond their varbinds', () => {
    const traps = usmTraps(AGENT, { ...OPS, priv: { protocol: 'DES', passphrase: 'priv passphrase' } });
    for (let size = 1_000; size < 1_016; size++) {
      const message = traps.encode(PduType.SnmpV2Trap, 2 ** 31 - 1, Buffer.alloc(size));
      expect(message.length - size).to.be.at.most(traps.overhead);
    }
  });
});

describe('informs in v3 messages', () => {
  let clock = 0;
  let informs: UsmInforms;
  let receiver: Receiver;

  const encode = () => informs.encode(PduType.InformRequest, 1, VARBINDS);
  const decode = (message: Uint8Array): Answer | undefined => informs.decode(message, (id) => id === 1);
  const opened = (user = OPS) => open(encode(), user, receiver.engineID);
  const synchronize = () => {
    decode(receiver.openReport('usmStatsUnknownEngineIDs'));
    decode(receiver.timeReport());
  };

  beforeEach(() => {
    clock = 0;
    informs = new UsmInforms(AGENT, OPS, undefined, () => clock);
    receiver = new Receiver();
  });

  it('first ask for the engine, then for its time, and are then sent (RFC 3414 section 4)', () => {
    const probe = open(encode());
    expect(probe).to.include({ msgFlags: 4, userName: '', engineBoots: 0, engineTime: 0 });
    expect(probe.engineID).to.have.length(0);
    expect(probe.pdu.toString('hex')).to.equal('a00b0201010201000201003000');
    expect(informs.window).to.equal(1);

    expect(decode(receiver.openReport('usmStatsUnknownEngineIDs'))).to.deep.equal({
      kind: 'resend',
      requestId: 1,
    });
    expect(opened()).to.include({ msgFlags: 7, authentic: true, engineBoots: 0, engineTime: 0 });
    expect(informs.window).to.equal(1);

    expect(decode(receiver.timeReport())).to.deep.equal({ kind: 'resend', requestId: 1 });
    clock += 2_500;
    const inform = opened();
    expect(inform).to.include({ msgFlags: 7, authentic: true, engineBoots: 3, engineTime: 502 });
    expect(inform.pdu[0]).to.equal(PduType.InformRequest);
    expect(informs.window).to.equal(64);
    expect(decode(receiver.response())).to.deep.equal({ kind: 'response', requestId: 1, errorStatus: 0 });
  });

  it('need no time where the user has no keys', () => {
    informs = new UsmInforms(AGENT, OPEN, undefined, () => clock);
    encode();
    decode(receiver.openReport('usmStatsUnknownEngineIDs'));
    expect(informs.window).to.equal(64);
    expect(opened(OPEN)).to.include({ msgFlags: 4, userName: 'open' });
    expect(decode(receiver.response(OPEN))).to.include({ kind: 'response' });
  });

  describe('for an engine that is given', () => {
    beforeEach(() => {
      informs = new UsmInforms(AGENT, OPS, RECEIVER_ID, () => clock);
    });

    it('are sent to it at once, and only ask for its time', () => {
      expect(opened()).to.include({ msgFlags: 7, authentic: true, engineBoots: 0, engineTime: 0 });
      expect(informs.window).to.equal(1);
      expect(decode(receiver.timeReport())).to.deep.equal({ kind: 'resend', requestId: 1 });
      expect(opened()).to.include({ engineBoots: 3, engineTime: 500, authentic: true });
      expect(decode(receiver.response())).to.include({ kind: 'response' });
    });

    it('go to no other engine, whoever reports one', () => {
      receiver.engineID = Buffer.from('80001f8880cccccccc', 'hex');
      expect(decode(receiver.openReport('usmStatsUnknownEngineIDs'))).to.deep.equal({
        kind: 'hint',
        requestId: 1,
        reason: 'the receiver is the engine 80001f8880cccccccc, not the one configured',
      });
      receiver.engineID = RECEIVER_ID;
      expect(opened()).to.include({ authentic: true, engineBoots: 0 });
    });
  });

  it('follow a receiver that restarts: higher boots in a signed report', () => {
    synchronize();
    receiver.engineBoots = 4;
    receiver.engineTime = 1;
    expect(decode(receiver.timeReport())).to.include({ kind: 'resend' });
    expect(opened()).to.include({ engineBoots: 4, engineTime: 1 });
  });

  it('follow a receiver that was replaced: another engine ID', () => {
    synchronize();
    receiver.engineID = Buffer.from('80001f8880cccccccc', 'hex');
    expect(decode(receiver.openReport('usmStatsUnknownEngineIDs'))).to.include({ kind: 'resend' });
    expect(opened()).to.include({ engineBoots: 0, authentic: true });
  });

  it('keep the time they have when others in flight bring the same engine ID again', () => {
    synchronize();
    decode(receiver.openReport('usmStatsUnknownEngineIDs'));
    expect(opened()).to.include({ engineBoots: 3 });
  });

  describe('take no answer', () => {
    const ignored = (message: Uint8Array) => expect(decode(message)).to.equal(undefined);

    beforeEach(() => synchronize());

    it('that is less secure than they are (RFC 3412 section 7.2 (12))', () => {
      ignored(receiver.response(OPS, { securityLevel: SecurityLevel.noAuthNoPriv }));
      ignored(receiver.response(OPS, { securityLevel: SecurityLevel.authNoPriv }));
    });

    it('of another user, engine, key or msgID', () => {
      ignored(receiver.response({ ...OPS, name: 'other' }));
      ignored(receiver.response(OPS, { engineID: Buffer.from('80001f8880cccccccc', 'hex') }));
      ignored(receiver.response({ ...OPS, auth: { protocol: 'SHA-256', passphrase: 'another one' } }));
      ignored(receiver.response({ ...OPS, priv: { protocol: 'AES-128', passphrase: 'another one' } }));
      ignored(receiver.response(OPS, { msgID: 2 }));
    });

    it('that is replayed: older by more than 150 seconds, or from before a restart', () => {
      const old = receiver.response();
      clock += 150_000;
      expect(decode(Uint8Array.from(old))).to.include({ kind: 'response' });
      clock += 1_000;
      ignored(Uint8Array.from(old));
      receiver.engineBoots = 4;
      decode(receiver.timeReport());
      ignored(old);
    });

    it('about time that is not signed, and change nothing for it', () => {
      receiver.engineBoots = 9;
      expect(decode(receiver.openReport('usmStatsNotInTimeWindows'))).to.deep.equal({
        kind: 'hint',
        requestId: 1,
        reason: 'the receiver reports usmStatsNotInTimeWindows',
      });
      expect(opened()).to.include({ engineBoots: 3 });
    });

    it('that reports another engine under a msgID nobody waits for', () => {
      receiver.engineID = Buffer.from('80001f8880cccccccc', 'hex');
      ignored(receiver.report('usmStatsUnknownEngineIDs', OPEN, { msgID: 2 }));
      receiver.engineID = RECEIVER_ID;
      expect(opened()).to.include({ engineBoots: 3, authentic: true });
    });

    it('but tell the operator what the receiver reports', () => {
      expect(decode(receiver.openReport('usmStatsUnknownUserNames'))).to.include({
        kind: 'hint',
        reason: 'the receiver reports usmStatsUnknownUserNames',
      });
    });

    it('of any other octets, and nothing throws', () => {
      const seeds = [
        receiver.response(),
        receiver.timeReport(),
        receiver.openReport('usmStatsUnknownEngineIDs'),
      ];
      const change = fc.tuple(fc.nat(200), fc.nat(255));
      fc.assert(
        fc.property(
          fc.constantFrom(...seeds),
          fc.array(change, { minLength: 1, maxLength: 5 }),
          (seed, changes) => {
            const message = Uint8Array.from(seed);
            for (const [at, octet] of changes) message[at % message.length] = octet;
            const answer = informs.decode(message, () => true);
            if (answer) expect(answer.kind).to.be.oneOf(['response', 'resend', 'hint']);
          },
        ),
        { seed: 3413, numRuns: 10_000 },
      );
    });
  });
});
