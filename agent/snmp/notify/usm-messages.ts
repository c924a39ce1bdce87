import { createReader, enter, PduType, peekTag, readInteger, readOid, Tag } from '../ber.ts';
import { createWriter } from '../ber-writer.ts';
import { decodeOid, formatOid } from '../oid.ts';
import type { AuthoritativeEngine } from '../usm/engine.ts';
import {
  type IncomingMessage,
  type PlainScopedPDU,
  readIncoming,
  readPlain,
} from '../usm/incoming-message.ts';
import { SaltSource } from '../usm/priv-protocol.ts';
import { RemoteEngine } from '../usm/remote-engine.ts';
import { type Envelope, sealMessage, sealOverhead } from '../usm/seal-message.ts';
import { COUNTER_OIDS, type SecurityCounter } from '../usm/statistics.ts';
import { deriveUser, type LocalizedUser, SecurityLevel, type UserCredentials } from '../usm/user.ts';
import { lengthOf, spanEquals } from '../usm/v3-message.ts';
import { type Answer, FULL_WINDOW, type MessageProcessing } from './message-processing.ts';
import { PDU_OVERHEAD, prependPdu, readPdu } from './notification-pdu.ts';

/** The largest message that is taken in answer to an inform: what fits a datagram. */
const MSG_MAX_SIZE = 65_507;

/** Octets of the longest engine ID: until the receiver's is known, messages are as large as with that one. */
const LONGEST_ENGINE_ID = new Uint8Array(32);

/** What a block cipher may add behind the PDU. */
const PADDING = 8;

const NOTHING = new Uint8Array();
const NOBODY = deriveUser({ name: '' })(NOTHING);

/** The counter whose instance this is, as reports name them. */
const COUNTERS = new Map(
  Object.entries(COUNTER_OIDS).map(([counter, oid]) => [formatOid(oid), counter as SecurityCounter]),
);

/** Traps in v3 messages: this engine is authoritative, and there is no answer (RFC 3414 section 1.5.1). */
export function usmTraps(engine: AuthoritativeEngine, credentials: UserCredentials): MessageProcessing {
  const user = deriveUser(credentials)(engine.engineID);
  const salts = new SaltSource();
  const envelopeOf = (msgID: number): Envelope => ({
    msgID,
    msgMaxSize: MSG_MAX_SIZE,
    reportable: false,
    securityLevel: user.securityLevel,
    user,
    engineID: engine.engineID,
    engineBoots: engine.engineBoots,
    engineTime: engine.engineTime,
    contextEngineID: engine.engineID,
    contextName: NOTHING,
  });
  const overhead = sealOverhead(envelopeOf(0)) + PDU_OVERHEAD;
  return {
    overhead,
    window: FULL_WINDOW,
    encode: (pduType, requestId, variableBindings) =>
      encodeMessage(envelopeOf(requestId), pduType, variableBindings, overhead, salts),
    decode: () => undefined,
    forget: () => {},
  };
}

/**
 * Informs in v3 messages: the receiver's engine is authoritative. It is discovered, and its clock learned,
 * by the first inform (RFC 3414 section 4), and again whenever the receiver says that it is another.
 */
export class UsmInforms implements MessageProcessing {
  readonly overhead: number;
  readonly #local: AuthoritativeEngine;
  readonly #localize: (engineID: Uint8Array) => LocalizedUser;
  readonly #now: () => number;
  readonly #salts = new SaltSource();
  readonly #given: Uint8Array | undefined;
  #remote: RemoteEngine | undefined;

  /**
   * With an `engineID`, that is the receiver's, and no other is talked to. `now` gives milliseconds that only
   * ever grow.
   */
  constructor(
    local: AuthoritativeEngine,
    credentials: UserCredentials,
    engineID?: Uint8Array,
    now = () => performance.now(),
  ) {
    this.#local = local;
    this.#localize = deriveUser(credentials);
    this.#now = now;
    const widest = new RemoteEngine(LONGEST_ENGINE_ID, this.#localize(LONGEST_ENGINE_ID), now);
    this.overhead = sealOverhead(this.#envelope(0, widest)) + PDU_OVERHEAD;
    this.#given = engineID;
    this.forget();
  }

  /**
   * Makes the receiver's engine be discovered anew: one whose clock is behind what this side takes it for is
   * otherwise never believed again (RFC 3414 section 3.2 (7) b).
   */
  forget(): void {
    const engineID = this.#given;
    this.#remote = engineID && new RemoteEngine(engineID, this.#localize(engineID), this.#now);
  }

  get window(): number {
    return this.#remote?.isSynchronized ? FULL_WINDOW : 1;
  }

  encode(pduType: number, requestId: number, variableBindings: Uint8Array): Uint8Array {
    const remote = this.#remote;
    if (!remote) {
      return encodeMessage(discovery(requestId), PduType.GetRequest, NOTHING, this.overhead, this.#salts);
    }
    return encodeMessage(
      this.#envelope(requestId, remote),
      pduType,
      variableBindings,
      this.overhead,
      this.#salts,
    );
  }

  decode(datagram: Uint8Array, isAwaited: (requestId: number) => boolean): Answer | undefined {
    const incoming = readIncoming(datagram);
    // The msgID is the request-id: what nobody waits for is looked at no further.
    if (typeof incoming === 'string' || !isAwaited(incoming.header.msgID)) return undefined;
    if (incoming.securityLevel === SecurityLevel.noAuthNoPriv) {
      const plain = readPlain(incoming, NOBODY);
      if (typeof plain !== 'string' && peekPdu(plain) === PduType.Report) return this.#heed(incoming, plain);
    }
    return this.#open(incoming);
  }

  /** A report that anybody may have sent: it can do no more than have an engine discovered. */
  #heed({ bytes, header, parameters }: IncomingMessage, plain: PlainScopedPDU): Answer | undefined {
    const counter = reportedCounter(plain);
    const requestId = header.msgID;
    if (counter !== 'usmStatsUnknownEngineIDs') {
      return counter && { kind: 'hint', requestId, reason: `the receiver reports ${counter}` };
    }
    const { engineID } = parameters;
    if (!this.#remote || !spanEquals(bytes, engineID, this.#remote.engineID)) {
      const learned = Uint8Array.from(bytes.subarray(engineID.start, engineID.end));
      if (this.#given) {
        const reason = `the receiver is the engine ${Buffer.from(learned).toString('hex')}, not the one configured`;
        return { kind: 'hint', requestId, reason };
      }
      this.#remote = new RemoteEngine(learned, this.#localize(learned), this.#now);
    }
    return { kind: 'resend', requestId };
  }

  /** An answer as secure as the question (RFC 3412 section 7.2 (12), RFC 3414 section 3.2). */
  #open(incoming: IncomingMessage): Answer | undefined {
    const { bytes, header, parameters, securityLevel } = incoming;
    const remote = this.#remote;
    if (!remote || !spanEquals(bytes, parameters.engineID, remote.engineID)) return undefined;
    const { user } = remote;
    if (!spanEquals(bytes, parameters.userName, user.nameOctets)) return undefined;
    if (user.authKey) {
      const { start } = parameters.authentication;
      const signed = securityLevel >= SecurityLevel.authNoPriv;
      if (!signed || !user.authKey.verify(bytes, start, lengthOf(parameters.authentication))) {
        return undefined;
      }
      if (!remote.isTimely(parameters.engineBoots, parameters.engineTime)) return undefined;
    }
    const plain = readPlain(incoming, user);
    if (typeof plain === 'string') return undefined;
    if (reportedCounter(plain) === 'usmStatsNotInTimeWindows') {
      return { kind: 'resend', requestId: header.msgID };
    }
    if (securityLevel !== user.securityLevel) return undefined;
    const reader = createReader(plain.bytes, plain.pdu.start, plain.pdu.end);
    const response = readPdu(reader, PduType.Response);
    return reader.error === undefined ? { kind: 'response', ...response } : undefined;
  }

  #envelope(msgID: number, { engineID, engineBoots, engineTime, user }: RemoteEngine): Envelope {
    return {
      msgID,
      msgMaxSize: MSG_MAX_SIZE,
      reportable: true,
      securityLevel: user.securityLevel,
      user,
      engineID,
      engineBoots,
      engineTime,
      contextEngineID: this.#local.engineID,
      contextName: NOTHING,
    };
  }
}

/** Asks an engine for its ID: a request of nobody, to nobody, for nothing (RFC 3414 section 4). */
function discovery(msgID: number): Envelope {
  return {
    msgID,
    msgMaxSize: MSG_MAX_SIZE,
    reportable: true,
    securityLevel: SecurityLevel.noAuthNoPriv,
    user: NOBODY,
    engineID: NOTHING,
    engineBoots: 0,
    engineTime: 0,
    contextEngineID: NOTHING,
    contextName: NOTHING,
  };
}

function encodeMessage(
  envelope: Envelope,
  pduType: number,
  variableBindings: Uint8Array,
  overhead: number,
  salts: SaltSource,
): Uint8Array {
  const writer = createWriter(overhead + variableBindings.length, PADDING);
  prependPdu(writer, pduType, envelope.msgID, variableBindings);
  sealMessage(writer, envelope, salts);
  return writer.bytes.subarray(writer.start, writer.end);
}

function peekPdu({ bytes, pdu }: PlainScopedPDU): number {
  return peekTag(createReader(bytes, pdu.start, pdu.end));
}

/** The counter that a Report-PDU names; undefined for any other PDU. */
function reportedCounter({ bytes, pdu }: PlainScopedPDU): SecurityCounter | undefined {
  const reader = createReader(bytes, pdu.start, pdu.end);
  enter(reader, PduType.Report);
  readInteger(reader);
  readInteger(reader);
  readInteger(reader);
  enter(reader, Tag.Sequence);
  enter(reader, Tag.Sequence);
  const oid = readOid(reader);
  return reader.error === undefined ? COUNTERS.get(formatOid(decodeOid(bytes, oid, reader.at))) : undefined;
}
