import { parseDuration } from '../../model/duration.ts';
import { parseAddress } from './address.ts';
import type { Address } from './config.ts';

/** An engine ID that the schema found to be one. */
export function readEngineId(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replace(/^0x/, ''), 'hex'));
}

/** An address that checkConfig found to be one. */
export function readAddress(text: string): Address {
  return parseAddress(text) as Address;
}

/** A duration that the schema found to be one. */
export function milliseconds(text: string): number {
  return (parseDuration(text) as number) * 1000;
}
