import { createReader, enter, leave, PduType, readInteger, readOctetString, Tag } from '../ber.ts';
import { createWriter, prependHeader, prependInteger, prependOctets } from '../ber-writer.ts';
import { type Answer, FULL_WINDOW, type MessageProcessing } from './message-processing.ts';
import { PDU_OVERHEAD, prependPdu, readPdu } from './notification-pdu.ts';

/** The `version` field of a community-based SNMPv2 message (RFC 1901 section 3). */
const SNMP_V2C = 1;

/** Octets around community and PDU: the header of the message, its version, the header of the community. */
const MESSAGE_OVERHEAD = 4 + 3 + 4;

/** Notifications in community-based SNMPv2 messages (RFC 1901, RFC 3416 section 3). */
export function communityMessages(community: string): MessageProcessing {
  const name = Buffer.from(community);
  const overhead = MESSAGE_OVERHEAD + PDU_OVERHEAD + name.length;
  return {
    overhead,
    window: FULL_WINDOW,
    encode: (pduType, requestId, variableBindings) => {
      const writer = createWriter(overhead + variableBindings.length, 0);
      prependPdu(writer, pduType, requestId, variableBindings);
      prependOctets(writer, Tag.OctetString, name);
      prependInteger(writer, Tag.Integer, SNMP_V2C);
      prependHeader(writer, Tag.Sequence);
      return writer.bytes.subarray(writer.start, writer.end);
    },
    decode: (datagram) => decodeResponse(datagram, name),
    forget: () => {},
  };
}

function decodeResponse(datagram: Uint8Array, name: Buffer): Answer | undefined {
  const reader = createReader(datagram);
  const message = enter(reader, Tag.Sequence);
  const version = readInteger(reader);
  const community = readOctetString(reader);
  const sameCommunity = name.equals(datagram.subarray(community, reader.at));
  const response = readPdu(reader, PduType.Response);
  leave(reader, message);
  const valid = reader.error === undefined && version === SNMP_V2C && sameCommunity;
  return valid ? { kind: 'response', ...response } : undefined;
}
