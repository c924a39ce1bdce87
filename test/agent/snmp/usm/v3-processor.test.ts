import { expect } from 'chai';
import * as fc from 'fast-check';
import { PduType } from '../../../../agent/snmp/ber.ts';
import { createWriter } from '../../../../agent/snmp/ber-writer.ts';
import { AUTH_PROTOCOLS, AuthKey, type AuthProtocolName } from '../../../../agent/snmp/usm/auth-protocol.ts';
import { MAX_ENGINE_BOOTS } from '../../../../agent/snmp/usm/engine-boots.ts';
import { localizeKey, passphraseToKey } from '../../../../agent/snmp/usm/localized-key.ts';
import {
  createPrivKey,
  PRIV_PROTOCOLS,
  type PrivProtocolName,
} from '../../../../agent/snmp/usm/priv-protocol.ts';
import type { SecurityCounter } from '../../../../agent/snmp/usm/statistics.ts';
import type { UserCredentials } from '../../../../agent/snmp/usm/user.ts';
import type { V3Result } from '../../../../agent/snmp/usm/v3-processor.ts';
import {
  AUTH_ONLY,
  BOOTS,
  createPeer,
  ENGINE_ID,
  localize,
  messageOf,
  OPEN,
  OPS,
  open,
  pduOf,
  SecurityLevel,
} from './v3-peer.ts';

type Peer = ReturnType<typeof createPeer>;

const UNKNOWN: UserCredentials = { ...OPS, name: 'nobody' };
const FOREIGN_ENGINE = { engineID: Buffer.from('80007ed90500000000000000aa', 'hex') };

/** That exactly these were counted, once each. */
function expectCounted({ statistics }: Peer, ...counters: SecurityCounter[]): void {
  const counted = Object.entries(statistics).filter(([, value]) => value > 0);
  expect(Object.fromEntries(counted)).to.deep.equal(Object.fromEntries(counters.map((each) => [each, 1])));
}

function reportOf(result: V3Result<string>): Uint8Array {
  if (result.kind !== 'report') throw new Error(`no report but ${result.kind}`);
  return result.message;
}

function requestOf(result: V3Result<string>) {
  if (result.kind !== 'request') throw new Error(`no request but ${result.kind}`);
  return result;
}

/** A Report-PDU with one Counter32 of 1. */
const reportPdu = (oid: string, requestId: string) =>
  new RegExp(`^a8..02${requestId}02010002010030..30..06..${oid}410101$`);
const USM_STATS = '2b060106030f01010';

describe('the v3 message processor', () => {
  let peer: Peer;
  const process = (message: Uint8Array) => peer.processor.process(message, '192.0.2.1');
  const refused = (message: Uint8Array, counter: SecurityCounter, signer?: UserCredentials) => {
    const report = open(reportOf(process(message)), signer);
    expectCounted(peer, counter);
    return report;
  };
  const dropped = (message: Uint8Array, ...counters: SecurityCounter[]) => {
    expect(process(message)).to.deep.equal({ kind: 'drop', counter: counters[0] ?? 'parseError' });
    expectCounted(peer, ...counters);
  };

  beforeEach(() => {
    peer = createPeer();
  });

  it('has no two users of one name, and none whose name no message could carry', () => {
    expect(() => createPeer({ users: [OPS, OPEN, OPS] })).to.throw('two users have the name ops');
    expect(() => createPeer({ users: [{ name: 'n'.repeat(33) }] })).to.throw(RangeError, '32 octets');
  });

  describe('a request', () => {
    it('gives its PDU, the access of its user and the size its sender takes', () => {
      const request = requestOf(process(messageOf(OPS, { msgMaxSize: 900 })));
      expect(Buffer.from(request.bytes.subarray(request.start, request.end))).to.deep.equal(
        Buffer.from(pduOf()),
      );
      expect(request).to.include({ userName: 'ops', access: 'view of ops', maxSize: 900 });
      expectCounted(peer);
    });

    it('is never answered larger than the agent is to send', () => {
      expect(requestOf(process(messageOf(OPS))).maxSize).to.equal(1472);
    });

    for (const type of ['GetRequest', 'GetNextRequest', 'GetBulkRequest', 'SetRequest'] as const) {
      it(`may be a ${type}`, () => {
        expect(process(messageOf(OPS, {}, pduOf(PduType[type]))).kind).to.equal('request');
      });
    }

    it('of a user without keys gives its access', () => {
      expect(requestOf(process(messageOf(OPEN))).access).to.equal('view of open');
    });

    for (const level of ['noAuthNoPriv', 'authNoPriv'] as const) {
      it(`at ${level} of a user with privacy keys gives none (RFC 3413 section 3.2)`, () => {
        const request = requestOf(process(messageOf(OPS, { securityLevel: SecurityLevel[level] })));
        expect(request.access).to.equal(undefined);
      });
    }
  });

  describe('a user that may come from some addresses only', () => {
    const from = { ops: ['192.0.2.0/24', '2001:db8::/32'] };

    it('is unknown to all others, before its digest is looked at', () => {
      const { processor, statistics } = createPeer({ from });
      const kinds = ['192.0.2.9', '2001:db8::1', '198.51.100.1', '::1'].map((address) => {
        return processor.process(messageOf(OPS), address).kind;
      });
      expect(kinds).to.deep.equal(['request', 'request', 'report', 'report']);
      expect(statistics).to.include({ usmStatsUnknownUserNames: 2, usmStatsWrongDigests: 0 });
      expect(processor.process(messageOf(AUTH_ONLY), '198.51.100.1').kind).to.equal('request');
    });

    it('leaves the engine open to addresses that some other user may come from', () => {
      const isOpen = (users: readonly UserCredentials[]) => {
        const { processor } = createPeer({ users: [...users], from });
        return ['192.0.2.9', '198.51.100.1'].map((address) => processor.isOpenTo(address));
      };
      expect(isOpen([OPS])).to.deep.equal([true, false]);
      expect(isOpen([OPS, OPEN])).to.deep.equal([true, true]);
      expect(isOpen([])).to.deep.equal([false, false]);
    });
  });

  describe('a response', () => {
    const pairs = Object.keys(AUTH_PROTOCOLS).flatMap((auth) =>
      Object.keys(PRIV_PROTOCOLS).map((priv) => [auth, priv] as [AuthProtocolName, PrivProtocolName]),
    );
    for (const [auth, priv] of pairs) {
      it(`goes back under ${auth} and ${priv} as the request came`, () => {
        const user: UserCredentials = {
          name: 'pair',
          auth: { protocol: auth, passphrase: 'one passphrase' },
          priv: { protocol: priv, passphrase: 'one passphrase' },
        };
        peer = createPeer({ users: [user] });
        const request = requestOf(process(messageOf(user)));
        const pdu = pduOf(PduType.Response);
        const writer = createWriter(request.overhead, pdu.length + 7);
        writer.bytes.set(pdu, writer.start);
        writer.end += pdu.length;
        request.seal(writer);
        expect(writer.overflow).to.equal(false);
        expect(writer.end - writer.start - pdu.length).to.be.at.most(request.overhead);
        const response = open(writer.bytes.subarray(writer.start, writer.end), user);
        expect(response).to.include({ msgID: 99, msgFlags: 3, userName: 'pair', authentic: true });
        expect(response).to.include({ engineBoots: BOOTS, engineTime: 1000, msgMaxSize: 1472 });
        expect(response.engineID).to.deep.equal(ENGINE_ID);
        expect(response.pdu).to.deep.equal(Buffer.from(pdu));
      });
    }

    it('says that it overflows instead of being sent torn', () => {
      const request = requestOf(process(messageOf(OPS)));
      const writer = createWriter(20, 100);
      writer.end += 100;
      request.seal(writer);
      expect(writer.overflow).to.equal(true);
    });
  });

  describe('discovery (RFC 3414 section 4)', () => {
    // What snmpget of Net-SNMP 5.9.3 sends first.
    const PROBE =
      '303e020103301102042a5c29b1020300ffe30401040201030410300e0400020100020100040004000400301404000400a00e0204013ef9b80201000201003000';

    it('learns engine ID, boots and time from a report of usmStatsUnknownEngineIDs', () => {
      const report = refused(Buffer.from(PROBE, 'hex'), 'usmStatsUnknownEngineIDs');
      expect(report.engineID).to.deep.equal(ENGINE_ID);
      expect(report).to.include({
        msgID: 0x2a5c29b1,
        msgFlags: 0,
        engineBoots: BOOTS,
        engineTime: 1000,
        userName: '',
      });
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${USM_STATS}400`, '04013ef9b8'));
    });

    it('learns the time from a signed report, and then is in time', () => {
      const report = open(
        reportOf(
          process(messageOf(OPS, { engineBoots: 0, engineTime: 0, securityLevel: SecurityLevel.authNoPriv })),
        ),
        OPS,
      );
      expect(report).to.include({ authentic: true, engineBoots: BOOTS, engineTime: 1000 });
      const { engineBoots, engineTime } = report;
      expect(process(messageOf(OPS, { engineBoots, engineTime })).kind).to.equal('request');
    });
  });

  describe('what is refused is counted, and reported with its counter (RFC 3414 section 3.2)', () => {
    it('usmStatsUnknownEngineIDs: a message for another engine (3)', () => {
      const report = refused(messageOf(OPS, FOREIGN_ENGINE), 'usmStatsUnknownEngineIDs');
      expect(report).to.include({ msgFlags: 0, userName: 'ops' });
      // It came encrypted: its request-id is not known.
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${USM_STATS}400`, '0100'));
    });

    it('usmStatsUnknownUserNames: a user that is none (4)', () => {
      const report = refused(messageOf({ name: 'nobody' }), 'usmStatsUnknownUserNames');
      expect(report).to.include({ msgFlags: 0, userName: 'nobody' });
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${USM_STATS}300`, '021267'));
    });

    it('usmStatsUnsupportedSecLevels: more security than the user has keys for (5)', () => {
      const message = messageOf({ ...OPS, name: 'auth-only' });
      expect(refused(message, 'usmStatsUnsupportedSecLevels').pdu.toString('hex')).to.match(
        reportPdu(`${USM_STATS}100`, '0100'),
      );
    });

    it('usmStatsWrongDigests: another passphrase (6)', () => {
      const passphrase = 'another passphrase';
      const message = messageOf({ ...OPS, auth: { protocol: 'SHA-256', passphrase } });
      const report = refused(message, 'usmStatsWrongDigests');
      expect(report.msgFlags).to.equal(0);
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${USM_STATS}500`, '0100'));
    });

    it('usmStatsWrongDigests: the right digest cut short, or with octets after it (6)', () => {
      const sha256 = AUTH_PROTOCOLS['SHA-256'];
      const key = localizeKey(sha256, passphraseToKey(sha256, OPS.auth!.passphrase), ENGINE_ID);
      for (const digestLength of [12, 23, 25, 32]) {
        peer = createPeer();
        const authKey = new AuthKey({ ...sha256, digestLength }, key);
        refused(messageOf(OPS, { user: { ...localize(OPS), authKey } }), 'usmStatsWrongDigests');
      }
    });

    it('usmStatsNotInTimeWindows: signed, so that the requester may set its clock by it (7)', () => {
      const report = refused(messageOf(OPS, { engineTime: 1151 }), 'usmStatsNotInTimeWindows', OPS);
      expect(report).to.include({ msgFlags: 1, authentic: true, userName: 'ops', engineTime: 1000 });
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${USM_STATS}200`, '0100'));
    });

    it('usmStatsDecryptionErrors: a salt or data that the cipher cannot take (8)', () => {
      const des: UserCredentials = { ...OPS, priv: { protocol: 'DES', passphrase: 'priv passphrase' } };
      peer = createPeer({ users: [des] });
      // AES leaves the scopedPDU at its length, which is not one of whole blocks.
      const user = { ...localize(des), privKey: localize(OPS).privKey };
      const report = refused(messageOf(des, { user }), 'usmStatsDecryptionErrors');
      expect(report.msgFlags).to.equal(0);
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${USM_STATS}600`, '0100'));
    });

    it('a count is of all messages so far', () => {
      process(messageOf(UNKNOWN));
      expect(open(reportOf(process(messageOf(UNKNOWN)))).pdu.at(-1)).to.equal(2);
    });
  });

  describe('the order of the checks', () => {
    it('is engine before user, so that no key work is done for another engine', () => {
      refused(messageOf(UNKNOWN, FOREIGN_ENGINE), 'usmStatsUnknownEngineIDs');
    });

    it('is user before level, level before digest', () => {
      const passphrase = 'another passphrase';
      refused(
        messageOf({ ...OPS, name: 'auth-only', auth: { protocol: 'SHA-1', passphrase } }),
        'usmStatsUnsupportedSecLevels',
      );
    });

    it('is digest before time', () => {
      const auth = { protocol: 'SHA-256', passphrase: 'another passphrase' } as const;
      refused(messageOf({ ...OPS, auth }, { engineTime: 5000 }), 'usmStatsWrongDigests');
    });

    it('is time before decryption', () => {
      const privKey = createPrivKey(PRIV_PROTOCOLS['AES-128'], Buffer.alloc(16));
      const user = { ...localize(OPS), privKey };
      refused(messageOf(OPS, { user, engineTime: 5000 }), 'usmStatsNotInTimeWindows', OPS);
    });
  });

  describe('timeliness (RFC 3414 section 3.2 (7) a)', () => {
    const kindAt = (engineTime: number, engineBoots = BOOTS) =>
      process(messageOf(AUTH_ONLY, { engineTime, engineBoots })).kind;

    it('is 150 seconds either way, to the second', () => {
      expect([849, 850, 1000, 1150, 1151].map((time) => kindAt(time))).to.deep.equal([
        'report',
        'request',
        'request',
        'request',
        'report',
      ]);
    });

    it('runs with the clock of the engine', () => {
      peer.clock.seconds += 180;
      expect([1000, 1180].map((time) => kindAt(time))).to.deep.equal(['report', 'request']);
    });

    it('needs the very boots', () => {
      expect([BOOTS - 1, BOOTS, BOOTS + 1].map((boots) => kindAt(1000, boots))).to.deep.equal([
        'report',
        'request',
        'report',
      ]);
    });

    it('is lost for good when the boots are latched', () => {
      peer = createPeer({ engineBoots: MAX_ENGINE_BOOTS });
      expect(kindAt(1000, MAX_ENGINE_BOOTS)).to.equal('report');
      expectCounted(peer, 'usmStatsNotInTimeWindows');
    });

    it('is not asked of what is not authenticated', () => {
      expect(process(messageOf(OPEN, { engineTime: 9999, engineBoots: 1 })).kind).to.equal('request');
    });
  });

  describe('who gets a report (RFC 3412 section 6.4)', () => {
    const plain = (type: number, reportable: boolean) =>
      process(messageOf({ name: 'nobody' }, { reportable }, pduOf(type))).kind;

    it('is the sender of a readable PDU of the Confirmed Class, whatever the flag', () => {
      for (const type of [
        'GetRequest',
        'GetNextRequest',
        'GetBulkRequest',
        'SetRequest',
        'InformRequest',
      ] as const) {
        expect(
          [true, false].map((flag) => plain(PduType[type], flag)),
          type,
        ).to.deep.equal(['report', 'report']);
      }
    });

    it('is not the sender of any other readable PDU, whatever the flag', () => {
      for (const type of ['Response', 'SnmpV2Trap', 'Report'] as const) {
        expect(
          [true, false].map((flag) => plain(PduType[type], flag)),
          type,
        ).to.deep.equal(['drop', 'drop']);
      }
    });

    it('is decided by the flag where the PDU is encrypted', () => {
      const kinds = [true, false].map((reportable) => process(messageOf(UNKNOWN, { reportable })).kind);
      expect(kinds).to.deep.equal(['report', 'drop']);
      expect(peer.statistics.usmStatsUnknownUserNames).to.equal(2);
    });

    it('never gets more than 180 octets, with the longest names there are', () => {
      const name = 'n'.repeat(32);
      const report = reportOf(process(messageOf({ name })));
      expect(report.length).to.be.at.most(180);
    });

    it('never gets three times what he sent, in the shortest message that gets one', () => {
      const header = '300d 020100 020201e4 040107 020103';
      const shortest = `3024 020103 ${header} 0410 300e 0400 020100 020100 0400 0400 0400`;
      const message = Buffer.from(shortest.replaceAll(' ', ''), 'hex');
      peer.clock.seconds = 2 ** 31 - 1;
      peer.statistics.usmStatsUnknownEngineIDs = 2 ** 32 - 2;
      expect(reportOf(process(message)).length).to.be.at.most(3 * message.length);
    });
  });

  describe('what nobody asked this engine for (RFC 3412 section 7.2, RFC 3413 section 3.2)', () => {
    const MPD = '2b060106030b0201';

    it('snmpUnknownSecurityModels: another model, dropped', () => {
      const message = messageOf(OPEN);
      const at = Buffer.from(message).indexOf(Buffer.from('020103', 'hex'), 6);
      message[at + 2] = 2;
      dropped(message, 'snmpUnknownSecurityModels');
    });

    it('snmpInvalidMsgs: privacy without authentication, dropped', () => {
      const message = messageOf(OPEN);
      const flags = Buffer.from(message).indexOf(Buffer.from('040104', 'hex'));
      message[flags + 2] = 6;
      dropped(message, 'snmpInvalidMsgs');
    });

    it('reserved flags are ignored', () => {
      const message = messageOf(OPEN);
      const flags = Buffer.from(message).indexOf(Buffer.from('040104', 'hex'));
      message[flags + 2] = 0xf4;
      expect(process(message).kind).to.equal('request');
    });

    it('snmpUnknownPDUHandlers: the context of another engine, reported at the level of the request', () => {
      const message = messageOf(OPS, { contextEngineID: FOREIGN_ENGINE.engineID });
      const report = open(reportOf(process(message)), OPS);
      expect(report).to.include({ msgFlags: 3, authentic: true });
      expect(report.pdu.toString('hex')).to.match(reportPdu(`${MPD}0300`, '021267'));
      expectCounted(peer, 'snmpUnknownPDUHandlers');
    });

    it('snmpUnknownPDUHandlers: an inform is reported, a trap, response or report dropped', () => {
      const kinds = (['InformRequest', 'SnmpV2Trap', 'Response', 'Report'] as const).map(
        (type) => process(messageOf(OPS, {}, pduOf(PduType[type]))).kind,
      );
      expect(kinds).to.deep.equal(['report', 'drop', 'drop', 'drop']);
      expect(peer.statistics.snmpUnknownPDUHandlers).to.equal(4);
    });

    it('snmpUnknownContexts: any context but the default one', () => {
      const report = open(reportOf(process(messageOf(OPS, { contextName: Buffer.from('vrf1') }))), OPS);
      expect(report.pdu.toString('hex')).to.match(reportPdu('2b060106030c010500', '021267'));
      expectCounted(peer, 'snmpUnknownContexts');
    });
  });

  describe('what is not a message', () => {
    it('promises less than 484 octets (RFC 3412 section 6.3)', () => {
      expect(requestOf(process(messageOf(OPS, { msgMaxSize: 484 }))).maxSize).to.equal(484);
      dropped(messageOf(OPS, { msgMaxSize: 483 }));
    });

    it('has a negative msgID, boots or time', () => {
      dropped(messageOf(OPS, { msgID: -1 }));
      dropped(messageOf(OPEN, { engineBoots: -1 }));
      dropped(messageOf(OPEN, { engineTime: -1 }));
    });

    it('has a user name of over 32 octets', () => {
      const nameOctets = Buffer.alloc(33, 'n');
      dropped(messageOf(OPEN, { user: { ...localize(OPEN), nameOctets } }));
    });

    it('has octets after its end, which no digest covers', () => {
      dropped(Buffer.concat([messageOf(OPS), Buffer.alloc(1)]));
    });

    it('decrypts to something else, as with another privacy passphrase', () => {
      const priv = { protocol: 'AES-128', passphrase: 'another passphrase' } as const;
      dropped(messageOf({ ...OPS, priv }));
    });

    it('ends anywhere before its end', () => {
      const message = messageOf(OPS);
      for (let length = 0; length < message.length; length++) dropped(message.slice(0, length));
    });

    it('or is one by chance: any change ends in a request, a report or a drop, and nothing throws', () => {
      const seeds = [
        messageOf(OPS),
        messageOf(AUTH_ONLY),
        messageOf(OPEN),
        messageOf(OPEN, {}, pduOf(PduType.InformRequest)),
      ];
      const change = fc.tuple(fc.nat(200), fc.nat(255));
      fc.assert(
        fc.property(
          fc.constantFrom(...seeds),
          fc.array(change, { minLength: 1, maxLength: 5 }),
          (seed, changes) => {
            const message = Uint8Array.from(seed);
            for (const [at, octet] of changes) message[at % message.length] = octet;
            expect(process(message).kind).to.be.oneOf(['request', 'report', 'drop']);
          },
        ),
        { seed: 3412, numRuns: 20_000 },
      );
    });
  });
});
