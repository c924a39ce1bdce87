import type { ModelObject, Syntax } from '../../model/model.ts';
import { rowKey } from '../../model/row-key.ts';
import type { Varbind } from './net-snmp.ts';

const TRUTH: Readonly<Record<string, string>> = { 1: 'true', 2: 'false' }; // TruthValue (RFC 2579)

/** A variable's value as text in the accuracy of its definition, as the messages of KPI-1 have it. */
export function figureText({ value }: Varbind, { base, convention, decimals }: Syntax): string {
  if (base === 'OCTET STRING') return octetsToText(value);
  const number = Buffer.isBuffer(value) ? BigInt(`0x0${value.toString('hex')}`) : BigInt(Number(value));
  if (convention === 'TruthValue') return TRUTH[String(number)] ?? String(number);
  if (decimals === 0) return String(number);
  const digits = String(number < 0n ? -number : number).padStart(decimals + 1, '0');
  return `${number < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function octetsToText(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value ?? '');
}

/**
 * The row that an instance's index stands for (RFC 2578 section 7.7), as `rowKey` writes it; undefined where
 * the sub-identifiers are no index of the object.
 */
export function rowOfIndex(subIdentifiers: readonly number[], object: ModelObject): string | undefined {
  const index: (string | number)[] = [];
  let at = 0;
  for (const { syntax } of object.index) {
    if (syntax.base !== 'OCTET STRING') {
      index.push(subIdentifiers[at++] ?? Number.NaN);
      continue;
    }
    const length = syntax.min === syntax.max ? syntax.min : (subIdentifiers[at++] ?? Number.NaN);
    index.push(Buffer.from(subIdentifiers.slice(at, at + length)).toString('utf8'));
    at += length;
  }
  return at === subIdentifiers.length ? rowKey(index) : undefined;
}

/** DateAndTime (RFC 2579) as milliseconds since the epoch; undefined where it is none. */
export function readDateAndTime(value: unknown): number | undefined {
  if (!Buffer.isBuffer(value) || (value.length !== 8 && value.length !== 11)) return undefined;
  const [month = 1, day, hour, minute, second, tenths = 0] = value.subarray(2, 8);
  const local = Date.UTC(value.readUInt16BE(0), month - 1, day, hour, minute, second, tenths * 100);
  if (value.length === 8) return local;
  const [sign, hours = 0, minutes = 0] = value.subarray(8);
  return local - (sign === 0x2d ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
