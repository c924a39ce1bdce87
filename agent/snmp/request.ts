import {
  type BerReader,
  enter,
  failReading,
  leave,
  peekTag,
  readInteger,
  readOid,
  skipValue,
  Tag,
} from './ber.ts';

/** A variable binding takes seven octets at least, and a UDP datagram never holds more than 65,535. */
const MAX_VARBINDS = Math.floor(65_535 / 7);

/** A decoded PDU of a request. One object is used for request after request. */
export interface Request {
  bytes: Uint8Array;
  type: number;
  requestId: number;
  /** error-status, or in a GetBulkRequest-PDU non-repeaters. */
  nonRepeaters: number;
  /** error-index, or in a GetBulkRequest-PDU max-repetitions. */
  maxRepetitions: number;
  /** The contents of variable-bindings are `bytes[listStart, listEnd)`. */
  listStart: number;
  listEnd: number;
  /** How many there are; the name of the i-th is encoded in `bytes[names[2i], names[2i + 1])`. */
  count: number;
  readonly names: Uint32Array;
}

export function createRequest(): Request {
  return {
    bytes: new Uint8Array(),
    type: 0,
    requestId: 0,
    nonRepeaters: 0,
    maxRepetitions: 0,
    listStart: 0,
    listEnd: 0,
    count: 0,
    names: new Uint32Array(MAX_VARBINDS * 2),
  };
}

/**
 * Decodes a PDU of the form that all but the Trap-PDU of SNMPv1 have (RFC 3416 section 3). What is wrong is
 * in the reader's `error`; the request is then not to be used.
 */
export function decodeRequest(reader: BerReader, request: Request, isV1: boolean): void {
  const valueTags = isV1 ? V1_VALUE_TAGS : VALUE_TAGS;
  request.bytes = reader.bytes;
  request.type = peekTag(reader);
  const afterPdu = enter(reader, request.type);
  request.requestId = readInteger(reader);
  request.nonRepeaters = readInteger(reader);
  request.maxRepetitions = readInteger(reader);
  const afterList = enter(reader, Tag.Sequence);
  request.listStart = reader.at;
  request.listEnd = reader.end;
  let count = 0;
  while (reader.at < reader.end && reader.error === undefined) {
    const afterVarbind = enter(reader, Tag.Sequence);
    request.names[2 * count] = readOid(reader);
    request.names[2 * count + 1] = reader.at;
    if (!valueTags.has(peekTag(reader))) failReading(reader, 'unexpectedTag');
    // In a request the value is ignored (RFC 3416 section 3), whatever it is.
    skipValue(reader);
    leave(reader, afterVarbind);
    count += 1;
  }
  request.count = count;
  leave(reader, afterList);
  leave(reader, afterPdu);
}

/** RFC 1157 section 4.1.1 and RFC 1155. */
const V1_VALUE_TAGS: ReadonlySet<number> = new Set([
  Tag.Integer,
  Tag.OctetString,
  Tag.Null,
  Tag.ObjectIdentifier,
  Tag.IpAddress,
  Tag.Counter32,
  Tag.Gauge32,
  Tag.TimeTicks,
  Tag.Opaque,
]);

/** RFC 3416 section 3. A Counter64 in SNMPv1 is ill formed (RFC 3584 section 4.2.2.1). */
const VALUE_TAGS: ReadonlySet<number> = new Set([
  ...V1_VALUE_TAGS,
  Tag.Counter64,
  Tag.noSuchObject,
  Tag.noSuchInstance,
  Tag.endOfMibView,
]);
