import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between an FTP client and a server on 127.0.0.1, and spoils what the client sends over data connections. */
export interface FtpProxy {
  readonly port: number;
  /** The next data connection breaks after so many octets, and its control connection with it. */
  cutAfter(octets: number): void;
  /** From now on nobody listens where data connections should go. */
  refuseData(): void;
  close(): Promise<void>;
}

/** Where a data connection should go, in replies to EPSV and PASV. */
const EPSV = /\(\|\|\|(\d+)\|\)/;
const PASV = /\((\d+,\d+,\d+,\d+),(\d+),(\d+)\)/;

export async function startFtpProxy(serverPort: number): Promise<FtpProxy> {
  const sockets = new Set<Socket>();
  const listeners = new Set<Server>();
  let limit: number | undefined;
  let refuses = false;

  const track = (socket: Socket) => {
    sockets.add(socket.on('error', () => {}).once('close', () => sockets.delete(socket)));
    return socket;
  };
  const listen = async (accept: (client: Socket) => void) => {
    const server = createServer(accept).listen(0, '127.0.0.1');
    listeners.add(server);
    await once(server, 'listening');
    return server;
  };
  /** A port of this proxy that leads to a data port of the server. */
  const dataPort = async (port: number, control: readonly Socket[]): Promise<number> => {
    const server = await listen((client) => {
      server.close();
      track(client);
      const upstream = track(connect(port, '127.0.0.1'));
      let passed = 0;
      client.on('data', (chunk: Buffer) => {
        const most = limit === undefined ? chunk.length : Math.max(0, limit - passed);
        passed += chunk.length;
        upstream.write(chunk.subarray(0, most));
        if (chunk.length <= most) return;
        limit = undefined;
        upstream.end();
        for (const socket of [client, ...control]) socket.destroy();
      });
      client.on('end', () => upstream.end());
    });
    const own = (server.address() as AddressInfo).port;
    if (!refuses) return own;
    server.close();
    await once(server, 'close');
    return own;
  };
  const rewrite = async (reply: string, control: readonly Socket[]): Promise<string> => {
    const extended = EPSV.exec(reply);
    if (extended) return reply.replace(EPSV, `(|||${await dataPort(Number(extended[1]), control)}|)`);
    const passive = PASV.exec(reply);
    if (!passive) return reply;
    const port = await dataPort(Number(passive[2]) * 256 + Number(passive[3]), control);
    return reply.replace(PASV, `(${passive[1]},${port >> 8},${port & 255})`);
  };

  const server = await listen((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    const control = [track(client), track(upstream)];
    client.pipe(upstream);
    let replies = Promise.resolve();
    upstream.setEncoding('utf8').on('data', (reply: string) => {
      replies = replies.then(async () => {
        client.write(await rewrite(reply, control));
      });
    });
    upstream.on('end', () => replies.then(() => client.end()));
  });
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter(octets) {
      limit = octets;
    },
    refuseData() {
      refuses = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      const open = [...listeners].filter(({ listening }) => listening);
      await Promise.all(open.map((each) => once(each.close(), 'close')));
    },
  };
}
