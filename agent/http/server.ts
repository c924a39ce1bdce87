import type { Server, ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../config/address.ts';
import type { Address, HttpConfig } from '../config/config.ts';
import { type AppOptions, addRoutes } from './app.ts';
import { answerBadPath, answerBrokenRequest } from './broken-request.ts';
import { HTTP_LIMITS, type HttpLimits } from './limits.ts';
import { tlsOptions } from './tls-options.ts';

export interface HttpServerOptions extends AppOptions {
  readonly limits?: Partial<HttpLimits>;
}

/** KPI-1 over HTTP, being served. */
export interface HttpServer {
  /** Where it listens. */
  readonly endpoint: Address;
  /** Takes no more requests, and ends once those under way are answered, or soon after. */
  close(): Promise<void>;
}

/**
 * Serves KPI-1 over HTTP/1.1 (KPIinOMA 8.2), metrics and health. Loads what it needs when it is called, not
 * before. Rejects where the address cannot be listened on, a file cannot be read, or everybody on the network
 * could ask; the Error names the setting and the remedy.
 */
export async function serveHttp({ limits, ...options }: HttpServerOptions): Promise<HttpServer> {
  const { listen } = options.config;
  refuseOpen(options.config);
  const bounds = { ...HTTP_LIMITS, ...limits };
  const app = await createServer(options, bounds);
  addRoutes(app, options);
  try {
    await app.listen({ host: listen.host, port: listen.port });
  } catch (error) {
    await app.close();
    const reason = (error as Error).message;
    throw new Error(`http.listen: ${listen.host}:${listen.port} cannot be listened on (${reason})`);
  }
  const { address: host, port } = app.server.address() as AddressInfo;
  return { endpoint: { host, port }, close: () => close(app, bounds.graceMs) };
}

function refuseOpen({ listen, credentials, tls }: HttpConfig): void {
  if (isLoopback(listen.host) || credentials.length > 0 || tls?.clientCaFile !== undefined) return;
  const remedy = 'add http.credentials or http.tls.clientCaFile, or listen on 127.0.0.1';
  throw new Error(
    `http.listen: ${listen.host} can be reached by everybody, who could configure the agent; ${remedy}`,
  );
}

async function createServer({ config, namespace }: AppOptions, limits: HttpLimits): Promise<FastifyInstance> {
  const { fastify } = await import('fastify');
  const serverOptions: ServerOptions = {
    headersTimeout: limits.headersMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeaderSize: limits.headerSize,
    // Asked for in admission, so that the answer says what is missing.
    requireHostHeader: false,
  };
  const common = {
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.stalledMs,
    maxRequestsPerSocket: limits.requestsPerConnection,
    forceCloseConnections: 'idle' as const,
    clientErrorHandler: (error: Error, socket: Socket) => answerBrokenRequest(error, socket, namespace),
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      answerBadPath(reply, namespace),
  };
  const app = (
    config.tls
      ? fastify({ ...common, https: { ...serverOptions, ...(await tlsOptions(config.tls)) } })
      : fastify({ ...common, http: serverOptions })
  ) as FastifyInstance;
  app.server.maxConnections = limits.connections;
  return app;
}

async function close(app: FastifyInstance, graceMs: number): Promise<void> {
  const grace = new AbortController();
  const overdue = pause(graceMs, undefined, { signal: grace.signal }).then(
    () => (app.server as Server).closeAllConnections(),
    () => {},
  );
  await app.close();
  grace.abort();
  await overdue;
}
