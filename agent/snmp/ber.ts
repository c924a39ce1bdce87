/**
 * Reading the subset of ASN.1 BER that SNMP uses (RFC 3417 section 8, X.690) in place; `ber-writer.ts` writes it.
 *
 * Reading never throws and allocates nothing. A reader stops at the first octet that is not as it should
 * be and keeps the reason in `error`; every later read then gives 0 and changes nothing, so a caller
 * decodes a whole message and looks at `error` once, before it uses anything it read.
 */

export const Tag = {
  Integer: 0x02,
  OctetString: 0x04,
  Null: 0x05,
  ObjectIdentifier: 0x06,
  Sequence: 0x30,
  IpAddress: 0x40,
  Counter32: 0x41,
  Gauge32: 0x42,
  TimeTicks: 0x43,
  Opaque: 0x44,
  Counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

/** The PDU types of RFC 3416 section 3, and the Trap-PDU of RFC 1157. */
export const PduType = {
  GetRequest: 0xa0,
  GetNextRequest: 0xa1,
  Response: 0xa2,
  SetRequest: 0xa3,
  TrapV1: 0xa4,
  GetBulkRequest: 0xa5,
  InformRequest: 0xa6,
  SnmpV2Trap: 0xa7,
  Report: 0xa8,
} as const;

export type BerError =
  | 'truncated'
  | 'unexpectedTag'
  | 'highTagNumber'
  | 'indefiniteLength'
  | 'lengthOfLength'
  | 'lengthBeyondEnd'
  | 'integerLength'
  | 'integerRange'
  | 'emptyOid'
  | 'paddedSubIdentifier'
  | 'unfinishedSubIdentifier'
  | 'subIdentifierRange'
  | 'tooManySubIdentifiers'
  | 'trailingOctets';

export interface BerReader {
  bytes: Uint8Array;
  /** Offset of the next octet. */
  at: number;
  /** Offset after the last octet of the message, or of the constructed value that was entered. */
  end: number;
  /** The first thing that was wrong. */
  error: BerError | undefined;
}

/** A reader of `bytes[start, end)`. Readers may be kept and pointed at the next message with `resetReader`. */
export function createReader(bytes: Uint8Array, start = 0, end = bytes.length): BerReader {
  return { bytes, at: start, end, error: undefined };
}

export function resetReader(reader: BerReader, bytes: Uint8Array, start: number, end: number): void {
  reader.bytes = bytes;
  reader.at = start;
  reader.end = end;
  reader.error = undefined;
}

/** Stops the reader for a reason of the caller's or its own. Gives 0, what every failed read gives. */
export function failReading(reader: BerReader, error: BerError): 0 {
  reader.error ??= error;
  reader.at = reader.end;
  return 0;
}

/** The identifier octet that comes next, without reading it; 0 at the end. */
export function peekTag(reader: BerReader): number {
  return reader.error === undefined && reader.at < reader.end ? (reader.bytes[reader.at] as number) : 0;
}

/** Reads an identifier octet, which must be `tag`, and the length. Gives the offset after the contents. */
export function readHeader(reader: BerReader, tag: number): number {
  if (reader.error !== undefined) return 0;
  if (reader.at >= reader.end) return failReading(reader, 'truncated');
  if (reader.bytes[reader.at] !== tag) return failReading(reader, 'unexpectedTag');
  reader.at += 1;
  return readLength(reader);
}

/** Reads the length octets (X.690 section 8.1.3). Gives the offset after the contents. */
function readLength(reader: BerReader): number {
  const { bytes, end } = reader;
  let at = reader.at;
  if (at >= end) return failReading(reader, 'truncated');
  let length = bytes[at++] as number;
  if (length > 0x7f) {
    // RFC 3417 section 8 (1): "When encoding the length field, only the definite form is used; use of the
    // indefinite form encoding is prohibited."
    if (length === 0x80) return failReading(reader, 'indefiniteLength');
    // The same rule allows more length octets than the minimum. Four say more than a datagram can hold;
    // more than four, 0xff included (X.690 section 8.1.3.5 c: "shall not be used"), are nobody's honest length.
    const octets = length & 0x7f;
    if (octets > 4) return failReading(reader, 'lengthOfLength');
    if (end - at < octets) return failReading(reader, 'truncated');
    length = 0;
    for (const last = at + octets; at < last; at++) length = length * 256 + (bytes[at] as number);
  }
  if (length > end - at) return failReading(reader, 'lengthBeyondEnd');
  reader.at = at;
  return at + length;
}

/** Goes into a constructed value. Gives the `outerEnd` to hand to `leave`. */
export function enter(reader: BerReader, tag: number): number {
  const outerEnd = reader.end;
  const end = readHeader(reader, tag);
  if (reader.error === undefined) reader.end = end;
  return outerEnd;
}

/** Comes out of a constructed value, which must have been read to its last octet. */
export function leave(reader: BerReader, outerEnd: number): void {
  if (reader.error !== undefined) return;
  if (reader.at !== reader.end) {
    failReading(reader, 'trailingOctets');
    return;
  }
  reader.end = outerEnd;
}

/** Reads an INTEGER of −2^31..2^31−1 (RFC 2578 section 7.1.1). */
export function readInteger(reader: BerReader): number {
  const value = readNumber(reader, Tag.Integer);
  return value === (value | 0) ? value : failReading(reader, 'integerRange');
}

/** Reads a number of 0..2^32−1 under the tag of Gauge32, Counter32 or TimeTicks (RFC 2578 section 7.1). */
export function readUnsigned(reader: BerReader, tag: number): number {
  const value = readNumber(reader, tag);
  return value === value >>> 0 ? value : failReading(reader, 'integerRange');
}

/** 2^32−1 takes five octets, the first of them 0. Octets beyond the minimum are harmless up to there. */
function readNumber(reader: BerReader, tag: number): number {
  const end = readHeader(reader, tag);
  if (reader.error !== undefined) return 0;
  const { bytes } = reader;
  let at = reader.at;
  // X.690 section 8.3.1: "The contents octets shall consist of one or more octets."
  if (end === at || end - at > 5) return failReading(reader, 'integerLength');
  let value = ((bytes[at++] as number) << 24) >> 24;
  while (at < end) value = value * 256 + (bytes[at++] as number);
  reader.at = end;
  return value;
}

/** Reads an OCTET STRING: it is `bytes[result, reader.at)`. */
export function readOctetString(reader: BerReader): number {
  const end = readHeader(reader, Tag.OctetString);
  if (reader.error !== undefined) return 0;
  const start = reader.at;
  reader.at = end;
  return start;
}

/**
 * Reads an OBJECT IDENTIFIER and checks every sub-identifier: its contents are `bytes[result, reader.at)`,
 * at most 128 sub-identifiers of at most 2^32−1 (RFC 2578 section 3.5).
 */
export function readOid(reader: BerReader): number {
  const end = readHeader(reader, Tag.ObjectIdentifier);
  if (reader.error !== undefined) return 0;
  const { bytes, at: start } = reader;
  // X.690 section 8.19.2: "The contents octets shall be an (ordered) list of encodings of subidentifiers".
  if (start === end) return failReading(reader, 'emptyOid');
  // The first sub-identifier encodes two: 40·X + Y, which under arc 2 may reach 2^32−1 + 80.
  let subIdentifiers = 1;
  let largest = 0xffffffff + 80;
  let at = start;
  while (at < end) {
    let octet = bytes[at++] as number;
    // X.690 section 8.19.2: "the leading octet of the subidentifier shall not have the value 0x80".
    if (octet === 0x80) return failReading(reader, 'paddedSubIdentifier');
    let value = octet & 0x7f;
    while (octet > 0x7f) {
      if (at === end) return failReading(reader, 'unfinishedSubIdentifier');
      octet = bytes[at++] as number;
      value = value * 128 + (octet & 0x7f);
      if (value > largest) return failReading(reader, 'subIdentifierRange');
    }
    largest = 0xffffffff;
    subIdentifiers += 1;
  }
  if (subIdentifiers > 128) return failReading(reader, 'tooManySubIdentifiers');
  reader.at = end;
  return start;
}

/** Reads over one value of any type. */
export function skipValue(reader: BerReader): void {
  const tag = peekTag(reader);
  // RFC 3417 section 8 and X.690 section 8.1.2.4: no SNMP type has a tag number above 30.
  if ((tag & 0x1f) === 0x1f) failReading(reader, 'highTagNumber');
  const end = readHeader(reader, tag);
  if (reader.error === undefined) reader.at = end;
}

/** Offset of the contents of the value at `at`, which is known to be well formed. */
export function contentsOf(bytes: Uint8Array, at: number): number {
  const length = bytes[at + 1] as number;
  return length < 0x80 ? at + 2 : at + 2 + (length & 0x7f);
}

/** Offset after the value at `at`, which is known to be well formed. */
export function endOfValue(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] as number;
  if (first < 0x80) return at + 2 + first;
  const contents = contentsOf(bytes, at);
  let length = 0;
  for (let i = at + 2; i < contents; i++) length = (length << 8) | (bytes[i] as number);
  return contents + length;
}
