import {
  CodingError,
  type ContentCoding,
  decodeContent,
  limitForStrangers,
} from '../../messages/content-coding.ts';
import { refusal } from './refusal.ts';

/** Undoes the content coding of a request. Rejects with the Refusal 413 where too much comes out, 400 where it is broken. */
export async function decodeBody(octets: Buffer, coding: ContentCoding, limit: number): Promise<Buffer> {
  try {
    return await decodeContent(octets, coding, limitForStrangers(octets, limit));
  } catch (error) {
    if (!(error instanceof CodingError)) throw error;
    const { status, message } = error;
    const remedy = status === 413 ? 'send fewer messages at a time' : 'send it whole, or as it is';
    throw refusal(status, 'body', `${message}; ${remedy}`);
  }
}
