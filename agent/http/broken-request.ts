import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { errorAnswer } from './answer-message.ts';
import { XML } from './request-form.ts';

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
export function answerBrokenRequest(
  error: Error & { code?: string },
  socket: Socket,
  namespace: string,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, message } = OUTCOMES[error.code ?? ''] ?? MALFORMED;
  const problem = { place: 'request', message };
  const { document } = errorAnswer(Number.parseInt(status, 10), [problem], namespace);
  const headers = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    `Content-Type: ${XML}`,
    `Content-Length: ${Buffer.byteLength(document)}`,
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${document}`, () => socket.destroy());
}

/** Answers a path that cannot be decoded, and so is nowhere. */
export function answerBadPath(reply: FastifyReply, namespace: string): void {
  const message = 'it cannot be decoded (RFC 3986 section 2.1); KPI-1 is at POST /kpi1';
  const { status, document } = errorAnswer(400, [{ place: 'path', message }], namespace);
  reply.code(status).type(XML).send(Buffer.from(document));
}
