import type { BaseObject } from '../../model/base-mib.ts';
import type { SmiValue } from '../snmp/mib-view.ts';

/** What a cell of KPI1-MIB says, before it has its SMI type; undefined: the instance does not exist. */
export type Cell = string | number | Date | undefined;

/** Gives a cell the type its object has in KPI1-MIB. An enumeration's cell is the name of its value. */
export function encodeCell(object: BaseObject, cell: Cell): SmiValue | undefined {
  if (cell === undefined) return undefined;
  const { syntax } = object;
  switch (syntax.kind) {
    case 'text':
      return { type: 'OCTET STRING', value: cutText(String(cell), syntax.max) };
    case 'unsigned':
      return { type: 'Unsigned32', value: Math.min(Math.max(Number(cell), syntax.min), syntax.max) };
    case 'enumeration':
      return { type: 'Integer32', value: syntax.names.indexOf(String(cell)) + 1 };
    case 'time':
      return { type: 'OCTET STRING', value: dateAndTime(cell as Date) };
    case 'oid':
      return { type: 'OBJECT IDENTIFIER', value: String(cell) };
    case 'counter':
      return { type: 'Counter64', value: Number(cell) };
  }
}

const CUT = '...';

/** The UTF-8 octets of a text, at most `max`: a longer one is cut between characters and ends in `...`. */
export function cutText(text: string, max: number): Buffer {
  const octets = Buffer.from(text, 'utf8');
  if (octets.length <= max) return octets;
  let end = Math.max(max - CUT.length, 0);
  while (end > 0 && ((octets[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return Buffer.concat([octets.subarray(0, end), Buffer.from(CUT)]).subarray(0, max);
}

/** DateAndTime (RFC 2579) in UTC: 11 octets. */
export function dateAndTime(time: Date): Uint8Array {
  const octets = Buffer.alloc(11);
  octets.writeUInt16BE(time.getUTCFullYear(), 0);
  octets[2] = time.getUTCMonth() + 1;
  octets[3] = time.getUTCDate();
  octets[4] = time.getUTCHours();
  octets[5] = time.getUTCMinutes();
  octets[6] = time.getUTCSeconds();
  octets[7] = Math.floor(time.getUTCMilliseconds() / 100);
  octets[8] = 0x2b; // '+': no offset from UTC
  return octets;
}
