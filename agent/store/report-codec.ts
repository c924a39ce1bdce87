import type { ReportItem } from '../report/pm-report.ts';
import type { Oid, SmiValue } from '../snmp/mib-view.ts';
import { ByteReader, Malformed } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { Previous, readBody, TYPE, typeOf, writeBody } from './value-codec.ts';

/** Their places are what is stored: new ones go to the end. */
const SMI_TYPES = [
  'Integer32',
  'Unsigned32',
  'Gauge32',
  'Counter32',
  'TimeTicks',
  'Counter64',
  'OCTET STRING',
  'OBJECT IDENTIFIER',
  'IpAddress',
] as const satisfies readonly SmiValue['type'][];

/** Octets, beside the types of stored values: nothing is the same as the value before here. */
const OCTETS = TYPE.same;

/** The items of a report; an OID as how many sub-identifiers it shares with the one before, and its others. */
export function encodeItems(items: readonly ReportItem[]): Uint8Array {
  const writer = new ByteWriter(64 * items.length + 16);
  let last: Oid = [];
  for (const { name, text, oid, value } of items) {
    writer.text(name);
    writer.text(text);
    let shared = 0;
    while (shared < oid.length && oid[shared] === last[shared]) shared += 1;
    writer.varint(shared);
    writer.varint(oid.length - shared);
    for (let at = shared; at < oid.length; at++) writer.varint(oid[at] as number);
    last = oid;
    writeValue(writer, value);
  }
  return writer.finish();
}

/** Throws Malformed. */
export function decodeItems(octets: Uint8Array): ReportItem[] {
  const reader = new ByteReader(octets);
  const items: ReportItem[] = [];
  let last: Oid = [];
  while (!reader.done) {
    const name = reader.text();
    const text = reader.text();
    const oid = last.slice(0, reader.varint());
    for (let more = reader.varint(); more > 0; more--) oid.push(reader.varint());
    last = oid;
    items.push({ name, text, oid, value: readValue(reader) });
  }
  return items;
}

function writeValue(writer: ByteWriter, { type, value }: SmiValue): void {
  const place = SMI_TYPES.indexOf(type) * 8;
  if (typeof value === 'object') {
    writer.varint(place + OCTETS);
    writer.varint(value.length);
    writer.octets(value);
    return;
  }
  const previous = new Previous();
  const stored = typeOf(value, previous);
  writer.varint(place + stored);
  writeBody(writer, stored, value, previous);
}

function readValue(reader: ByteReader): SmiValue {
  const head = reader.varint();
  const type = SMI_TYPES[Math.floor(head / 8)];
  const stored = head % 8;
  const value =
    stored === OCTETS
      ? new Uint8Array(reader.octets(reader.varint()))
      : readBody(reader, stored, new Previous());
  if (type === undefined || !fits(type, value)) throw new Malformed('a value is not of its type');
  return { type, value } as SmiValue;
}

function fits(type: SmiValue['type'], value: unknown): boolean {
  if (type === 'OCTET STRING') return typeof value === 'string' || value instanceof Uint8Array;
  if (type === 'IpAddress') return value instanceof Uint8Array;
  if (type === 'OBJECT IDENTIFIER') return typeof value === 'string';
  return typeof value === 'number' || (type === 'Counter64' && typeof value === 'bigint');
}
