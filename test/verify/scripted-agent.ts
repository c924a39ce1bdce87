import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createReader, enter, PduType, readInteger, readOctetString, Tag } from '../../agent/snmp/ber.ts';
import {
  appendHeader,
  appendOctets,
  type BerWriter,
  createWriter,
  insertHeader,
  prependHeader,
  prependInteger,
  prependOctets,
} from '../../agent/snmp/ber-writer.ts';
import type { SmiValue } from '../../agent/snmp/mib-view.ts';
import { decodeOid, encodeOid } from '../../agent/snmp/oid.ts';
import { createRequest, decodeRequest } from '../../agent/snmp/request.ts';
import { appendValue } from '../../agent/snmp/varbind.ts';
import { compareOids } from '../../verify/oid.ts';

export type Exception = 'noSuchObject' | 'noSuchInstance' | 'endOfMibView';
export type Answered = readonly [oid: string, value: SmiValue | Exception];
/** A response's variables, an error-status, or silence. */
export type Reply = readonly Answered[] | number | undefined;

const NOT_WRITABLE = 17;
/** Most variables in one response. */
const FITS = 60;

/** An agent of SNMPv2c that answers from a list what a test has put there, and as a test has it answer. */
export class ScriptedAgent {
  /** What there is, by OID. */
  readonly values = new Map<string, SmiValue>();
  /** OBJECT-TYPEs. */
  objects: readonly string[] = [];
  port = 0;
  /** Of a request that names this OID first: the error-status that is the answer. */
  refuse = (_oid: string): number | undefined => undefined;
  /** What is sent of a response; undefined: nothing. */
  alter = (response: Uint8Array): Uint8Array | undefined => response;
  #sorted: readonly string[] | undefined;
  readonly #socket: Socket = createSocket('udp4');

  get = (oid: string): Answered => {
    const value = this.values.get(oid);
    if (value) return [oid, value];
    const isKnown = this.objects.some((object) => oid === object || oid.startsWith(`${object}.`));
    return [oid, isKnown ? 'noSuchInstance' : 'noSuchObject'];
  };
  next = (oid: string): Answered => {
    this.#sorted ??= [...this.values.keys()].sort(compareOids);
    const first = this.#sorted.find((each) => compareOids(each, oid) > 0);
    return first === undefined ? [oid, 'endOfMibView'] : [first, this.values.get(first) as SmiValue];
  };
  bulk = (oid: string, repetitions: number): Reply => {
    const found: Answered[] = [];
    for (let at = oid; found.length < Math.min(repetitions, FITS); ) {
      const next = this.next(at);
      found.push(next);
      if (next[1] === 'endOfMibView') break;
      at = next[0];
    }
    return found;
  };
  set = (_oids: readonly string[]): Reply => NOT_WRITABLE;

  async listen(): Promise<void> {
    this.#socket.on('message', (message, { port, address }) => {
      const response = this.#answer(message);
      const answer = response && this.alter(response);
      if (answer) this.#socket.send(answer, port, address);
    });
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    this.port = this.#socket.address().port;
  }

  close(): void {
    this.#socket.close();
  }

  #answer(message: Uint8Array): Uint8Array | undefined {
    const reader = createReader(message);
    enter(reader, Tag.Sequence);
    readInteger(reader);
    readOctetString(reader);
    const request = createRequest();
    decodeRequest(reader, request, false);
    const oids = Array.from({ length: request.count }, (_, i) =>
      decodeOid(message.subarray(request.names[2 * i], request.names[2 * i + 1])).join('.'),
    );
    const reply = this.#reply(request.type, oids, request.maxRepetitions);
    return reply === undefined ? undefined : encode(request.requestId, oids, reply);
  }

  #reply(type: number, oids: readonly string[], repetitions: number): Reply {
    const refused = this.refuse(oids[0] ?? '');
    if (refused !== undefined) return refused;
    if (type === PduType.GetRequest) return oids.map((oid) => this.get(oid));
    if (type === PduType.GetNextRequest) return oids.map((oid) => this.next(oid));
    return type === PduType.GetBulkRequest ? this.bulk(oids[0] ?? '', repetitions) : this.set(oids);
  }
}

const TAGS = {
  noSuchObject: Tag.noSuchObject,
  noSuchInstance: Tag.noSuchInstance,
  endOfMibView: Tag.endOfMibView,
};

function encode(requestId: number, oids: readonly string[], reply: readonly Answered[] | number): Uint8Array {
  const writer = createWriter(200, 65_000);
  const status = typeof reply === 'number' ? reply : 0;
  const varbinds: readonly Answered[] =
    typeof reply === 'number' ? oids.map((oid) => [oid, 'noSuchInstance']) : reply;
  for (const varbind of varbinds) append(writer, varbind);
  prependHeader(writer, Tag.Sequence);
  prependInteger(writer, Tag.Integer, status === 0 ? 0 : 1);
  prependInteger(writer, Tag.Integer, status);
  prependInteger(writer, Tag.Integer, requestId);
  prependHeader(writer, PduType.Response);
  prependOctets(writer, Tag.OctetString, Buffer.from('public'));
  prependInteger(writer, Tag.Integer, 1);
  prependHeader(writer, Tag.Sequence);
  return writer.bytes.slice(writer.start, writer.end);
}

function append(writer: BerWriter, [oid, value]: Answered): void {
  const start = writer.end;
  appendOctets(writer, Tag.ObjectIdentifier, encodeOid(oid.split('.').map(Number)));
  if (typeof value === 'string') appendHeader(writer, TAGS[value], 0);
  else appendValue(writer, value);
  insertHeader(writer, Tag.Sequence, start);
}
