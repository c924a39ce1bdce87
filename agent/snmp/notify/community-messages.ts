import { createReader, enter, leave, PduType, readInteger, readOctetString, skipValue, Tag } from '../ber.ts';
import { createWriter, prependHeader, prependInteger, prependOctets } from '../ber-writer.ts';
import type { Answer, MessageProcessing } from './message-processing.ts';

/** The `version` field of a community-based SNMPv2 message (RFC 1901 section 3). */
const SNMP_V2C = 1;

/**
 * Octets around community and variable-bindings: four headers of four octets, four integers of up to six,
 * the header of the community.
 */
const OVERHEAD = 44;

/** Notifications in community-based SNMPv2 messages (RFC 1901, RFC 3416 section 3). */
export function communityMessages(community: string): MessageProcessing {
  const name = Buffer.from(community);
  const overhead = OVERHEAD + name.length;
  return {
    overhead,
    encode: (pduType, requestId, variableBindings) => {
      const writer = createWriter(overhead + variableBindings.length, 0);
      prependPdu(writer, pduType, requestId, variableBindings);
      prependOctets(writer, Tag.OctetString, name);
      prependInteger(writer, Tag.Integer, SNMP_V2C);
      prependHeader(writer, Tag.Sequence);
      return writer.bytes.subarray(writer.start, writer.end);
    },
    decode: (datagram) => decodeResponse(datagram, name),
  };
}

/** Prepends a PDU whose error-status and error-index are 0; the variable-bindings come without header. */
export function prependPdu(
  writer: ReturnType<typeof createWriter>,
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

function decodeResponse(datagram: Uint8Array, name: Buffer): Answer | undefined {
  const reader = createReader(datagram);
  const message = enter(reader, Tag.Sequence);
  const version = readInteger(reader);
  const community = readOctetString(reader);
  const sameCommunity = name.equals(datagram.subarray(community, reader.at));
  const answer = readResponse(reader);
  leave(reader, message);
  const valid = reader.error === undefined && version === SNMP_V2C && sameCommunity;
  return valid ? answer : undefined;
}

/** Reads a Response-PDU (RFC 3416 section 3); look at the reader's `error` before using the result. */
export function readResponse(reader: ReturnType<typeof createReader>): Answer {
  const pdu = enter(reader, PduType.Response);
  const requestId = readInteger(reader);
  const errorStatus = readInteger(reader);
  readInteger(reader);
  skipValue(reader);
  leave(reader, pdu);
  return { kind: 'response', requestId, errorStatus };
}
