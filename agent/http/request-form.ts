import type { IncomingHttpHeaders } from 'node:http';
import { CODINGS, type ContentCoding, parseContentCoding } from '../../messages/content-coding.ts';
import { parseContentType, xmlTypeProblem } from '../../messages/content-type.ts';
import type { MessageProblem } from '../../messages/message.ts';
import { Refusal } from './refusal.ts';
import { WeightedList } from './weighted-list.ts';

export const XML = 'application/xml';
export const MULTIPART = 'multipart/mixed';

/** What the headers of a request say of its body, and of the answer that its sender takes (KPIinOMA 8.2.1.2). */
export interface RequestForm {
  /** The whole Content-Type of a body of multipart/mixed; not given: the body is one message. */
  readonly multipart: string | undefined;
  readonly coding: ContentCoding;
  /** Of one message; of several it is always multipart/mixed. */
  readonly answerType: typeof XML | typeof MULTIPART;
  readonly answerCoding: ContentCoding;
  /** Whether the sender wants no uncompressed answer. */
  readonly mustCompress: boolean;
  /** Largest answer the sender handles, in octets before its coding (Accept-MsgSize). */
  readonly maxAnswer: number;
}

type Tell = (status: number, place: string, message: string) => void;

/** Reads the headers; what is absent has its default (K49). Throws a Refusal with every problem of theirs. */
export function readRequestForm(headers: IncomingHttpHeaders): RequestForm {
  const problems: MessageProblem[] = [];
  let refused = 0;
  const tell: Tell = (status, place, message) => {
    refused ||= status;
    problems.push({ place, message });
  };
  const multipart = readContentType(headers['content-type'] ?? XML, tell);
  const form = {
    multipart,
    coding: readContentEncoding(headers['content-encoding'] ?? '', tell),
    answerType: readAccept(headers.accept ?? '*/*', multipart !== undefined, tell),
    ...readAcceptEncoding(headers['accept-encoding'] ?? '', tell),
    maxAnswer: readAcceptMsgSize(headers['accept-msgsize'], tell),
  };
  // RFC 9110 section 15.5.16: the answer says which codings would have been taken.
  if (problems.length > 0) throw new Refusal(refused, problems, { 'accept-encoding': CODINGS });
  return form;
}

/** The Content-Type of a multipart body; undefined of one message. */
function readContentType(header: string, tell: Tell): string | undefined {
  const parsed = parseContentType(header);
  if (parsed?.type === MULTIPART) return header;
  const problem = parsed ? xmlTypeProblem(parsed) : `"${header}" is no media type: send ${XML}`;
  if (problem !== undefined) {
    tell(415, 'Content-Type', `${problem}, or ${MULTIPART} for several messages`);
  }
  return undefined;
}

function readContentEncoding(header: string, tell: Tell): ContentCoding {
  const coding = parseContentCoding(header);
  if (!coding) tell(415, 'Content-Encoding', `${header} is not read; send one of ${CODINGS}, or none`);
  return coding ?? 'identity';
}

function readAccept(header: string, isMultipart: boolean, tell: Tell): typeof XML | typeof MULTIPART {
  const ranges = WeightedList.parse(header);
  const takes = (type: string) => ranges?.isEmpty || (ranges?.qualityOf(type) ?? 0) > 0;
  if (!ranges) {
    tell(400, 'Accept', `it is malformed; write "${XML}, ${MULTIPART}"`);
  } else if (isMultipart ? !takes(MULTIPART) : !takes(XML) && !takes(MULTIPART)) {
    const why = isMultipart ? `what answers ${MULTIPART} is ${MULTIPART}` : `there is no answer in ${header}`;
    tell(406, 'Accept', `${why}; accept "${XML}, ${MULTIPART}"`);
  }
  return isMultipart || !takes(XML) ? MULTIPART : XML;
}

function readAcceptEncoding(header: string, tell: Tell): Pick<RequestForm, 'answerCoding' | 'mustCompress'> {
  const codings = WeightedList.parse(header);
  const qualityOf = (coding: string) => codings?.qualityOf(coding) ?? 0;
  const answerCoding = qualityOf('deflate') > qualityOf('gzip') ? 'deflate' : 'gzip';
  const mayCompress = qualityOf(answerCoding) > 0;
  const mustCompress = codings?.qualityOf('identity') === 0;
  if (!codings) tell(400, 'Accept-Encoding', `it is malformed; write "${CODINGS}"`);
  else if (mustCompress && !mayCompress) {
    tell(406, 'Accept-Encoding', `there is no answer in ${header}; accept one of ${CODINGS}, or identity`);
  }
  return { answerCoding: mayCompress ? answerCoding : 'identity', mustCompress };
}

/** In octets (O24). */
function readAcceptMsgSize(header: string | string[] | undefined, tell: Tell): number {
  if (header === undefined) return Number.POSITIVE_INFINITY;
  const size = /^[1-9]\d{0,14}$/.test(String(header)) ? Number(header) : 0;
  if (size === 0) tell(400, 'Accept-MsgSize', `${header} is no size; write octets, such as 65536`);
  return size;
}
