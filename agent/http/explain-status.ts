import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { decodeContent, limitForStrangers, parseContentCoding } from '../../messages/content-coding.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { MESSAGE_LIMITS } from '../../messages/xml/limits.ts';

/** Largest answer that is read of a receiver, in octets. */
export const MAX_ANSWER = 64 * 1024;
/** How much of an answer that is no KPI-1 message is shown, in characters. */
const SHOWN = 200;

const REMEDIES: Readonly<Record<number, string>> = {
  400: 'it does not understand the report',
  401: 'it wants credentials, or others; write them into notify[].basic or notify[].bearer',
  403: 'it does not let these credentials in',
  404: 'there is nothing at this path; is it the path of the receiver?',
  405: 'nothing takes a POST at this path; is it the path of the receiver?',
  411: 'it wants a length it was given; is there a proxy in between?',
  413: 'the report is too large for it; raise its limit',
  415: 'it takes no application/xml',
  429: 'it wants fewer reports',
  503: 'it is overloaded or starting',
};

/** Why a status is no acknowledgement and what to do about it, as a sentence that follows the URL. */
export function explainStatus(status: number, headers: IncomingHttpHeaders, answer: string): string {
  if (status >= 300 && status < 400) {
    const where = headers.location ?? 'another address';
    return `status ${status}: it has moved to ${where}; redirects are not followed, put that address into the configuration`;
  }
  const remedy = REMEDIES[status] ?? 'look into the log of the receiver';
  return `status ${status}: ${remedy}${answer === '' ? '' : ` (it says: ${answer})`}`;
}

/** What a receiver says in the body of its answer: the problems of a KPI1Error, or the start of its text. */
export async function startOfAnswer(
  headers: IncomingHttpHeaders,
  body: Readable,
  namespace: string,
): Promise<string> {
  try {
    const octets = await readStart(body);
    const coding = parseContentCoding(String(headers['content-encoding'] ?? ''));
    if (!coding) return '';
    const text = await decodeContent(octets, coding, limitForStrangers(octets, MAX_ANSWER));
    const decoded = decodeMessage(text, MESSAGE_LIMITS, namespace);
    if (!decoded.ok || decoded.message.kind !== 'KPI1Error') return shorten(text.toString('utf8'));
    return shorten(decoded.message.problems.map(({ place, message }) => `${place} ${message}`).join('; '));
  } catch {
    // The status alone says that there was no acknowledgement.
    return '';
  }
}

async function readStart(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > MAX_ANSWER) break;
  }
  return Buffer.concat(chunks);
}

/** One line, without what a terminal or a log could take for something else. */
function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
