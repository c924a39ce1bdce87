import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpConfig } from '../config/config.ts';
import type { Log } from '../log.ts';
import type { InstanceService } from '../requests/service.ts';
import { Admission } from './admission.ts';
import { errorAnswer, INTERNAL } from './answer-message.ts';
import { EntityTags } from './entity-tags.ts';
import { handleKpi1 } from './kpi1-handler.ts';
import { addOperations, type Operations } from './operations.ts';
import { announcesBody, readBody } from './read-body.ts';
import { Refusal, refusal } from './refusal.ts';
import { XML } from './request-form.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The name of who asks, once admitted. */
    by: string;
  }
}

export interface AppOptions extends Operations {
  readonly config: HttpConfig;
  readonly service: InstanceService;
  /** XML namespace of messages and answers. */
  readonly namespace: string;
  readonly log: Log;
}

/** The methods of each path. */
const PATHS: Readonly<Record<string, string>> = {
  '/kpi1': 'POST',
  '/metrics': 'GET, HEAD',
  '/-/healthy': 'GET, HEAD',
  '/-/ready': 'GET, HEAD',
  '/-/reload': 'POST',
};
/** What those may ask that look after the process and know no secrets of it. */
const PUBLIC = new Set(['/-/healthy', '/-/ready']);

/** Adds KPI-1 (`POST /kpi1`, KPIinOMA 8.2) and what operators need beside it to a server of fastify. */
export function addRoutes(app: FastifyInstance, options: AppOptions): void {
  const { config, log, service, namespace } = options;
  const admission = new Admission(config, log);
  const tags = new EntityTags();
  const answers = new Map<number, number>();
  const handling = { service, namespace, log, maxBodySize: config.maxBodySize };

  // Bodies are read here: fastify's own reading takes longer than the answer to a query.
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) app.addHttpMethod(method);
  app.decorateRequest('by', '');

  const refuse = (reply: FastifyReply, { status, problems, headers }: Refusal) => {
    const { raw } = reply.request;
    // What is left of the request is not read.
    if (announcesBody(raw.headers) && !raw.readableEnded) reply.header('connection', 'close');
    return reply
      .code(status)
      .headers({ ...headers, etag: tags.next(), 'content-type': XML, 'content-language': 'en' })
      .send(errorAnswer(status, problems, namespace).document);
  };

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('cache-control', 'no-store');
    const refused = admit(request, admission);
    if (!refused) return done();
    if (refused.status === 401) reply.header('www-authenticate', [...admission.challenges]);
    refuse(reply, refused);
  });
  app.addHook('onResponse', (_request, { statusCode }, done) => {
    answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
    done();
  });
  app.setNotFoundHandler((request, reply) => refuse(reply, notServed(request)));
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error);
    log.error(
      { method: request.method, path: pathOf(request), err: error },
      'an HTTP request could not be answered',
    );
    return refuse(reply, new Refusal(500, [INTERNAL]));
  });

  app.post('/kpi1', async ({ headers, by, raw }, reply) => {
    const answer = await handleKpi1({ headers, by, body: await readBody(raw, config.maxBodySize) }, handling);
    reply.code(answer.status).headers(answer.headers).header('etag', tags.next());
    return reply.send(answer.body);
  });
  addOperations(app, options, answers);
}

function admit(request: FastifyRequest, admission: Admission): Refusal | undefined {
  const { headers, raw } = request;
  if (raw.httpVersionMinor === 1 && headers.host === undefined) {
    return refusal(
      400,
      'Host',
      'HTTP/1.1 asks for it (RFC 9112 section 3.2); send the address of this instance',
    );
  }
  if (PUBLIC.has(pathOf(request))) return undefined;
  const admitted = admission.admit(headers, raw.socket);
  if (typeof admitted !== 'string') return admitted;
  request.by = admitted;
  return undefined;
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] as string;
}

function notServed(request: FastifyRequest): Refusal {
  const allow = PATHS[pathOf(request)];
  if (allow === undefined) return refusal(404, 'path', 'there is nothing here; KPI-1 is at POST /kpi1');
  return refusal(405, 'method', `${request.method} is not served here; use ${allow}`, { allow });
}
