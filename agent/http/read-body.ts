import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Refusal, refusal } from './refusal.ts';

/** Whether a request says that it has a body (RFC 9112 section 6). */
export function announcesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * The body of a request. Rejects with the Refusal 413 where it is larger than `limit` octets, before it is read
 * where its Content-Length says so.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): Refusal =>
    refusal(413, 'body', `it is larger than ${limit} octets; send fewer messages at a time`);
  if (Number(request.headers['content-length']) > limit) throw tooLarge();
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > limit) {
          request.pause().removeAllListeners('data');
          reject(tooLarge());
        } else chunks.push(chunk);
      })
      .once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
      .once('error', () => reject(refusal(400, 'body', 'it broke off; send it whole')));
  });
}
