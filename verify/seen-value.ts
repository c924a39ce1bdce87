import type { Seen } from './probe.ts';

/** The type of a value on the wire. Gauge32 and Unsigned32 are the same there (RFC 2578 section 7.1.11). */
export type SmiType =
  | 'Integer32'
  | 'OCTET STRING'
  | 'OBJECT IDENTIFIER'
  | 'Counter32'
  | 'Unsigned32'
  | 'Counter64'
  | 'TimeTicks'
  | 'IpAddress'
  | 'Opaque'
  | 'Null'
  | 'undecodable'
  | SmiException;

export type SmiException = 'noSuchObject' | 'noSuchInstance' | 'endOfMibView';

/** kpi1KpiStatus and kpi1PmStatus of a figure without a value. */
export const NO_VALUE = 2n;

export function isException({ smi }: Pick<Seen, 'smi'>): boolean {
  return smi === 'noSuchObject' || smi === 'noSuchInstance' || smi === 'endOfMibView';
}

/** The number of a value of a numeric type; undefined of the others. */
export function numberOf({ smi, value }: Pick<Seen, 'smi' | 'value'>): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  return smi === 'Counter64' && Buffer.isBuffer(value) ? BigInt(`0x0${value.toString('hex')}`) : undefined;
}

const LONGEST_SHOWN = 60;

/** A value as people read it, on one line: `Integer32 9876`, `"sip-01"`, `noSuchInstance`. */
export function showSeen(seen: Pick<Seen, 'smi' | 'value'>): string {
  if (isException(seen)) return seen.smi;
  const { smi, value } = seen;
  if (smi === 'OCTET STRING' && Buffer.isBuffer(value)) return showOctets(value);
  return `${smi} ${numberOf(seen) ?? String(value ?? '')}`.trim();
}

function showOctets(octets: Buffer): string {
  const text = readUtf8(octets);
  const isText = text !== undefined && /^\P{Cc}*$/u.test(text);
  const shown = isText ? JSON.stringify(text) : `0x${octets.toString('hex')}`;
  return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that octets are in UTF-8; undefined where they are none. */
export function readUtf8(octets: Uint8Array): string | undefined {
  try {
    return UTF8.decode(octets);
  } catch {
    return undefined;
  }
}

/** Whether two values are the same, in type too. */
export function isSame(a: Pick<Seen, 'smi' | 'value'>, b: Pick<Seen, 'smi' | 'value'>): boolean {
  if (a.smi !== b.smi) return false;
  if (Buffer.isBuffer(a.value) && Buffer.isBuffer(b.value)) return a.value.equals(b.value);
  return a.value === b.value;
}
