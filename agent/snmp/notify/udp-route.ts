import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns';
import { isIP } from 'node:net';

/** How long the address of a name is taken for granted. */
const ADDRESS_LIFETIME_MS = 60_000;

export interface UdpRouteEvents {
  /** The socket is connected: what is sent now leaves. */
  onOpen(): void;
  /** The name has no address, or there is no socket to be had. */
  onOpenFailed(reason: string): void;
  onDatagram(datagram: Uint8Array): void;
}

/**
 * The way to one receiver: a UDP socket of its own, connected, so that only the receiver's datagrams come
 * in. It does not keep the process alive. The address of a name is looked up anew when `open` is called
 * again, and now and then while sending; only if it changed does the route move to a new socket.
 */
export class UdpRoute {
  readonly #host: string;
  readonly #port: number;
  readonly #events: UdpRouteEvents;
  #socket: Socket | undefined;
  #address = '';
  #lookedUpAt = 0;
  #opening = false;
  #closed = false;

  constructor(host: string, port: number, events: UdpRouteEvents) {
    this.#host = host;
    this.#port = port;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  open(): void {
    if (this.#opening || this.#closed) return;
    this.#opening = true;
    this.#lookedUpAt = performance.now();
    lookup(this.#host, (error, address, family) => {
      if (this.#closed) return;
      if (error) {
        this.#opening = false;
        this.#events.onOpenFailed(`${this.#host} has no address (${error.code ?? error.message})`);
      } else if (address === this.#address) {
        this.#opening = false;
        this.#events.onOpen();
      } else {
        this.#connect(address, family === 6 ? 'udp6' : 'udp4');
      }
    });
  }

  /** Sends one datagram; `callback` gets why it did not leave. The octets must not change until then. */
  send(datagram: Uint8Array, callback: (reason?: string) => void): void {
    const socket = this.#socket;
    if (!socket) {
      callback('there is no socket');
      return;
    }
    if (isIP(this.#host) === 0 && performance.now() - this.#lookedUpAt > ADDRESS_LIFETIME_MS) this.open();
    socket.send(datagram, (error) => {
      // The refusal is that of an earlier datagram; reporting it, the system has not sent this one.
      if ((error as NodeJS.ErrnoException | null)?.code === 'ECONNREFUSED' && socket === this.#socket) {
        socket.send(datagram, (again) => callback(again?.message));
      } else {
        callback(error?.message);
      }
    });
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  #connect(address: string, type: 'udp4' | 'udp6'): void {
    const socket = createSocket(type);
    socket.unref();
    const fail = (error: Error) => {
      socket.close();
      this.#opening = false;
      if (!this.#closed) this.#events.onOpenFailed(error.message);
    };
    socket.once('error', fail);
    socket.connect(this.#port, address, () => {
      this.#opening = false;
      if (this.#closed) {
        socket.close();
        return;
      }
      socket.off('error', fail);
      // A refused datagram shows here or at the next send; whether the receiver lives, its answers tell.
      socket.on('error', () => {});
      socket.on('message', (datagram) => this.#events.onDatagram(datagram));
      this.#release();
      this.#socket = socket;
      this.#address = address;
      this.#events.onOpen();
    });
  }

  #release(): void {
    this.#socket?.close();
    this.#socket = undefined;
    this.#address = '';
  }
}
