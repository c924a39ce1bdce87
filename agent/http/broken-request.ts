import type { Socket } from 'node:net';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { errorAnswer } from './answer-message.ts';

const OUTCOMES: Readonly<Record<string, { status: string; message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    message: 'the request took too long to arrive; send it at one go',
  },
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    message: 'the headers are too large; send what 8.2.1.2 lists',
  },
};
const MALFORMED = { status: '400 Bad Request', message: 'this is no HTTP/1.1 request' };

/** Answers what cannot be read as HTTP, or took too long, and hangs up. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, message } = OUTCOMES[error.code ?? ''] ?? MALFORMED;
  const problem = { place: 'request', message };
  const body = encodeMessage(errorAnswer(Number.parseInt(status, 10), [problem]).message);
  const headers = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
