import { randomBytes } from 'node:crypto';

/** Bounds of an snmpEngineID (RFC 3411, SnmpEngineID). */
const MIN_ENGINE_ID_LENGTH = 5;
const MAX_ENGINE_ID_LENGTH = 32;

/** Octets that may follow the enterprise number and the format octet. */
const MAX_REMAINDER_LENGTH = MAX_ENGINE_ID_LENGTH - 5;

/** The fifth octet: what the ones after it are. */
const FORMAT_TEXT = 4;
const FORMAT_OCTETS = 5;

/** A new engine ID: the enterprise number, then random octets (RFC 3411, SnmpEngineID, format 5). */
export function randomEngineID(enterprise: number): Uint8Array {
  return engineID(enterprise, FORMAT_OCTETS, randomBytes(8));
}

/**
 * An engine ID of one's own choice: the enterprise number, then text (RFC 3411, SnmpEngineID, format 4).
 * Throws RangeError where the text is empty or over 27 octets of UTF-8.
 */
export function textEngineID(enterprise: number, text: string): Uint8Array {
  const octets = Buffer.from(text);
  if (octets.length === 0 || octets.length > MAX_REMAINDER_LENGTH) {
    throw new RangeError(
      `The engine ID text '${text}' is ${octets.length} octets long; take 1 to ${MAX_REMAINDER_LENGTH}.`,
    );
  }
  return engineID(enterprise, FORMAT_TEXT, octets);
}

/** Whether these octets can be an snmpEngineID: 5 to 32, and neither all 00 nor all FF. */
export function isEngineID(octets: Uint8Array): boolean {
  if (octets.length < MIN_ENGINE_ID_LENGTH || octets.length > MAX_ENGINE_ID_LENGTH) return false;
  return octets.some((octet) => octet !== 0) && octets.some((octet) => octet !== 0xff);
}

function engineID(enterprise: number, format: number, remainder: Uint8Array): Uint8Array {
  const octets = new Uint8Array(5 + remainder.length);
  // The highest bit says that the format octet follows (RFC 3411, SnmpEngineID, rule 1).
  new DataView(octets.buffer).setUint32(0, (enterprise | 0x80000000) >>> 0);
  octets[4] = format;
  octets.set(remainder, 5);
  return octets;
}
