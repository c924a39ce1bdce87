import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';

/** Servers on loopback that are closed, with their connections, when a test is over. */
export class ScrapeServers {
  readonly #closers: (() => Promise<void>)[] = [];

  /** Answers requests as `listener` says; returns the URL of its `/metrics`. */
  async http(listener: RequestListener): Promise<string> {
    return `http://127.0.0.1:${await this.#listen(createHttpServer(listener))}/metrics`;
  }

  /** The same over TLS; returns the port. */
  https(options: { key: Buffer; cert: Buffer }, listener: RequestListener): Promise<number> {
    return this.#listen(createHttpsServer(options, listener));
  }

  /** Speaks whatever `talk` writes, after the first octets of a request; returns the URL of its `/metrics`. */
  async tcp(talk: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => talk(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#closers.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.splice(0).map((close) => close()));
  }

  async #listen(server: Server): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#closers.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return (server.address() as AddressInfo).port;
  }
}
