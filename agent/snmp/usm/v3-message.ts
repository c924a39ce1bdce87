import {
  type BerReader,
  createReader,
  enter,
  failReading,
  leave,
  readHeader,
  readInteger,
  readOctetString,
  Tag,
} from '../ber.ts';

/** Bits of msgFlags (RFC 3412 section 6.4). */
export const AUTH_FLAG = 1;
export const PRIV_FLAG = 2;
export const REPORTABLE_FLAG = 4;

/** msgSecurityModel of the User-based Security Model (RFC 3411, SnmpSecurityModel). */
export const USM = 3;

export const SNMP_V3 = 3;

/** The least that msgMaxSize may promise (RFC 3412 section 6.3). */
const MIN_MAX_SIZE = 484;

/** An octet string where it stands: `bytes[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What comes first in a v3 message, and is the same for every security model (RFC 3412 section 6). */
export interface V3Header {
  readonly msgID: number;
  readonly msgMaxSize: number;
  readonly msgFlags: number;
  readonly msgSecurityModel: number;
  readonly securityParameters: Span;
  /** A scopedPDU; where msgFlags says so, an OCTET STRING that holds it encrypted. */
  readonly msgData: Span;
}

/** msgSecurityParameters of USM (RFC 3414 section 2.4). */
export interface UsmParameters {
  readonly engineID: Span;
  readonly engineBoots: number;
  readonly engineTime: number;
  readonly userName: Span;
  readonly authentication: Span;
  readonly privacy: Span;
}

/** A scopedPDU (RFC 3412 section 6.8); `pdu` is the whole PDU with its header. */
export interface ScopedPDU {
  readonly contextEngineID: Span;
  readonly contextName: Span;
  readonly pdu: Span;
}

/** Decodes a whole message up to its security parameters; undefined where it is not one. */
export function readV3Header(bytes: Uint8Array): V3Header | undefined {
  const reader = createReader(bytes);
  const message = enter(reader, Tag.Sequence);
  if (readInteger(reader) !== SNMP_V3) failReading(reader, 'integerRange');
  const header = enter(reader, Tag.Sequence);
  const msgID = readInteger(reader);
  const msgMaxSize = readInteger(reader);
  const flags = readSpan(reader);
  const msgSecurityModel = readInteger(reader);
  leave(reader, header);
  const securityParameters = readSpan(reader);
  const msgData = { start: reader.at, end: reader.end };
  const inRange = msgID >= 0 && msgMaxSize >= MIN_MAX_SIZE && msgSecurityModel > 0;
  if (reader.error !== undefined || !inRange || lengthOf(flags) !== 1) return undefined;
  // A digest is over the whole message: nothing may come after it that the digest would not cover.
  if (message !== reader.end) return undefined;
  const msgFlags = bytes[flags.start] as number;
  return { msgID, msgMaxSize, msgFlags, msgSecurityModel, securityParameters, msgData };
}

/** Decodes the security parameters of USM; undefined where they are malformed or out of range. */
export function readUsmParameters(bytes: Uint8Array, { start, end }: Span): UsmParameters | undefined {
  const reader = createReader(bytes, start, end);
  const outer = enter(reader, Tag.Sequence);
  const engineID = readSpan(reader);
  const engineBoots = readInteger(reader);
  const engineTime = readInteger(reader);
  const userName = readSpan(reader);
  const authentication = readSpan(reader);
  const privacy = readSpan(reader);
  leave(reader, outer);
  if (reader.error !== undefined || reader.at !== end) return undefined;
  if (engineBoots < 0 || engineTime < 0 || lengthOf(userName) > 32) return undefined;
  return { engineID, engineBoots, engineTime, userName, authentication, privacy };
}

/** The contents of an encrypted scopedPDU; undefined where msgData is no OCTET STRING and nothing else. */
export function readEncryptedPDU(bytes: Uint8Array, { start, end }: Span): Span | undefined {
  const reader = createReader(bytes, start, end);
  const encrypted = readSpan(reader);
  return reader.error === undefined && reader.at === end ? encrypted : undefined;
}

/**
 * Decodes a scopedPDU up to its PDU; undefined where it is not one. After it there may be octets: the padding
 * of a block cipher (RFC 3414 section 8.1.1.2).
 */
export function readScopedPDU(bytes: Uint8Array, { start, end }: Span): ScopedPDU | undefined {
  const reader = createReader(bytes, start, end);
  enter(reader, Tag.Sequence);
  const contextEngineID = readSpan(reader);
  const contextName = readSpan(reader);
  const pdu = { start: reader.at, end: reader.end };
  if (pdu.start === pdu.end) failReading(reader, 'truncated');
  return reader.error === undefined ? { contextEngineID, contextName, pdu } : undefined;
}

/** The request-id that a PDU begins with; undefined where it has none. */
export function readRequestId(bytes: Uint8Array, { start, end }: Span): number | undefined {
  const reader = createReader(bytes, start, end);
  readHeader(reader, bytes[start] ?? 0);
  const requestId = readInteger(reader);
  return reader.error === undefined ? requestId : undefined;
}

export function lengthOf({ start, end }: Span): number {
  return end - start;
}

/** Whether `bytes[start, end)` are exactly these octets. */
export function spanEquals(bytes: Uint8Array, { start, end }: Span, octets: Uint8Array): boolean {
  if (end - start !== octets.length) return false;
  for (let i = 0; i < octets.length; i++) if (octets[i] !== bytes[start + i]) return false;
  return true;
}

function readSpan(reader: BerReader): Span {
  const start = readOctetString(reader);
  return { start, end: reader.at };
}
