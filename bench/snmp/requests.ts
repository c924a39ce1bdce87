import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createReader, PduType, Tag } from '../../agent/snmp/ber.ts';
import {
  type BerWriter,
  createWriter,
  prependHeader,
  prependInteger,
  prependOctets,
} from '../../agent/snmp/ber-writer.ts';
import { encodeOid } from '../../agent/snmp/oid.ts';
import { createRequest, decodeRequest } from '../../agent/snmp/request.ts';
import { readIncoming, readPlain } from '../../agent/snmp/usm/incoming-message.ts';
import { SaltSource } from '../../agent/snmp/usm/priv-protocol.ts';
import { sealMessage } from '../../agent/snmp/usm/seal-message.ts';
import { deriveUser, SecurityLevel } from '../../agent/snmp/usm/user.ts';
import { COMMUNITY, ENGINE_BOOTS, ENGINE_ID, USER } from './table.ts';

/** One read of one OID, or of several. */
export type Question = { readonly oid: Oid; readonly more?: readonly Oid[] } & (
  | { readonly type: 'get' }
  | { readonly type: 'bulk'; readonly repetitions: number }
);
type Oid = readonly number[];

const NOTHING = new Uint8Array();
const HEADROOM = 400;
const MAX_MESSAGE_SIZE = 65_507;

const user = deriveUser(USER)(ENGINE_ID);
const salts = new SaltSource();

/** The question in SNMPv2c. */
export function communityRequest(question: Question): Uint8Array {
  const writer = writePdu(question);
  prependOctets(writer, Tag.OctetString, Buffer.from(COMMUNITY));
  prependInteger(writer, Tag.Integer, 1);
  prependHeader(writer, Tag.Sequence);
  return written(writer);
}

/** The question in SNMPv3, authPriv, for an engine whose clock stands at `engineTime`. */
export function v3Request(question: Question, engineTime: number): Uint8Array {
  const writer = writePdu(question);
  const envelope = {
    msgID: 1,
    msgMaxSize: MAX_MESSAGE_SIZE,
    reportable: true,
    securityLevel: SecurityLevel.authPriv,
    user,
    engineID: ENGINE_ID,
    engineBoots: ENGINE_BOOTS,
    engineTime,
    contextEngineID: ENGINE_ID,
    contextName: NOTHING,
  };
  sealMessage(writer, envelope, salts);
  return written(writer);
}

/** Opens the answer to a v3 request: how many variable bindings it has. Throws where it is none. */
export function countV3Varbinds(answer: Uint8Array): number {
  const incoming = readIncoming(answer);
  if (typeof incoming === 'string') throw new Error(`the answer is no SNMPv3 message: ${incoming}`);
  const plain = readPlain(incoming, user);
  if (typeof plain === 'string') throw new Error(`the answer can't be opened: ${plain}`);
  const response = createRequest();
  decodeRequest(createReader(plain.bytes, plain.pdu.start, plain.pdu.end), response, false);
  if (response.type !== PduType.Response) throw new Error(`the answer is a PDU of type ${response.type}`);
  return response.count;
}

/** Asks once; undefined where there is no answer in time. */
export async function ask(
  port: number,
  request: Uint8Array,
  patienceMs: number,
): Promise<Buffer | undefined> {
  const socket = createSocket('udp4');
  try {
    const answered = once(socket, 'message', { signal: AbortSignal.timeout(patienceMs) });
    socket.send(request, port, '127.0.0.1');
    const [answer] = await answered;
    return answer;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

function writePdu(question: Question): BerWriter {
  const varbinds = [question.oid, ...(question.more ?? [])].map(varbindOf);
  const list = Buffer.concat(varbinds);
  const writer = createWriter(HEADROOM + list.length, 0);
  prependOctets(writer, Tag.Sequence, list);
  prependInteger(writer, Tag.Integer, question.type === 'bulk' ? question.repetitions : 0);
  prependInteger(writer, Tag.Integer, 0);
  prependInteger(writer, Tag.Integer, 1);
  prependHeader(writer, question.type === 'bulk' ? PduType.GetBulkRequest : PduType.GetRequest);
  return writer;
}

function varbindOf(oid: Oid): Uint8Array {
  const writer = createWriter(HEADROOM, 0);
  prependOctets(writer, Tag.Null, NOTHING);
  prependOctets(writer, Tag.ObjectIdentifier, encodeOid(oid));
  prependHeader(writer, Tag.Sequence);
  return written(writer);
}

function written({ bytes, start, end }: BerWriter): Uint8Array {
  return bytes.subarray(start, end);
}
