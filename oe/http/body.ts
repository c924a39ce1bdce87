import { CODINGS, CodingError, decodeContent, parseContentCoding } from '../../messages/content-coding.ts';
import { parseContentType } from '../../messages/content-type.ts';
import type { Kpi1Message, MessageProblem } from '../../messages/message.ts';
import { decodeMultipart, encodeMultipart } from '../../messages/multipart.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { MESSAGE_LIMITS } from '../../messages/xml/limits.ts';

/** Messages as the body of a request or response (KPIinOMA 8.2.1.1). */
export interface Body {
  readonly contentType: string;
  readonly octets: Buffer;
}

/** One message is application/xml, several are multipart/mixed. */
export function encodeBody(messages: readonly Kpi1Message[], namespace: string | undefined): Body {
  const documents = messages.map((message) => encodeMessage(message, namespace));
  const [only, ...more] = documents;
  if (only !== undefined && more.length === 0) {
    return { contentType: 'application/xml; charset=utf-8', octets: Buffer.from(only) };
  }
  const { contentType, body } = encodeMultipart(documents);
  return { contentType, octets: body };
}

export interface BodyForm {
  /** Largest document in octets. */
  readonly limit: number;
  /** XML namespace of the messages; undefined: that of this project. */
  readonly namespace: string | undefined;
}

/** Undoes the Content-Encoding of a body, which may become `limit` octets. Rejects with a CodingError. */
export async function undoCoding(octets: Buffer, header: string, limit: number): Promise<Buffer> {
  const coding = parseContentCoding(header);
  if (!coding) {
    throw new CodingError(415, `its Content-Encoding ${header} is not read: send one of ${CODINGS}, or none`);
  }
  return await decodeContent(octets, coding, limit);
}

export type DecodedBody =
  | { readonly ok: true; readonly messages: readonly Kpi1Message[] }
  | { readonly ok: false; readonly problems: readonly MessageProblem[] };

/** The messages of a body, or all that is wrong with it. An absent Content-Type means one message (8.2.1.2). */
export function decodeBody(
  contentType: string | undefined,
  octets: Buffer,
  { limit, namespace }: BodyForm,
): DecodedBody {
  const isMultipart = contentType !== undefined && parseContentType(contentType)?.type === 'multipart/mixed';
  const parts = isMultipart
    ? decodeMultipart(contentType, octets)
    : { ok: true as const, documents: [octets] };
  if (!parts.ok) return parts;
  const messages: Kpi1Message[] = [];
  const problems: MessageProblem[] = [];
  for (const [at, document] of parts.documents.entries()) {
    const decoded = decodeMessage(document, { ...MESSAGE_LIMITS, octets: limit }, namespace);
    const part = isMultipart ? `part ${at + 1}` : '';
    if (decoded.ok) messages.push(decoded.message);
    else problems.push(...decoded.problems.map((problem) => inPart(part, problem)));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, messages };
}

function inPart(part: string, { place, message }: MessageProblem): MessageProblem {
  return { place: [part, place].filter((text) => text !== '').join(', '), message };
}

/** A line for each problem: its place, if it has one, and what it is. */
export function printProblems(problems: readonly MessageProblem[]): string {
  return problems.map(({ place, message }) => (place === '' ? message : `${place}: ${message}`)).join('\n  ');
}
