/**
 * Writing the BER of SNMP (RFC 3417 section 8) into a buffer that is there already.
 *
 * A writer grows at both ends: values are appended, and the headers around them prepended once the length
 * they state is known. So lengths are minimal and no octet is moved. What does not fit is not written and
 * sets `overflow`, which is looked at once, at the end.
 */
import { Tag } from './ber.ts';

export interface BerWriter {
  readonly bytes: Uint8Array;
  /** What has been written is `bytes[start, end)`. */
  start: number;
  end: number;
  /** Appending stops here. */
  limit: number;
  /** Something did not fit and was not written. */
  overflow: boolean;
}

/** A writer with `headroom` octets for what is prepended and `size` for what is appended. */
export function createWriter(headroom: number, size: number): BerWriter {
  const bytes = new Uint8Array(headroom + size);
  return { bytes, start: headroom, end: headroom, limit: bytes.length, overflow: false };
}

/** Empties the writer. */
export function resetWriter(writer: BerWriter, headroom: number): void {
  writer.start = headroom;
  writer.end = headroom;
  writer.limit = writer.bytes.length;
  writer.overflow = false;
}

/** Octets that the identifier and the length of a value with `length` octets of contents take. */
export function sizeOfHeader(length: number): number {
  if (length < 0x80) return 2;
  if (length < 0x100) return 3;
  return length < 0x10000 ? 4 : 5;
}

/** Makes room for `size` octets at the end; false, and `overflow`, where there is none. */
function reserve(writer: BerWriter, size: number): boolean {
  if (size <= writer.limit - writer.end) return true;
  writer.overflow = true;
  return false;
}

/** Puts identifier and length; gives the offset after them. */
export function putHeader(bytes: Uint8Array, at: number, tag: number, length: number): number {
  bytes[at] = tag;
  const size = sizeOfHeader(length);
  if (size === 2) {
    bytes[at + 1] = length;
    return at + 2;
  }
  bytes[at + 1] = 0x80 | (size - 2);
  let rest = length;
  for (let i = at + size - 1; i > at + 1; i--) {
    bytes[i] = rest & 0xff;
    rest >>>= 8;
  }
  return at + size;
}

/** Octets of the minimal two's complement form of an integer in −2^31..2^32−1 (X.690 section 8.3.2). */
function sizeOfInteger(value: number): number {
  if (value >= -0x80 && value < 0x80) return 1;
  if (value >= -0x8000 && value < 0x8000) return 2;
  if (value >= -0x800000 && value < 0x800000) return 3;
  return value < 0x80000000 ? 4 : 5;
}

/** Puts the last `size` octets of a number's two's complement form; a fifth, leading one is 0. */
function putInteger(bytes: Uint8Array, at: number, size: number, value: number): void {
  let rest = value | 0;
  for (let i = at + size - 1; i >= at; i--) {
    bytes[i] = rest & 0xff;
    rest >>= 8;
  }
  if (size === 5) bytes[at] = 0;
}

/** Appends identifier and length of a value whose `length` octets of contents are appended next. */
export function appendHeader(writer: BerWriter, tag: number, length: number): void {
  if (reserve(writer, sizeOfHeader(length))) writer.end = putHeader(writer.bytes, writer.end, tag, length);
}

/** Appends an integer of −2^31..2^31−1 under Integer, of 0..2^32−1 under Gauge32, Counter32, TimeTicks. */
export function appendInteger(writer: BerWriter, tag: number, value: number): void {
  const size = sizeOfInteger(value);
  if (!reserve(writer, size + 2)) return;
  const at = putHeader(writer.bytes, writer.end, tag, size);
  putInteger(writer.bytes, at, size, value);
  writer.end = at + size;
}

/** Appends a Counter64 of 0..2^64−1 (RFC 2578 section 7.1.10): at most nine octets of contents. */
export function appendCounter64(writer: BerWriter, value: number | bigint): void {
  const high = typeof value === 'bigint' ? Number(value >> 32n) : Math.floor(value / 2 ** 32);
  const low = typeof value === 'bigint' ? Number(value & 0xffffffffn) : value >>> 0;
  if (high === 0) {
    appendInteger(writer, Tag.Counter64, low);
    return;
  }
  const size = sizeOfInteger(high);
  if (!reserve(writer, size + 6)) return;
  const at = putHeader(writer.bytes, writer.end, Tag.Counter64, size + 4);
  putInteger(writer.bytes, at, size, high);
  putInteger(writer.bytes, at + size, 4, low);
  writer.end = at + size + 4;
}

/** Appends a value of the given type with these contents; NULL and the exceptions of RFC 3416 have none. */
export function appendOctets(writer: BerWriter, tag: number, contents: Uint8Array): void {
  if (!reserve(writer, sizeOfHeader(contents.length) + contents.length)) return;
  const at = putHeader(writer.bytes, writer.end, tag, contents.length);
  writer.bytes.set(contents, at);
  writer.end = at + contents.length;
}

/** Appends what is encoded already; false where it does not fit. */
export function appendEncoded(writer: BerWriter, bytes: Uint8Array, start: number, end: number): boolean {
  if (!reserve(writer, end - start)) return false;
  copyOctets(bytes, start, end, writer.bytes, writer.end);
  writer.end += end - start;
  return true;
}

/** Copies `from[start, end)`. Short stretches are quicker octet by octet than through a view of them. */
export function copyOctets(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  if (end - start > 96) {
    to.set(from.subarray(start, end), at);
    return;
  }
  for (let i = start, j = at; i < end; i++, j++) to[j] = from[i] as number;
}

/** Puts identifier and length before all that was appended since `contentsStart`, moving it up. */
export function insertHeader(writer: BerWriter, tag: number, contentsStart: number): void {
  const length = writer.end - contentsStart;
  const size = sizeOfHeader(length);
  if (!reserve(writer, size)) return;
  writer.bytes.copyWithin(contentsStart + size, contentsStart, writer.end);
  putHeader(writer.bytes, contentsStart, tag, length);
  writer.end += size;
}

/** Prepends identifier and length of a value whose contents are `bytes[start, contentsEnd)`. */
export function prependHeader(writer: BerWriter, tag: number, contentsEnd = writer.end): void {
  const length = contentsEnd - writer.start;
  const start = writer.start - sizeOfHeader(length);
  if (start < 0) {
    writer.overflow = true;
    return;
  }
  putHeader(writer.bytes, start, tag, length);
  writer.start = start;
}

/** Prepends an integer; ranges as for `appendInteger`. */
export function prependInteger(writer: BerWriter, tag: number, value: number): void {
  const size = sizeOfInteger(value);
  const start = writer.start - size - 2;
  if (start < 0) {
    writer.overflow = true;
    return;
  }
  putInteger(writer.bytes, putHeader(writer.bytes, start, tag, size), size, value);
  writer.start = start;
}

/** Prepends a value of the given type with these contents. */
export function prependOctets(writer: BerWriter, tag: number, contents: Uint8Array): void {
  const end = writer.start;
  if (end < contents.length + sizeOfHeader(contents.length)) {
    writer.overflow = true;
    return;
  }
  writer.start = end - contents.length;
  writer.bytes.set(contents, writer.start);
  prependHeader(writer, tag, end);
}
