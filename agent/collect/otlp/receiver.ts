import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { AddressList } from '../../snmp/address-list.ts';
import { codecOf, type OtlpCodec } from './codec.ts';

export interface ReceiverOptions {
  readonly senders: AddressList;
  /** Takes a decoded request; how many of its data points could not be taken, and why one of them. */
  take(request: unknown): Promise<{ rejected: number; reason: string }>;
  /** Told each request that was refused. */
  onRefused(): void;
}

const MAX_BODY = 4 * 2 ** 20;
const MAX_DECODED = 16 * 2 ** 20;
/** Requests being read at a time: what their bodies may take of memory. */
const MAX_BUSY = 8;
const TIMEOUTS = {
  ...{ headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 65_000 },
  connectionsCheckingInterval: 1_000,
};
const MAX_CONNECTIONS = 256;
const PATH = '/v1/metrics';
const unzip = promisify(gunzip);

/** Why a request is refused, with the status for it (OTLP/HTTP, "Failures"). */
class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** An OTLP/HTTP server for metrics that does not listen yet. */
export function createReceiver(options: ReceiverOptions): Server {
  let busy = 0;
  const server = createServer(TIMEOUTS, async (request, response) => {
    const codec = codecOf(request.headers['content-type'] ?? '');
    busy += 1;
    try {
      const isCrowded = busy > MAX_BUSY;
      send(response, 200, codec, await receive(request, codec, { ...options, isCrowded }));
    } catch (error) {
      options.onRefused();
      refuse(request, response, codec, error);
    } finally {
      busy -= 1;
    }
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

/** Closes a server and the connections it has. */
export async function closeReceiver(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function receive(
  request: IncomingMessage,
  codec: OtlpCodec | undefined,
  { senders, isCrowded, take }: ReceiverOptions & { isCrowded: boolean },
): Promise<Uint8Array> {
  checkRequest(request, senders);
  if (!codec) throw new Refusal(415, 'metrics are application/x-protobuf or application/json');
  if (isCrowded) throw new Refusal(429, 'too many requests at a time', { 'retry-after': '1' });
  const body = await decompress(request, await readBody(request));
  const message = await decode(codec, body);
  const { rejected, reason } = await take(message);
  return codec.encodeResponse(rejected, reason);
}

async function decode(codec: OtlpCodec, body: Buffer): Promise<unknown> {
  try {
    return await codec.decode(body);
  } catch (error) {
    throw new Refusal(400, `the body cannot be decoded: ${(error as Error).message}`);
  }
}

function checkRequest({ socket, url = '', method }: IncomingMessage, senders: AddressList): void {
  if (!senders.has(socket.remoteAddress ?? '')) throw new Refusal(403, 'this address may not send metrics');
  if (url.split('?')[0] !== PATH) throw new Refusal(404, `metrics go to ${PATH}`);
  if (method !== 'POST') throw new Refusal(405, 'metrics are sent with POST', { allow: 'POST' });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Refusal(413, `the body is larger than ${MAX_BODY} octets`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > MAX_BODY) throw tooLarge;
  }
  return Buffer.concat(chunks);
}

async function decompress({ headers }: IncomingMessage, body: Buffer): Promise<Buffer> {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new Refusal(415, 'the Content-Encoding is neither gzip nor identity');
  return await unzip(body, { maxOutputLength: MAX_DECODED }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_BUFFER_TOO_LARGE') throw new Refusal(400, 'the body is not in gzip');
    throw new Refusal(413, `the body is larger than ${MAX_DECODED} octets`);
  });
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  codec: OtlpCodec | undefined,
  error: unknown,
): void {
  const refusal = error instanceof Refusal ? error : new Refusal(400, 'the request ended too early');
  // What is left of the body is not waited for.
  if (!request.complete) response.setHeader('connection', 'close');
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  send(response, refusal.status, codec, codec?.encodeStatus(refusal.message) ?? Buffer.from(refusal.message));
}

function send(
  response: ServerResponse,
  status: number,
  codec: OtlpCodec | undefined,
  body: Uint8Array,
): void {
  const headers = {
    'content-type': codec?.contentType ?? 'text/plain; charset=utf-8',
    'content-length': body.length,
  };
  response.writeHead(status, headers).end(body);
}
