import { AddressList } from '../address-list.ts';
import { PduType, Tag } from '../ber.ts';
import { type BerWriter, createWriter, prependHeader, prependInteger } from '../ber-writer.ts';
import { appendVarbind } from '../varbind.ts';
import type { AuthoritativeEngine } from './engine.ts';
import { type IncomingMessage, type PlainScopedPDU, readIncoming, readPlain } from './incoming-message.ts';
import { SaltSource } from './priv-protocol.ts';
import { type Envelope, sealMessage, sealOverhead } from './seal-message.ts';
import { COUNTER_OIDS, count, type SecurityCounter, type SecurityStatistics } from './statistics.ts';
import { deriveUser, type LocalizedUser, SecurityLevel, type UserCredentials } from './user.ts';
import {
  lengthOf,
  REPORTABLE_FLAG,
  readRequestId,
  readScopedPDU,
  type Span,
  spanEquals,
} from './v3-message.ts';

/** A user, and what it may do when it comes at the security level its keys are for. */
export interface Principal<Access> {
  readonly credentials: UserCredentials;
  readonly access: Access;
  /** Addresses and CIDR prefixes it may come from; not given: anywhere. */
  readonly from?: readonly string[];
}

/** A request that is authentic, timely and decrypted as far as it says. */
interface V3Request<Access> {
  readonly kind: 'request';
  /** The PDU with its header is `bytes[start, end)`. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly userName: string;
  /** Undefined where the user came with less security than its keys are for: authorizationError (RFC 3413 section 3.2). */
  readonly access: Access | undefined;
  readonly isAuthenticated: boolean;
  /** The largest response that both sides take, in octets. */
  readonly maxSize: number;
  /** Octets that `seal` adds to the response PDU, at most. */
  readonly overhead: number;
  /** Makes the response PDU that the writer holds a message for the requester. */
  seal(writer: BerWriter): void;
}

/** Why a message is no request: what was counted here, or that the dispatcher has to count snmpInASNParseErrs. */
export type V3Refusal = SecurityCounter | 'parseError';

export type V3Result<Access> =
  | V3Request<Access>
  | { readonly kind: 'report'; readonly counter: SecurityCounter; readonly message: Uint8Array }
  | { readonly kind: 'drop'; readonly counter: V3Refusal };

interface KnownUser<Access> {
  readonly user: LocalizedUser;
  readonly access: Access;
  readonly from: AddressList | undefined;
}

const PARSE_ERROR = { kind: 'drop', counter: 'parseError' } as const;

const NOTHING = new Uint8Array();

/** Room for a report: a PDU of one varbind below what is prepended. */
const REPORT_HEADROOM = 300;
const REPORT_SIZE = 40;

/**
 * The v3 Message Processing Model with the User-based Security Model, for the engine that is authoritative
 * (RFC 3412 section 7.2, RFC 3414 section 3.2). Whatever the octets are, it gives a request, a report or
 * nothing, and counts what it refuses.
 */
export class V3Processor<Access> {
  readonly #engine: AuthoritativeEngine;
  readonly #users: ReadonlyMap<string, KnownUser<Access>>;
  readonly #statistics: SecurityStatistics;
  readonly #maxMessageSize: number;
  readonly #salts = new SaltSource();

  /**
   * Throws an Error for two users of one name or an address range that is none, a RangeError for a name or a
   * passphrase that can't be.
   */
  constructor(
    engine: AuthoritativeEngine,
    principals: readonly Principal<Access>[],
    statistics: SecurityStatistics,
    maxMessageSize: number,
  ) {
    this.#engine = engine;
    const users = new Map<string, KnownUser<Access>>();
    for (const { credentials, access, from } of principals) {
      const user = deriveUser(credentials)(engine.engineID);
      const key = nameKey(user.nameOctets);
      if (users.has(key)) throw new Error(`two users have the name ${user.name}`);
      users.set(key, { user, access, from: from && new AddressList(from) });
    }
    this.#users = users;
    this.#statistics = statistics;
    this.#maxMessageSize = maxMessageSize;
  }

  /** Whether any user may come from an address. */
  isOpenTo(address: string): boolean {
    return [...this.#users.values()].some(({ from }) => from?.has(address) ?? true);
  }

  /** Takes one datagram, and changes it: a digest that was compared is zeros then. */
  process(bytes: Uint8Array, address: string): V3Result<Access> {
    const incoming = readIncoming(bytes);
    // RFC 3412 section 7.2 (4), (5) d: "the message is discarded without further processing".
    if (typeof incoming === 'string') return this.#drop(incoming);
    const known = this.#authenticate(incoming, address);
    if (typeof known === 'string') return this.#refuse(incoming, known);
    if (!this.#isTimely(incoming)) return this.#refuse(incoming, 'usmStatsNotInTimeWindows', known.user);
    const plain = readPlain(incoming, known.user);
    if (plain === 'parseError') return PARSE_ERROR;
    if (plain === 'usmStatsDecryptionErrors') return this.#refuse(incoming, plain);
    return this.#accept(incoming, known, plain);
  }

  /** RFC 3414 section 3.2 (3) to (6): the user, or what is to be counted and reported. */
  #authenticate(
    { bytes, parameters, securityLevel }: IncomingMessage,
    address: string,
  ): KnownUser<Access> | SecurityCounter {
    if (!spanEquals(bytes, parameters.engineID, this.#engine.engineID)) return 'usmStatsUnknownEngineIDs';
    const known = this.#users.get(nameKey(bytes, parameters.userName.start, parameters.userName.end));
    // A user from elsewhere is one that is not here, before any of its keys is tried.
    if (!known || known.from?.has(address) === false) return 'usmStatsUnknownUserNames';
    if (securityLevel > known.user.securityLevel) return 'usmStatsUnsupportedSecLevels';
    const { authKey } = known.user;
    if (!authKey || securityLevel === SecurityLevel.noAuthNoPriv) return known;
    const { authentication } = parameters;
    const authentic = authKey.verify(bytes, authentication.start, lengthOf(authentication));
    return authentic ? known : 'usmStatsWrongDigests';
  }

  /** RFC 3414 section 3.2 (7), for what is authenticated. */
  #isTimely({ parameters, securityLevel }: IncomingMessage): boolean {
    if (securityLevel === SecurityLevel.noAuthNoPriv) return true;
    return this.#engine.isTimely(parameters.engineBoots, parameters.engineTime);
  }

  /** RFC 3412 section 7.2 (13) and RFC 3413 section 3.2: a PDU for this engine's one context, or a report. */
  #accept(
    { header, securityLevel }: IncomingMessage,
    { user, access }: KnownUser<Access>,
    { bytes, contextEngineID, contextName, pdu }: PlainScopedPDU,
  ): V3Result<Access> {
    const local = spanEquals(bytes, contextEngineID, this.#engine.engineID);
    const unknown =
      local && isRequest(bytes[pdu.start])
        ? lengthOf(contextName) > 0 && 'snmpUnknownContexts'
        : 'snmpUnknownPDUHandlers';
    if (unknown) {
      count(this.#statistics, unknown);
      if (!isConfirmed(bytes[pdu.start])) return { kind: 'drop', counter: unknown };
      return this.#report(header.msgID, unknown, user, securityLevel, readRequestId(bytes, pdu));
    }
    const envelope = this.#envelope(header.msgID, user, securityLevel);
    return {
      kind: 'request',
      bytes,
      ...pdu,
      userName: user.name,
      access: securityLevel === user.securityLevel ? access : undefined,
      isAuthenticated: securityLevel > SecurityLevel.noAuthNoPriv,
      maxSize: Math.min(header.msgMaxSize, this.#maxMessageSize),
      overhead: sealOverhead(envelope),
      seal: (writer) => sealMessage(writer, envelope, this.#salts),
    };
  }

  #drop(counter: V3Refusal): V3Result<Access> {
    if (counter === 'parseError') return PARSE_ERROR;
    count(this.#statistics, counter);
    return { kind: 'drop', counter };
  }

  /**
   * Counts, and reports to who may have asked for it. RFC 3412 section 6.4: the reportableFlag "is only used
   * in cases where the PDU portion of a message cannot be decoded"; otherwise the PDU's class decides.
   * Only a report about time is signed, so that the requester may believe it (RFC 3414 section 3.2 (7) a).
   */
  #refuse(incoming: IncomingMessage, counter: SecurityCounter, signer?: LocalizedUser): V3Result<Access> {
    count(this.#statistics, counter);
    const { bytes, header, parameters, securityLevel } = incoming;
    const readable = securityLevel < SecurityLevel.authPriv;
    const scoped = readable ? readScopedPDU(bytes, header.msgData) : undefined;
    const wanted = scoped ? isConfirmed(bytes[scoped.pdu.start]) : (header.msgFlags & REPORTABLE_FLAG) !== 0;
    if (!wanted) return { kind: 'drop', counter };
    const level = signer ? SecurityLevel.authNoPriv : SecurityLevel.noAuthNoPriv;
    const user = signer ?? requester(bytes, parameters.userName);
    const requestId = scoped && readRequestId(bytes, scoped.pdu);
    return this.#report(header.msgID, counter, user, level, requestId);
  }

  /** A Report-PDU with the counter as it now stands (RFC 3412 section 7.1 (3)). */
  #report(
    msgID: number,
    counter: SecurityCounter,
    user: LocalizedUser,
    securityLevel: SecurityLevel,
    requestId = 0,
  ): V3Result<Access> {
    const writer = createWriter(REPORT_HEADROOM, REPORT_SIZE);
    const value = this.#statistics[counter];
    appendVarbind(writer, COUNTER_OIDS[counter], { type: 'Counter32', value });
    prependHeader(writer, Tag.Sequence);
    prependInteger(writer, Tag.Integer, 0);
    prependInteger(writer, Tag.Integer, 0);
    prependInteger(writer, Tag.Integer, requestId);
    prependHeader(writer, PduType.Report);
    sealMessage(writer, this.#envelope(msgID, user, securityLevel), this.#salts);
    return { kind: 'report', counter, message: writer.bytes.subarray(writer.start, writer.end) };
  }

  #envelope(msgID: number, user: LocalizedUser, securityLevel: SecurityLevel): Envelope {
    const { engineID, engineBoots, engineTime } = this.#engine;
    return {
      msgID,
      msgMaxSize: this.#maxMessageSize,
      reportable: false,
      securityLevel,
      user,
      engineID,
      engineBoots,
      engineTime,
      contextEngineID: engineID,
      contextName: NOTHING,
    };
  }
}

/** The PDUs that this engine answers. */
function isRequest(pduType: number | undefined): boolean {
  return (
    pduType === PduType.GetRequest ||
    pduType === PduType.GetNextRequest ||
    pduType === PduType.GetBulkRequest ||
    pduType === PduType.SetRequest
  );
}

/** Confirmed Class (RFC 3411 section 2.8, RFC 3416 section 3). */
function isConfirmed(pduType: number | undefined): boolean {
  return isRequest(pduType) || pduType === PduType.InformRequest;
}

/** Who a report that is not signed goes back to, known or not. */
function requester(bytes: Uint8Array, userName: Span): LocalizedUser {
  return {
    name: '',
    nameOctets: bytes.slice(userName.start, userName.end),
    securityLevel: SecurityLevel.noAuthNoPriv,
    authKey: undefined,
    privKey: undefined,
  };
}

/** A user name as a key: octet by octet, so that no two names are one. */
function nameKey(octets: Uint8Array, start = 0, end = octets.length): string {
  const buffer = Buffer.isBuffer(octets)
    ? octets
    : Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  return buffer.toString('latin1', start, end);
}
