import { Tag } from './ber.ts';
import { appendCounter64, appendInteger, appendOctets, type BerWriter, insertHeader } from './ber-writer.ts';
import type { Oid, SmiValue } from './mib-view.ts';
import { encodeOid, parseOid } from './oid.ts';

/** The largest OCTET STRING (RFC 2578 section 7.1.2). */
const MAX_OCTETS = 65_535;

/**
 * Appends one value as it stands in a variable binding. Throws a RangeError, with nothing written, for a
 * value its type does not hold: who published or computed it is wrong, not the packet.
 */
export function appendValue(writer: BerWriter, smiValue: SmiValue): void {
  const { type, value } = smiValue;
  switch (type) {
    case 'Integer32':
      if (value !== (value | 0)) throw outOfRange(smiValue);
      appendInteger(writer, Tag.Integer, value);
      return;
    case 'Unsigned32':
    case 'Gauge32':
    case 'Counter32':
    case 'TimeTicks':
      if (value !== value >>> 0) throw outOfRange(smiValue);
      appendInteger(writer, UNSIGNED_TAG[type], value);
      return;
    case 'Counter64':
      if (!isCounter64(value)) throw outOfRange(smiValue);
      appendCounter64(writer, value);
      return;
    case 'OCTET STRING': {
      const octets = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
      if (octets.length > MAX_OCTETS) throw new RangeError(`an OCTET STRING of ${octets.length} octets`);
      appendOctets(writer, Tag.OctetString, octets);
      return;
    }
    case 'OBJECT IDENTIFIER':
      appendOctets(writer, Tag.ObjectIdentifier, encodeOid(parseOid(value) ?? []));
      return;
    case 'IpAddress':
      if (value.length !== 4) throw new RangeError(`an IpAddress of ${value.length} octets`);
      appendOctets(writer, Tag.IpAddress, value);
      return;
  }
}

// Unsigned32 and Gauge32 are one type on the wire (RFC 2578 section 7.1.11).
const UNSIGNED_TAG = {
  Unsigned32: Tag.Gauge32,
  Gauge32: Tag.Gauge32,
  Counter32: Tag.Counter32,
  TimeTicks: Tag.TimeTicks,
} as const;

function isCounter64(value: number | bigint): boolean {
  if (typeof value === 'bigint') return value >= 0n && value < 2n ** 64n;
  return Number.isInteger(value) && value >= 0 && value < 2 ** 64;
}

function outOfRange({ type, value }: SmiValue): RangeError {
  return new RangeError(`${value} is no ${type}`);
}

/**
 * Appends a whole variable binding, or nothing and sets the writer's `overflow`. Throws a RangeError, with
 * nothing written, for an OID or a value that is none.
 */
export function appendVarbind(writer: BerWriter, oid: Oid, value: SmiValue): void {
  const start = writer.end;
  try {
    appendOctets(writer, Tag.ObjectIdentifier, encodeOid(oid));
    appendValue(writer, value);
    insertHeader(writer, Tag.Sequence, start);
  } catch (error) {
    writer.end = start;
    throw error;
  }
  if (writer.overflow) writer.end = start;
}
