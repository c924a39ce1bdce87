/**
 * Acknowledges SNMPv2c informs: each is sent back as a Response-PDU (RFC 3416 section 4.2.7). Tells its
 * parent its port.
 */
import { createSocket } from 'node:dgram';
import { contentsOf, endOfValue, PduType } from '../../../agent/snmp/ber.ts';

/** Offset of the PDU, behind version and community. */
function pduIn(message: Uint8Array): number {
  return endOfValue(message, endOfValue(message, contentsOf(message, 0)));
}

const socket = createSocket('udp4');
socket.on('message', (message, { port, address }) => {
  message[pduIn(message)] = PduType.Response;
  socket.send(message, port, address);
});
socket.bind(0, '127.0.0.1', () => {
  socket.setRecvBufferSize(4 << 20);
  process.send?.({ port: socket.address().port });
});
