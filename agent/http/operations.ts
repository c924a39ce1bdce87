import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { type AgentFigures, type AnswerCounts, createRegistry } from './metrics.ts';

/** What operators may ask of the agent beside KPI-1. */
export interface Operations {
  readonly figures: AgentFigures;
  /** Why the agent is not ready to be asked for figures; empty: it is. */
  ready(): readonly string[];
  /**
   * Reads the configuration again. Gives what is wrong with it, and then nothing changes; or nothing: then the
   * agent takes it over after this has been answered, as its HTTP server may be replaced by that.
   */
  reload(): readonly string[] | Promise<readonly string[]>;
}

/** Adds `GET /metrics`, `GET /-/healthy`, `GET /-/ready` and `POST /-/reload`. */
export function addOperations(app: FastifyInstance, operations: Operations, answers: AnswerCounts): void {
  let registry: Promise<Registry> | undefined;
  app.get('/metrics', async (_request, reply) => {
    registry ??= createRegistry(operations.figures, answers);
    const { contentType } = await registry;
    reply.header('content-type', contentType);
    return (await registry).metrics();
  });
  // That it answers says it all: a process that is stuck does not.
  app.get('/-/healthy', (_request, reply) => reply.type(TEXT).send('healthy\n'));
  app.get('/-/ready', (_request, reply) => {
    const reasons = operations.ready();
    if (reasons.length === 0) return reply.type(TEXT).send('ready\n');
    return reply.code(503).type(TEXT).send(lines(reasons));
  });
  app.post('/-/reload', async (_request, reply) => {
    const problems = await operations.reload();
    if (problems.length === 0) return reply.code(202).type(TEXT).send('reloading\n');
    return reply.code(409).type(TEXT).send(lines(problems));
  });
}

const TEXT = 'text/plain; charset=utf-8';

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
