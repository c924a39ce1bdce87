import { createCounters, type EngineCounters } from '../../../agent/snmp/counters.ts';
import { createAnswerWriter, Dispatcher, type DispatcherOptions } from '../../../agent/snmp/dispatch.ts';
import type { ComputedSubtree, Oid, SmiValue } from '../../../agent/snmp/mib-view.ts';
import { decodeOid, encodeOid, formatOid, parseOid } from '../../../agent/snmp/oid.ts';
import type { ViewDefinition } from '../../../agent/snmp/segments.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import { View } from '../../../agent/snmp/view.ts';

/** Octets from hex with blanks for reading. */
export const octets = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');

/** A BER value of any length, from its tag and contents. */
export function tlv(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const size = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

export function integer(value: number): Buffer {
  const contents = Buffer.alloc(4);
  contents.writeInt32BE(value);
  return tlv(0x02, contents);
}

export const PDU = { get: 0xa0, next: 0xa1, response: 0xa2, set: 0xa3, bulk: 0xa5 } as const;

export interface RequestFields {
  version?: number;
  community?: string;
  requestId?: number;
  /** error-status or non-repeaters, error-index or max-repetitions. */
  fields?: readonly [number, number];
}

/** A request message; values are NULL. */
export function request(
  pduType: number,
  names: readonly string[],
  { version = 1, community = 'public', requestId = 1, fields = [0, 0] }: RequestFields = {},
): Buffer {
  const varbinds = names.map((name) =>
    tlv(0x30, tlv(0x06, encodeOid(parseOid(name) ?? [])), Buffer.from([0x05, 0x00])),
  );
  const pdu = tlv(
    pduType,
    integer(requestId),
    integer(fields[0]),
    integer(fields[1]),
    tlv(0x30, ...varbinds),
  );
  return tlv(0x30, integer(version), tlv(0x04, Buffer.from(community)), pdu);
}

export interface Response {
  version: number;
  community: string;
  type: number;
  requestId: number;
  status: number;
  index: number;
  /** `1.3.6.1.2.1.1.5.0 04:6e` for each: name, tag and contents of the value. */
  varbinds: string[];
  /** The names alone. */
  names: string[];
  size: number;
}

/** Decodes a response, and fails on the slightest irregularity. */
export function readResponse(message: Uint8Array): Response {
  const [outer] = elements(message);
  const [version, community, pdu] = elements(outer!.contents);
  const [requestId, status, index, list] = elements(pdu!.contents);
  const varbinds = elements(list!.contents).map(({ tag, contents }) => {
    const [name, value, ...rest] = elements(contents);
    if (tag !== 0x30 || name!.tag !== 0x06 || rest.length > 0) throw new Error('not a varbind');
    return { name: formatOid(decodeOid(name!.contents)), value: value! };
  });
  return {
    version: number(version!.contents),
    community: Buffer.from(community!.contents).toString(),
    type: pdu!.tag,
    requestId: number(requestId!.contents),
    status: number(status!.contents),
    index: number(index!.contents),
    varbinds: varbinds.map(({ name, value }) => {
      return `${name} ${value.tag.toString(16).padStart(2, '0')}:${Buffer.from(value.contents).toString('hex')}`;
    }),
    names: varbinds.map(({ name }) => name),
    size: message.length,
  };
}

function elements(bytes: Uint8Array): { tag: number; contents: Uint8Array }[] {
  const found: { tag: number; contents: Uint8Array }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!;
    let length = bytes[at + 1]!;
    at += 2;
    if (length > 0x7f) {
      const size = length & 0x7f;
      length = Buffer.from(bytes).readUIntBE(at, size);
      if (length < 0x80 || (size > 1 && length < 0x100)) throw new Error('length is not minimal');
      at += size;
    }
    if (at + length > bytes.length) throw new Error('value is cut off');
    found.push({ tag, contents: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

function number(contents: Uint8Array): number {
  return Buffer.from(contents).readIntBE(0, contents.length);
}

/** Sums up why datagrams were not answered. */
export function drops(counters: EngineCounters): number {
  return (
    counters.snmpInBadVersions +
    counters.snmpInBadCommunityNames +
    counters.snmpInASNParseErrs +
    counters.snmpSilentDrops +
    counters.snmpUnknownPDUHandlers +
    counters.refusedSources +
    counters.limitedSources +
    counters.internalErrors
  );
}

export interface AgentOptions extends Partial<DispatcherOptions> {
  instances?: readonly (readonly [name: string, value: SmiValue | undefined])[];
  declared?: readonly string[];
  subtrees?: readonly ComputedSubtree[];
  view?: ViewDefinition;
}

/** An engine without a socket: community `public` from anywhere, and the view given or all. */
export function agent({
  instances = [],
  declared = [],
  subtrees = [],
  view = { include: [[0], [1], [2]] },
  ...options
}: AgentOptions) {
  const index = new ValueIndex();
  for (const object of declared) index.declare(oid(object));
  for (const [name, value] of instances) {
    const slot = index.open(oid(name));
    if (value) index.publish(slot, value);
  }
  const counters = createCounters();
  const communities = [
    { name: 'public', from: ['0.0.0.0/0', '::/0'], view: new View(view, { index, subtrees }) },
  ];
  const failures: unknown[] = [];
  const dispatcher = new Dispatcher({
    communities,
    counters,
    onInternalError: (error) => failures.push(error),
    onHandlerError: (_subtree, error) => failures.push(error),
    ...options,
  });
  const writer = createAnswerWriter();
  const answerOctets = (message: Uint8Array, address = '192.0.2.1') =>
    dispatcher.answer(message, address, writer)
      ? Buffer.from(writer.bytes.subarray(writer.start, writer.end))
      : undefined;
  return {
    index,
    counters,
    dispatcher,
    failures,
    answerOctets,
    /** The decoded response; undefined where there is none. */
    answer(message: Uint8Array, address?: string): Response | undefined {
      const response = answerOctets(message, address);
      return response && readResponse(response);
    },
    /** The decoded response to a request that must have one. */
    ask(pduType: number, names: readonly string[], fields?: RequestFields): Response {
      const response = answerOctets(request(pduType, names, fields));
      if (!response) throw new Error(`no response; ${JSON.stringify(counters)} ${failures.join()}`);
      return readResponse(response);
    },
  };
}

export const oid = (text: string): Oid => {
  const parsed = parseOid(text);
  if (!parsed) throw new Error(`not an OID: ${text}`);
  return parsed;
};
