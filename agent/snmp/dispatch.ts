import {
  type BerReader,
  createReader,
  enter,
  failReading,
  PduType,
  peekTag,
  readInteger,
  readOctetString,
  resetReader,
  Tag,
} from './ber.ts';
import {
  appendEncoded,
  type BerWriter,
  createWriter,
  prependHeader,
  prependInteger,
  prependOctets,
  resetWriter,
  sizeOfHeader,
} from './ber-writer.ts';
import { Communities, type Community, type CommunityDefinition, findCommunity } from './communities.ts';
import type { EngineCounters } from './counters.ts';
import type { ComputedSubtree } from './mib-view.ts';
import { PduProcessor } from './pdu.ts';
import { createRequest, decodeRequest } from './request.ts';
import { type Source, type SourceLimits, Sources } from './sources.ts';
import type { V3Refusal, V3Result } from './usm/v3-processor.ts';
import type { View } from './view.ts';

/** The `version` field of a message (RFC 3412 section 6.1). */
const Version = { v1: 0, v2c: 1, v3: 3 } as const;

/** The largest UDP payload over IPv4. */
export const MAX_MESSAGE_SIZE = 65_507;

/** Room before the response for what is prepended to it: in v3, engine IDs, names, digest and salt. */
const HEADROOM = 512;

/** A writer that a dispatcher can answer in. */
export function createAnswerWriter(): BerWriter {
  return createWriter(HEADROOM, MAX_MESSAGE_SIZE);
}

export interface DispatcherOptions {
  readonly communities: readonly CommunityDefinition[];
  /** Authenticates, decrypts and seals SNMPv3; without it version 3 is a bad version. */
  readonly v3?: SecurityModel;
  readonly counters: EngineCounters;
  /** None: whoever may ask may ask without end. */
  readonly limits?: SourceLimits;
  /** The largest message sent, in octets; 65,507 if not said. */
  readonly maxMessageSize?: number;
  /** A message named no community or user that its sender may use, or had not its key (RFC 3418, authenticationFailure). */
  readonly onAuthenticationFailure?: (address: string) => void;
  /** A computed subtree threw; its manager got genErr. */
  readonly onHandlerError?: (subtree: ComputedSubtree, error: unknown) => void;
  /** The engine itself threw; the datagram was dropped. */
  readonly onInternalError?: (error: unknown) => void;
  /** Milliseconds that only ever grow. */
  readonly now?: () => number;
}

/** What SNMPv3 messages pass through on their way to the dispatcher. */
export interface SecurityModel {
  /** Whether any user may come from an address. */
  isOpenTo(address: string): boolean;
  /** Takes a datagram, which it may change. */
  process(message: Uint8Array, address: string): V3Result<View>;
}

/**
 * The way from a datagram to its answer (RFC 3412 section 7.2, RFC 3416 section 4). Whatever the octets
 * are, a datagram ends in an answer or in exactly one count of why there is none.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #counters: EngineCounters;
  readonly #sources: Sources;
  readonly #maxMessageSize: number;
  readonly #processor: PduProcessor;
  readonly #reader: BerReader = createReader(new Uint8Array());
  readonly #request = createRequest();

  /** Throws an Error for a community or a limit that can't be. */
  constructor(options: DispatcherOptions) {
    const { counters, v3, limits, now = () => performance.now() } = options;
    this.#options = options;
    this.#counters = counters;
    const communities = new Communities(options.communities);
    const isOpenToUsers = (address: string) => v3?.isOpenTo(address) ?? false;
    this.#sources = new Sources({ communities, isOpenToUsers, limits, now });
    this.#maxMessageSize = Math.min(options.maxMessageSize ?? MAX_MESSAGE_SIZE, MAX_MESSAGE_SIZE);
    this.#processor = new PduProcessor((subtree, error) => {
      counters.handlerErrors += 1;
      options.onHandlerError?.(subtree, error);
    });
  }

  /** Writes the answer to a datagram into the writer, emptied before; false where there is none. */
  answer(datagram: Uint8Array, address: string, writer: BerWriter): boolean {
    resetWriter(writer, HEADROOM);
    try {
      return this.#dispatch(datagram, address, writer);
    } catch (error) {
      this.#counters.internalErrors += 1;
      this.#options.onInternalError?.(error);
      return false;
    }
  }

  #dispatch(datagram: Uint8Array, address: string, writer: BerWriter): boolean {
    const { v3 } = this.#options;
    this.#counters.snmpInPkts += 1;
    const source = this.#sources.of(address);
    if (!source.mayAsk) return this.#drop('refusedSources');
    if (!this.#sources.admit(source)) return this.#drop('limitedSources');

    const reader = this.#reader;
    resetReader(reader, datagram, 0, datagram.length);
    const afterMessage = enter(reader, Tag.Sequence);
    if (afterMessage !== reader.end) failReading(reader, 'trailingOctets');
    const version = readInteger(reader);
    if (reader.error !== undefined) return this.#drop('snmpInASNParseErrs');
    if (version === Version.v3 && v3) {
      const result = v3.process(datagram, address);
      return this.#answerV3(result, address, this.#sizeForUnsigned(datagram, source), writer);
    }
    if (version !== Version.v1 && version !== Version.v2c) return this.#drop('snmpInBadVersions');

    const name = readOctetString(reader);
    if (reader.error !== undefined) return this.#drop('snmpInASNParseErrs');
    const community = findCommunity(source.communities, datagram, name, reader.at);
    if (!community) {
      this.#options.onAuthenticationFailure?.(address);
      return this.#drop('snmpInBadCommunityNames');
    }
    return this.#answerCommunity(version, community, this.#sizeForUnsigned(datagram, source), writer);
  }

  /** How large the answer to a message may be that anybody may have sent in the name of somebody else. */
  #sizeForUnsigned(datagram: Uint8Array, { isTrusted }: Source): number {
    const { limits } = this.#options;
    if (isTrusted || !limits) return this.#maxMessageSize;
    return Math.min(datagram.length * limits.amplification, this.#maxMessageSize);
  }

  /** RFC 1157 section 4.1 and RFC 1901: the PDU is what remains of the message. */
  #answerCommunity(
    version: number,
    { octets, view }: Community,
    maxMessageSize: number,
    writer: BerWriter,
  ): boolean {
    const reader = this.#reader;
    const isV1 = version === Version.v1;
    const pduType = peekTag(reader);
    if (!isRequest(pduType, isV1)) {
      return this.#drop(isOtherPdu(pduType, isV1) ? 'snmpUnknownPDUHandlers' : 'snmpInASNParseErrs');
    }
    const request = this.#request;
    decodeRequest(reader, request, isV1);
    if (reader.at !== reader.end) failReading(reader, 'trailingOctets');
    if (reader.error !== undefined) return this.#drop('snmpInASNParseErrs');
    if (pduType === PduType.SetRequest) this.#counters.snmpInBadCommunityUses += 1;

    const overhead = 4 + 3 + sizeOfHeader(octets.length) + octets.length;
    const maxSize = maxMessageSize - overhead;
    if (!this.#processor.respond(request, { view, isV1 }, writer, maxSize))
      return this.#drop('snmpSilentDrops');
    prependOctets(writer, Tag.OctetString, octets);
    prependInteger(writer, Tag.Integer, version);
    prependHeader(writer, Tag.Sequence);
    return true;
  }

  /** RFC 3412 section 7.2: what the security model made of the message, and back. */
  #answerV3(result: V3Result<View>, address: string, sizeForUnsigned: number, writer: BerWriter): boolean {
    if (result.kind !== 'request') {
      if (isAuthenticationFailure(result.counter)) this.#options.onAuthenticationFailure?.(address);
      if (result.kind === 'report') return appendEncoded(writer, result.message, 0, result.message.length);
      return result.counter === 'parseError' ? this.#drop('snmpInASNParseErrs') : false;
    }
    const reader = this.#reader;
    resetReader(reader, result.bytes, result.start, result.end);
    decodeRequest(reader, this.#request, false);
    if (reader.at !== reader.end) failReading(reader, 'trailingOctets');
    if (reader.error !== undefined) return this.#drop('snmpInASNParseErrs');

    const access = result.access && { view: result.access, isV1: false };
    const maxMessageSize = result.isAuthenticated ? this.#maxMessageSize : sizeForUnsigned;
    const maxSize = Math.min(result.maxSize, maxMessageSize) - result.overhead;
    if (!this.#processor.respond(this.#request, access, writer, maxSize))
      return this.#drop('snmpSilentDrops');
    result.seal(writer);
    return !writer.overflow || this.#drop('snmpSilentDrops');
  }

  #drop(counter: keyof EngineCounters): false {
    this.#counters[counter] += 1;
    return false;
  }
}

/** The requests of SNMPv1 and SNMPv2 (RFC 1157 section 4.1, RFC 3416 section 3). */
function isRequest(pduType: number, isV1: boolean): boolean {
  return (
    pduType === PduType.GetRequest ||
    pduType === PduType.GetNextRequest ||
    pduType === PduType.SetRequest ||
    (pduType === PduType.GetBulkRequest && !isV1)
  );
}

/** PDUs of the version that are for others than an agent. */
function isOtherPdu(pduType: number, isV1: boolean): boolean {
  if (isV1) return pduType === PduType.Response || pduType === PduType.TrapV1;
  return (
    pduType === PduType.Response ||
    pduType === PduType.InformRequest ||
    pduType === PduType.SnmpV2Trap ||
    pduType === PduType.Report
  );
}

/** What RFC 3418 calls "not properly authenticated", beside what is only early, late or misaddressed. */
function isAuthenticationFailure(counter: V3Refusal): boolean {
  return counter === 'usmStatsUnknownUserNames' || counter === 'usmStatsWrongDigests';
}
