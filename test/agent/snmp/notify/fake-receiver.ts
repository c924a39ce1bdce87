import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  createReader,
  enter,
  PduType,
  peekTag,
  readInteger,
  readOctetString,
  Tag,
} from '../../../../agent/snmp/ber.ts';
import {
  createWriter,
  prependHeader,
  prependInteger,
  prependOctets,
} from '../../../../agent/snmp/ber-writer.ts';

/** One message as it arrived. */
export interface Arrived {
  readonly datagram: Buffer;
  readonly from: RemoteInfo;
  readonly pduType: number;
  readonly requestId: number;
}

export interface Response {
  readonly community?: string;
  readonly requestId?: number;
  readonly errorStatus?: number;
  readonly pduType?: number;
}

/** A notification receiver whose every answer the test decides. */
export class FakeReceiver {
  readonly arrived: Arrived[] = [];
  readonly port: number;
  readonly #socket: Socket;
  #onArrival: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.address().port;
    socket.on('message', (datagram, from) => {
      this.arrived.push({ datagram, from, ...readHead(datagram) });
      this.#onArrival?.();
    });
  }

  static async listen(port = 0, host = '127.0.0.1'): Promise<FakeReceiver> {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.bind(port, host);
    await once(socket, 'listening');
    return new FakeReceiver(socket);
  }

  /** Resolves when `count` messages have arrived since the start. */
  async until(count: number): Promise<readonly Arrived[]> {
    while (this.arrived.length < count) {
      await new Promise<void>((resolve) => {
        this.#onArrival = resolve;
      });
    }
    return this.arrived;
  }

  /** Answers from now on by itself. */
  answerAll(response: Response = {}): void {
    this.#socket.on('message', (datagram, from) => {
      this.answer({ datagram, from, ...readHead(datagram) }, response);
    });
  }

  answer({ from, requestId }: Arrived, response: Response = {}): void {
    this.#socket.send(encodeResponse({ requestId, ...response }), from.port, from.address);
  }

  send({ from }: Arrived, datagram: Uint8Array): void {
    this.#socket.send(datagram, from.port, from.address);
  }

  close(): void {
    this.#socket.close();
  }
}

function readHead(datagram: Uint8Array): { pduType: number; requestId: number } {
  const reader = createReader(datagram);
  enter(reader, Tag.Sequence);
  readInteger(reader);
  readOctetString(reader);
  const pduType = peekTag(reader);
  enter(reader, pduType);
  return { pduType, requestId: readInteger(reader) };
}

/** A v2c response without varbinds. */
export function encodeResponse(response: Response): Uint8Array {
  const writer = createWriter(200, 0);
  prependOctets(writer, Tag.Sequence, new Uint8Array());
  prependInteger(writer, Tag.Integer, 0);
  prependInteger(writer, Tag.Integer, response.errorStatus ?? 0);
  prependInteger(writer, Tag.Integer, response.requestId ?? 0);
  prependHeader(writer, response.pduType ?? PduType.Response);
  prependOctets(writer, Tag.OctetString, Buffer.from(response.community ?? 'public'));
  prependInteger(writer, Tag.Integer, 1);
  prependHeader(writer, Tag.Sequence);
  return writer.bytes.slice(writer.start, writer.end);
}
