import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CODINGS, CodingError, limitForStrangers } from '../../messages/content-coding.ts';
import type { MessageProblem } from '../../messages/message.ts';
import { decodeBody, encodeBody, undoCoding } from '../http/body.ts';
import type { HttpCredential } from '../http/http-exchange.ts';
import type { Intake, Tell } from './intake.ts';
import { receivedReport } from './received-report.ts';
import { RepeatedTexts } from './repeated-texts.ts';

export interface HttpListenerOptions {
  readonly host: string;
  readonly port: number;
  /** PEM texts; `ca`: senders must have a certificate that it signs. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string };
  /** What senders must show; not given: nothing. */
  readonly credential?: HttpCredential;
  /** Largest body in octets, as it comes and decompressed. */
  readonly maxSize: number;
  /** XML namespace of the messages; not given: that of this project. */
  readonly namespace?: string;
  /** How long a request may take to arrive, in milliseconds; not given: a minute. */
  readonly patienceMs?: number;
  readonly intake: Intake;
  readonly tell: Tell;
}

/** What receives reports, until it is closed. */
export interface Listener {
  /** Where it listens, for people. */
  readonly place: string;
  readonly port: number;
  close(): Promise<void>;
}

const PATH = '/kpi1';
/** A sender that takes longer than this is slow on purpose. */
const PATIENCE_MS = 60_000;

/** Takes InstancePMReports by POST (KPIinOMA 8.2.2); rejects where the address cannot be listened on. */
export async function listenHttp(options: HttpListenerOptions): Promise<Listener> {
  const tags = entityTags();
  const refusals = new RepeatedTexts(options.tell);
  const serve: RequestListener = (request, response) => {
    answer(request, options)
      .catch((error: unknown) => refuse(error, request, options.tell, refusals))
      .then((outcome) => send(response, outcome, { etag: tags(), namespace: options.namespace }))
      .catch(() => response.destroy());
  };
  const { tls, patienceMs = PATIENCE_MS } = options;
  const patience = {
    ...{ requestTimeout: patienceMs, headersTimeout: patienceMs / 2 },
    connectionsCheckingInterval: patienceMs / 4,
  };
  const server = tls
    ? createTlsServer({ ...tls, ...patience, ...(tls.ca !== undefined && { requestCert: true }) }, serve)
    : createServer(patience, serve);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port, address, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    place: `${tls ? 'https' : 'http'}://${host}:${port}${PATH}`,
    port,
    async close() {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}

/** What a request comes to. Without problems the reports in it are kept. */
interface Outcome {
  readonly status: number;
  readonly problems: readonly MessageProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request is not served. */
class Refusal extends Error {
  readonly outcome: Outcome;
  constructor(status: number, place: string, message: string, headers?: Readonly<Record<string, string>>) {
    super(message);
    this.outcome = { status, problems: [{ place, message }], ...(headers && { headers }) };
  }
}

async function answer(request: IncomingMessage, options: HttpListenerOptions): Promise<Outcome> {
  checkRequest(request, options);
  const { maxSize, namespace, intake } = options;
  const octets = await readBody(request, maxSize);
  const coding = request.headers['content-encoding'] ?? '';
  const plain = await undoCoding(octets, coding, limitForStrangers(octets, maxSize));
  const decoded = decodeBody(request.headers['content-type'], plain, { limit: maxSize, namespace });
  if (!decoded.ok) return { status: 400, problems: decoded.problems };
  const from = request.socket.remoteAddress ?? '';
  const reports = decoded.messages.map((message) => {
    if (message.kind === 'InstancePMReport') {
      return receivedReport('http', from, message.instanceId, message.measurements);
    }
    const remedy = 'send it to an instance: an Operational Environment takes InstancePMReport (Table 2)';
    throw new Refusal(400, message.kind, remedy);
  });
  await Promise.all(reports.map((report) => intake.take(report)));
  return { status: 200, problems: [] };
}

function checkRequest(request: IncomingMessage, { credential }: HttpListenerOptions): void {
  const { pathname } = new URL(request.url ?? '/', 'http://oe');
  if (pathname !== PATH) throw new Refusal(404, pathname, `there is nothing here: POST to ${PATH}`);
  if (request.method !== 'POST') {
    throw new Refusal(405, request.method ?? '', 'reports are sent by POST', { allow: 'POST' });
  }
  if (credential && !isShown(credential, request.headers.authorization ?? '')) {
    const scheme = credential.type === 'basic' ? 'Basic realm="kpi1"' : 'Bearer';
    throw new Refusal(401, 'Authorization', 'no report is taken without the right credential', {
      'www-authenticate': scheme,
    });
  }
  const type = request.headers['content-type'] ?? 'application/xml';
  if (!/^\s*(?:application\/xml|text\/xml|multipart\/mixed)\s*(?:;|$)/i.test(type)) {
    throw new Refusal(415, 'Content-Type', `${type} is not read: send application/xml or multipart/mixed`);
  }
}

function isShown(credential: HttpCredential, header: string): boolean {
  const expected =
    credential.type === 'basic'
      ? `Basic ${Buffer.from(`${credential.user}:${credential.password}`).toString('base64')}`
      : `Bearer ${credential.token}`;
  const digest = (text: string) => createHash('sha256').update(text.replace(/^\w+/, toLower)).digest();
  return timingSafeEqual(digest(header), digest(expected));
}

/** The name of a scheme is the same in capitals (RFC 9110 section 11.1). */
function toLower(text: string): string {
  return text.toLowerCase();
}

async function readBody(request: IncomingMessage, maxSize: number): Promise<Buffer> {
  const tooLarge = () => new Refusal(413, 'body', `it is larger than ${maxSize} octets: send less at a time`);
  if (Number(request.headers['content-length'] ?? 0) > maxSize) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size > maxSize) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, 'body', 'it broke off: send it whole');
  }
  if (size === 0) throw new Refusal(400, 'body', 'it is empty: send an InstancePMReport');
  return Buffer.concat(chunks);
}

/** The answer to what could not be served; what could not be kept may be sent again. */
function refuse(error: unknown, request: IncomingMessage, tell: Tell, refusals: RepeatedTexts): Outcome {
  const from = request.socket.remoteAddress;
  if (error instanceof Refusal) {
    refusals.tell(`${from}: refused with ${error.outcome.status}: ${error.message}`);
    return error.outcome;
  }
  if (error instanceof CodingError) {
    const { status, message } = error;
    return { status, problems: [{ place: 'body', message }], headers: { 'accept-encoding': CODINGS } };
  }
  tell(`a report of ${from} cannot be kept: ${(error as Error).message}`);
  return { status: 503, problems: [{ place: '', message: 'the report cannot be kept now: send it again' }] };
}

async function send(
  response: ServerResponse,
  { status, problems, headers }: Outcome,
  { etag, namespace }: { readonly etag: string; readonly namespace: string | undefined },
): Promise<void> {
  const body =
    problems.length === 0 ? undefined : encodeBody([{ kind: 'KPI1Error', status, problems }], namespace);
  response.writeHead(status, {
    etag,
    ...headers,
    ...(body && { 'content-type': body.contentType }),
    'content-length': body?.octets.length ?? 0,
    // A body that was not read to its end leaves nothing to go on with.
    ...(problems.length > 0 && { connection: 'close' }),
  });
  response.end(body?.octets);
  await once(response, 'close');
}

/** Makes tags that no other answer has (KPIinOMA 8.2.1.2): of this run, and of this answer. */
function entityTags(): () => string {
  const run = randomBytes(9).toString('base64url');
  let count = 0;
  return () => `"${run}.${++count}"`;
}
