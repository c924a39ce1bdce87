import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';
import type { BerWriter } from './ber-writer.ts';
import { createAnswerWriter } from './dispatch.ts';

/** Empties the writer and puts the answer to a datagram from an address there; false where there is none. */
export type Respond = (datagram: Uint8Array, address: string, writer: BerWriter) => boolean;

export interface Endpoint {
  /** An IPv4 or IPv6 address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** What the socket may hold while we are busy; the system gives less where its limit is lower. */
const RECEIVE_BUFFER = 4 << 20;

/** Answers that wait for the system to take them. Beyond that they are dropped, as a network drops them. */
const MAX_QUEUED = 64;

/** A UDP socket whose datagrams are answered. */
export class UdpListener {
  /** Where it listens. */
  readonly endpoint: Endpoint;
  readonly #socket: Socket;
  readonly #respond: Respond;
  #writer = createAnswerWriter();
  /** Whether answers wait for the system to take them. */
  #isBackedUp = false;

  private constructor(socket: Socket, respond: Respond) {
    const { address, port } = socket.address();
    this.endpoint = { host: address, port };
    this.#socket = socket;
    this.#respond = respond;
    socket.on('message', (datagram, sender) => this.#answer(datagram, sender));
  }

  /**
   * Opens a socket; port 0 is any free one. Rejects with an Error that names the address and the remedy.
   * `onError` is told of what the socket reports later; it goes on listening.
   */
  static async open(
    { host, port }: Endpoint,
    respond: Respond,
    onError?: (error: Error) => void,
  ): Promise<UdpListener> {
    const family = isIP(host) === 6 ? 6 : 4;
    const socket = createSocket({
      type: `udp${family}`,
      // [::] is IPv6 alone: 0.0.0.0 may stand beside it, and no address comes as ::ffff:192.0.2.1.
      ipv6Only: family === 6,
      // Answers go to addresses, never to names: nothing is to be looked up.
      lookup: (address, _options, found) => found(null, address, family),
    });
    try {
      const listening = once(socket, 'listening');
      socket.bind(port, host);
      await listening;
    } catch (error) {
      socket.close();
      throw explain(error as NodeJS.ErrnoException, host, port);
    }
    try {
      socket.setRecvBufferSize(RECEIVE_BUFFER);
    } catch {
      // The system's own size will have to do.
    }
    socket.on('error', (error) => onError?.(error));
    return new UdpListener(socket, respond);
  }

  async close(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #answer(datagram: Uint8Array, { address, port }: RemoteInfo): void {
    const socket = this.#socket;
    // Nobody can be answered at port 0, and sending there is an exception.
    if (port === 0 || (this.#isBackedUp && socket.getSendQueueCount() >= MAX_QUEUED)) return;
    const writer = this.#writer;
    if (!this.#respond(datagram, address, writer)) return;
    socket.send(writer.bytes.subarray(writer.start, writer.end), port, address);
    this.#isBackedUp = socket.getSendQueueCount() > 0;
    // What the system did not take at once it reads from this memory later: it is not ours any more.
    if (this.#isBackedUp) this.#writer = createAnswerWriter();
  }
}

function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number): Error {
  const endpoint = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return new Error(
        `can't listen on UDP ${endpoint}: the port is in use. Stop the program that has it (ss -lunp), or listen on another port`,
      );
    case 'EACCES':
      return new Error(
        `can't listen on UDP ${endpoint}: permission denied. Listen on a port from 1024 on, or give the process CAP_NET_BIND_SERVICE`,
      );
    case 'EADDRNOTAVAIL':
      return new Error(
        `can't listen on UDP ${endpoint}: this machine has no such address. Listen on one that "ip address" shows`,
      );
    default:
      return new Error(`can't listen on UDP ${endpoint}: ${message}`);
  }
}
