import type { IncomingHttpHeaders } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ContentCoding, encodeContent } from '../../messages/content-coding.ts';
import { decodeMultipart, encodeMultipart } from '../../messages/multipart.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { MESSAGE_LIMITS } from '../../messages/xml/limits.ts';
import { type Answer, type Answering, answerMessage, errorAnswer } from './answer-message.ts';
import { decodeBody } from './decode-body.ts';
import { Refusal, refusal } from './refusal.ts';
import { MULTIPART, type RequestForm, readRequestForm, XML } from './request-form.ts';

/** Smaller bodies are not worth compressing. */
const MIN_COMPRESSED = 1024;

export interface Kpi1Request {
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: Buffer;
  /** The credential it came with. */
  readonly by: string;
}

export interface Kpi1Handling extends Answering {
  /** Largest body in octets, once decompressed. */
  readonly maxBodySize: number;
}

/** What goes back; without a body there is no Content-Type. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | undefined;
}

/**
 * Serves `POST /kpi1` (KPIinOMA 8.2). One message is answered by one; several by as many, in their order, each
 * carried out on its own. Throws a Refusal where the body has none that can be told apart.
 */
export async function handleKpi1(request: Kpi1Request, handling: Kpi1Handling): Promise<HttpAnswer> {
  const form = readRequestForm(request.headers);
  const body = await decodeBody(bodyOf(request), form.coding, handling.maxBodySize);
  const { namespace } = handling;
  if (form.multipart === undefined) {
    return sendOne(answerDocument(body, request.by, handling), form, namespace);
  }
  const answers: Answer[] = [];
  for (const document of documentsOf(form.multipart, body)) {
    answers.push(answerDocument(document, request.by, handling));
    // Others have their turn between two messages.
    await nextTurn();
  }
  return sendSeveral(answers, form, namespace);
}

function bodyOf({ headers, body }: Kpi1Request): Buffer {
  if (body.length > 0) return body;
  const isAnnounced = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  throw refusal(
    isAnnounced ? 400 : 411,
    'body',
    'it is empty; send a KPI-1 message, with its Content-Length',
  );
}

function documentsOf(contentType: string, body: Buffer): readonly Uint8Array[] {
  const decoded = decodeMultipart(contentType, body);
  if (!decoded.ok) throw new Refusal(400, decoded.problems);
  return decoded.documents;
}

function answerDocument(document: Uint8Array, by: string, handling: Kpi1Handling): Answer {
  const { namespace, maxBodySize } = handling;
  const decoded = decodeMessage(document, { ...MESSAGE_LIMITS, octets: maxBodySize }, namespace);
  if (decoded.ok) return answerMessage(decoded.message, by, handling);
  return errorAnswer(400, decoded.problems, namespace);
}

/** An answer to one message: one document, or no body where a command was carried out. */
function sendOne(answer: Answer, form: RequestForm, namespace: string): HttpAnswer | Promise<HttpAnswer> {
  const { status, document } = answer;
  if (document === '') return { status, headers: {}, body: undefined };
  const entity = bodyWith([document], form.answerType);
  if (entity.size <= form.maxAnswer) return send(status, entity, form);
  const error = bodyWith([tooLarge(entity.size, form, namespace).document], form.answerType);
  return sendIfItFits(413, error, form);
}

/**
 * Answers to several messages. Where they are too large for their receiver, the largest give way to errors, so
 * that what commands came to is told.
 */
function sendSeveral(
  answers: readonly Answer[],
  form: RequestForm,
  namespace: string,
): HttpAnswer | Promise<HttpAnswer> {
  const shown = [...answers];
  const whole = bodyOfAnswers(answers);
  if (whole.size <= form.maxAnswer) return send(statusOf(answers), whole, form);
  const largestFirst = answers
    .map(({ document }, part) => ({ part, size: Buffer.byteLength(document) }))
    .sort((a, b) => b.size - a.size);
  let total = whole.size;
  for (const { part, size } of largestFirst) {
    const error = tooLarge(size, form, namespace);
    const saved = size - Buffer.byteLength(error.document);
    if (total <= form.maxAnswer || saved <= 0) break;
    shown[part] = error;
    total -= saved;
  }
  return sendIfItFits(statusOf(shown), bodyOfAnswers(shown), form);
}

/** That of the messages if they agree; otherwise 200 where one was served, and 400 where none was. */
function statusOf(answers: readonly Answer[]): number {
  const statuses = new Set(answers.map(({ status }) => status));
  const [status = 400, ...others] = statuses;
  if (others.length === 0) return status;
  return statuses.has(200) ? 200 : 400;
}

function tooLarge(size: number, { maxAnswer }: RequestForm, namespace: string): Answer {
  const message = `the answer has ${size} octets, and at most ${maxAnswer} are accepted; ask for less at a time`;
  return errorAnswer(413, [{ place: 'Accept-MsgSize', message }], namespace);
}

interface Entity {
  readonly contentType: string;
  readonly body: Buffer | string;
  /** In octets. */
  readonly size: number;
}

function bodyWith(documents: readonly string[], type: typeof XML | typeof MULTIPART): Entity {
  if (type === MULTIPART) {
    const multipart = encodeMultipart(documents);
    return { ...multipart, size: multipart.body.length };
  }
  const body = documents.join('');
  return { contentType: XML, body, size: Buffer.byteLength(body) };
}

function bodyOfAnswers(answers: readonly Answer[]): Entity {
  return bodyWith(
    answers.map(({ document }) => document),
    MULTIPART,
  );
}

/** Nothing but the status goes to who cannot even take the error. */
function sendIfItFits(status: number, entity: Entity, form: RequestForm): HttpAnswer | Promise<HttpAnswer> {
  if (entity.size <= form.maxAnswer) return send(status, entity, form);
  return { status: 413, headers: {}, body: undefined };
}

function send(
  status: number,
  { contentType, body, size }: Entity,
  { answerCoding, mustCompress }: RequestForm,
): HttpAnswer | Promise<HttpAnswer> {
  const headers = { 'content-type': contentType, 'content-language': 'en' };
  const isWorthIt = size >= MIN_COMPRESSED || mustCompress;
  if (!isWorthIt || answerCoding === 'identity') return { status, headers, body };
  return sendCompressed(status, headers, body, answerCoding);
}

async function sendCompressed(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string,
  coding: ContentCoding,
): Promise<HttpAnswer> {
  const octets = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    status,
    headers: { ...headers, 'content-encoding': coding },
    body: await encodeContent(octets, coding),
  };
}
