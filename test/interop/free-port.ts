import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that Linux gives to whoever asks for any (ip_local_port_range): nobody gets one by chance. */
const [FIRST, LAST] = [20_000, 32_767];
/** Each process of the tests begins elsewhere, and gives no port twice. */
let next = randomInt(FIRST, LAST);

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(transport: 'tcp' | 'udp'): Promise<number> {
  for (;;) {
    const port = next;
    next = port === LAST ? FIRST : port + 1;
    if (await (transport === 'tcp' ? isFreeTcp(port) : isFreeUdp(port))) return port;
  }
}

function isFreeTcp(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    () => new Promise((resolve) => server.close(() => resolve(true))),
    isTaken,
  );
}

function isFreeUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  return once(socket, 'listening').then(
    () => new Promise((resolve) => socket.close(() => resolve(true))),
    isTaken,
  );
}

function isTaken(error: NodeJS.ErrnoException): false {
  if (error.code === 'EADDRINUSE') return false;
  throw error;
}
