/**
 * A bare UDP server, what any server in Node costs whatever it serves: `echo.js OCTETS` answers every
 * datagram with so many octets. Tells its parent its port.
 */
import { createSocket } from 'node:dgram';

const answer = new Uint8Array(Number(process.argv[2]));
const socket = createSocket('udp4');
socket.on('message', (_datagram, { port, address }) => socket.send(answer, port, address));
socket.bind(0, '127.0.0.1', () => {
  socket.setRecvBufferSize(4 << 20);
  process.send?.({ port: socket.address().port });
});
