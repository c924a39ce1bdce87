import { type BerReader, enter, leave, readInteger, skipValue, Tag } from '../ber.ts';
import { type BerWriter, prependHeader, prependInteger, prependOctets } from '../ber-writer.ts';

/** Octets of a PDU beside its variable bindings, at most: its header, three integers, the list's header. */
export const PDU_OVERHEAD = 4 + (6 + 3 + 3) + 4;

/** Prepends a PDU without an error (RFC 3416 section 3); its variable bindings come encoded, without header. */
export function prependPdu(
  writer: BerWriter,
  pduType: number,
  requestId: number,
  variableBindings: Uint8Array,
): void {
  prependOctets(writer, Tag.Sequence, variableBindings);
  prependInteger(writer, Tag.Integer, 0);
  prependInteger(writer, Tag.Integer, 0);
  prependInteger(writer, Tag.Integer, requestId);
  prependHeader(writer, pduType);
}

export interface ResponsePdu {
  readonly requestId: number;
  readonly errorStatus: number;
}

/** Reads a PDU of this type; the reader's `error` tells whether it was one. */
export function readPdu(reader: BerReader, pduType: number): ResponsePdu {
  const pdu = enter(reader, pduType);
  const requestId = readInteger(reader);
  const errorStatus = readInteger(reader);
  readInteger(reader);
  skipValue(reader);
  leave(reader, pdu);
  return { requestId, errorStatus };
}
