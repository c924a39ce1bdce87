import { createSocket, type Socket, type SocketType } from 'node:dgram';

/**
 * Sockets for a session of net-snmp's (its option `dgramModule`). Where net-snmp fails at what came, as at a message
 * that says it is authenticated from a user without keys, the datagram counts as lost, and the program goes on.
 */
export function guardedSockets(onDatagram: () => void) {
  return {
    createSocket(type: SocketType): Socket {
      const socket = createSocket(type);
      const on = socket.on.bind(socket) as (event: string, listener: Listener) => Socket;
      const guarded = (listener: Listener) => (datagram: unknown, from: unknown) => {
        onDatagram();
        try {
          listener(datagram, from);
        } catch {
          // Whoever asked finds it unanswered.
        }
      };
      return Object.assign(socket, {
        on: (event: string, listener: Listener) =>
          on(event, event === 'message' ? guarded(listener) : listener),
      });
    },
  };
}

type Listener = (...args: unknown[]) => void;
