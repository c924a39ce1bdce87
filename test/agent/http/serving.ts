import { once } from 'node:events';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { HttpConfig } from '../../../agent/config/config.ts';
import type { HttpLimits } from '../../../agent/http/limits.ts';
import type { AgentFigures } from '../../../agent/http/metrics.ts';
import { type HttpServer, type HttpServerOptions, serveHttp } from '../../../agent/http/server.ts';
import type { InstanceService } from '../../../agent/requests/service.ts';
import type { Kpi1Message } from '../../../messages/message.ts';
import { decodeMessage } from '../../../messages/xml/decode.ts';
import { KPI1_NAMESPACE } from '../../../messages/xml/element-rules.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';

/** What the service was asked, as it was asked. */
export type Asked = readonly unknown[];

export interface Serving {
  readonly server: HttpServer;
  readonly url: string;
  readonly port: number;
  readonly asked: Asked[];
  /** What was logged: level, fields, message. */
  readonly logged: { level: string; fields: Record<string, unknown>; message: string }[];
}

export interface ServingOptions {
  config?: Partial<HttpConfig>;
  service?: Partial<InstanceService>;
  limits?: Partial<HttpLimits>;
  more?: Partial<HttpServerOptions>;
}

export const NO_FIGURES: AgentFigures = {
  sources: () => [],
  targets: () => [],
  intervals: () => 0,
  storeSize: () => 0,
  snmp: () => ({ received: 0, sent: 0, dropped: 0 }),
  kpis: () => [],
};

/**
 * Serves an instance that knows the KPI `Ratio`, `Large` (200,000 octets) and the configuration `reporting`,
 * takes the values of `interval` that are numbers, and collects `Ratio`.
 */
export async function startServing(options: ServingOptions = {}): Promise<Serving> {
  const asked: Asked[] = [];
  const logged: Serving['logged'] = [];
  const at = (level: string) => (fields: object, message: string) =>
    logged.push({ level, fields: { ...fields }, message });
  const server = await serveHttp({
    config: {
      listen: { host: '127.0.0.1', port: 0 },
      credentials: [],
      maxBodySize: 100_000,
      ...options.config,
    },
    service: { ...knownService(asked), ...options.service },
    namespace: KPI1_NAMESPACE,
    log: { info: at('info'), warn: at('warn'), error: at('error') },
    figures: NO_FIGURES,
    ready: () => [],
    reload: () => [],
    ...(options.limits && { limits: options.limits }),
    ...options.more,
  });
  const { port } = server.endpoint;
  return { server, url: `http://127.0.0.1:${port}/kpi1`, port, asked, logged };
}

function knownService(asked: Asked[]): InstanceService {
  const measurements = new Map([
    ['Ratio', { identifier: 'Ratio', items: [{ name: 'Ratio', value: '98.76' }] }],
    ['Large', { identifier: 'Large', items: [{ name: 'Large', value: 'x'.repeat(200_000) }] }],
  ]);
  const infos = new Map([
    ['reporting', { identifier: 'reporting', items: [{ name: 'interval', value: '60' }] }],
  ]);
  const find = <T>(known: Map<string, T>, identifiers: readonly string[]) => ({
    found: identifiers.flatMap((identifier) => known.get(identifier) ?? []),
    unknown: identifiers.filter((identifier) => !known.has(identifier)),
  });
  return {
    instanceId: 'test-01',
    queryMeasurements(identifiers, range) {
      asked.push(['measurements', identifiers, range]);
      return find(measurements, identifiers);
    },
    queryConfiguration(identifiers) {
      asked.push(['configuration', identifiers]);
      return find(infos, identifiers);
    },
    configure(oeId, info) {
      asked.push(['configure', oeId, info]);
      return info.items.flatMap(({ name, value }) =>
        /^\d+$/.test(value) ? [] : [{ place: name, message: `${value} is no number; write 60` }],
      );
    },
    collect(oeId, configInfoIdentifier, identifiers) {
      asked.push(['collect', oeId, configInfoIdentifier, identifiers]);
      return identifiers
        .filter((identifier) => identifier !== 'Ratio')
        .map((identifier) => ({ place: identifier, message: 'it is not known; collect Ratio' }));
    },
  };
}

export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks by `node:http`, which adds Host, Connection and Content-Length. */
export async function ask(
  url: string,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
  method = 'POST',
): Promise<Reply> {
  const octets = Buffer.from(body);
  const asking = request(url, {
    ...{ method, agent: false },
    headers: { ...(method === 'POST' && { 'content-length': octets.length }), ...headers },
  });
  asking.end(octets);
  const [response] = (await once(asking, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode as number,
    reason: response.statusMessage as string,
    headers: response.headers,
    body: Buffer.concat(chunks),
  };
}

/** The message that a reply carries. Throws where there is none. */
export function messageIn({ body }: { body: Uint8Array }): Kpi1Message {
  const decoded = decodeMessage(body);
  if (!decoded.ok) throw new Error(`${JSON.stringify(decoded.problems)} in ${Buffer.from(body)}`);
  return decoded.message;
}

/** The problems of a KPI1Error, each as `place: message`. */
export function problemsIn(reply: { body: Uint8Array }): string[] {
  const message = messageIn(reply);
  if (message.kind !== 'KPI1Error') throw new Error(`${message.kind} is no error`);
  return message.problems.map(({ place, message: text }) => `${place}: ${text}`);
}

export function query(...identifiers: string[]): string {
  return encodeMessage({ kind: 'OEPMQueryRequest', oeId: 'oe-1', identifiers });
}

/** Writes octets to a port and reads until the server hangs up. */
export async function exchangeRaw(port: number, octets: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(octets);
  await closed(socket);
  return Buffer.concat(chunks).toString('latin1');
}

/** Resolves once a connection is over, in whatever way. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('error', () => {}).once('close', () => resolve());
  });
}
