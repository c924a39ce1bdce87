import { createSocket, type Socket, type SocketType } from 'node:dgram';
import { once } from 'node:events';

/**
 * Sockets for net-snmp's receiver, which acknowledges an inform and then, in the same turn, tells of it: what
 * it sends is held until the end of the turn, and longer where what is told claims it.
 */
export class HeldAnswers {
  #latest: (() => void) | undefined;
  #socket: Socket | undefined;

  /** Stands in for node:dgram (net-snmp's option `dgramModule`). */
  readonly dgramModule = {
    createSocket: (type: SocketType): Socket => {
      const socket = createSocket(type);
      const send = socket.send.bind(socket) as (...message: unknown[]) => void;
      let isOpen = true;
      socket.once('close', () => {
        isOpen = false;
      });
      const hold = (...message: unknown[]) => this.#hold(() => isOpen && send(...message));
      this.#socket = Object.assign(socket, { send: hold });
      return socket;
    },
  };

  /** The answer that is being held in this turn, to be sent by calling it. */
  claim(): () => void {
    const answer = this.#latest;
    this.#latest = undefined;
    return answer ?? (() => {});
  }

  /** Resolves with the port once the socket is bound; rejects where it cannot be. */
  async bound(): Promise<number> {
    if (!this.#socket) throw new Error('there is no socket yet');
    await once(this.#socket, 'listening');
    return this.#socket.address().port;
  }

  #hold(answer: () => void): void {
    this.#latest = answer;
    queueMicrotask(() => {
      if (this.#latest === answer) this.claim()();
    });
  }
}
