/**
 * OIDs in their three forms: dotted text, sub-identifiers, and the contents octets of BER (X.690 section
 * 8.19), in which the engine keeps, compares and copies them.
 *
 * Encoded OIDs given to this module are well formed: `readOid` of ber.ts has checked them, or `encodeOid`
 * made them.
 */

/** Reads `1.3.6.1`, with or without a leading dot; undefined where the text is not an OID. */
export function parseOid(text: string): number[] | undefined {
  if (!/^\.?\d+(\.\d+)*$/.test(text)) return undefined;
  const oid = text.replace(/^\./, '').split('.').map(Number);
  return isOid(oid) ? oid : undefined;
}

/**
 * Up to 128 sub-identifiers of up to 2^32−1 (RFC 2578 section 3.5), under the arcs 0 to 2, of which only 2
 * has more than 40 (X.690 section 8.19.4).
 */
export function isOid(oid: readonly number[]): boolean {
  const [first = 3, second = 0] = oid;
  if (oid.length > 128 || first > 2 || (first < 2 && second > 39)) return false;
  return oid.every((subIdentifier) => subIdentifier === subIdentifier >>> 0);
}

export function formatOid(oid: readonly number[]): string {
  return oid.join('.');
}

/** Negative, 0 or positive: `a` before, equal to or after `b` in lexicographic order. */
export function compareOids(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function isInSubtree(oid: readonly number[], root: readonly number[]): boolean {
  return oid.length >= root.length && root.every((subIdentifier, i) => oid[i] === subIdentifier);
}

/** The contents octets of an OID. Throws a RangeError for what is none, or has a single arc. */
export function encodeOid(oid: readonly number[]): Uint8Array {
  if (oid.length < 2 || !isOid(oid)) throw new RangeError(`not an OID: ${formatOid(oid)}`);
  return encodeSubIdentifiers(mergeArcs(oid));
}

/** A bound of a subtree: OIDs are in it that are not before `start`, and before `end`. */
export interface SubtreeBounds {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
}

/**
 * The bounds of the subtree below `root`, encoded like OIDs so that they compare with them; the end may
 * have a last sub-identifier beyond 2^32−1. A root of one arc is that arc. Throws a RangeError for no OID.
 */
export function subtreeBounds(root: readonly number[]): SubtreeBounds {
  if (!isOid(root)) throw new RangeError(`not an OID: ${formatOid(root)}`);
  const start = mergeArcs(root);
  const end = start.slice();
  const last = end.length - 1;
  // Below arc 0 or 1 come 40 first sub-identifiers, below arc 2 all there are (X.690 section 8.19.4).
  const width = root.length > 1 ? 1 : root[0] === 2 ? 2 ** 32 : 40;
  end[last] = (end[last] as number) + width;
  return { start: encodeSubIdentifiers(start), end: encodeSubIdentifiers(end) };
}

/** Makes the first two arcs the one number 40·X + Y that is encoded for them. */
function mergeArcs(oid: readonly number[]): number[] {
  const [first = 0, second = 0, ...rest] = oid;
  return [first * 40 + second, ...rest];
}

function encodeSubIdentifiers(subIdentifiers: readonly number[]): Uint8Array {
  let size = 0;
  for (const value of subIdentifiers) size += octetsOf(value);
  const bytes = new Uint8Array(size);
  let end = 0;
  for (const value of subIdentifiers) {
    const start = end;
    end += octetsOf(value);
    let rest = value;
    for (let i = end - 1; i >= start; i--) {
      bytes[i] = (rest % 128) | (i === end - 1 ? 0 : 0x80);
      rest = Math.floor(rest / 128);
    }
  }
  return bytes;
}

function octetsOf(subIdentifier: number): number {
  let size = 1;
  for (let limit = 128; subIdentifier >= limit; limit *= 128) size += 1;
  return size;
}

/** The sub-identifiers of the OID encoded in `bytes[start, end)`. */
export function decodeOid(bytes: Uint8Array, start = 0, end = bytes.length): number[] {
  const oid: number[] = [];
  let value = 0;
  for (let at = start; at < end; at++) {
    const octet = bytes[at] as number;
    value = value * 128 + (octet & 0x7f);
    if (octet > 0x7f) continue;
    if (oid.length === 0) {
      const first = Math.min(2, Math.floor(value / 40));
      oid.push(first, value - 40 * first);
    } else {
      oid.push(value);
    }
    value = 0;
  }
  return oid;
}

/**
 * Compares two encoded OIDs in lexicographic order of their sub-identifiers, without decoding them.
 *
 * At the first octet that differs both are at the same place in a sub-identifier. Encodings are minimal, so
 * where one has more octets to come it is the larger number, whatever the octets are; plain octet order is
 * wrong from 16384 (81 80 00) against 16383 (ff 7f) on. With as many octets to come, the octet decides.
 */
export function compareEncodedOids(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const shared = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < shared; i++) {
    const difference = (a[aStart + i] as number) - (b[bStart + i] as number);
    if (difference === 0) continue;
    let at = i;
    while (((a[aStart + at] as number) & (b[bStart + at] as number)) > 0x7f) at += 1;
    const longer = (a[aStart + at] as number) >> 7;
    return longer === (b[bStart + at] as number) >> 7 ? difference : longer === 1 ? 1 : -1;
  }
  return aEnd - aStart - (bEnd - bStart);
}

/** Whether the OID encoded in `bytes[start, end)` lies in the subtree below the encoded `root`. */
export function isEncodedInSubtree(bytes: Uint8Array, start: number, end: number, root: Uint8Array): boolean {
  if (end - start < root.length) return false;
  for (let i = 0; i < root.length; i++) if (bytes[start + i] !== root[i]) return false;
  return true;
}
