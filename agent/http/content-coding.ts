import { promisify } from 'node:util';
import { deflate, gunzip, gzip, inflate, inflateRaw } from 'node:zlib';
import { refusal } from './refusal.ts';

/** Content codings of KPIinOMA 8.2.1.2. `deflate` is the zlib format (RFC 9110 section 8.4.1.2). */
export type ContentCoding = 'identity' | 'gzip' | 'deflate';

export const CODINGS = 'gzip, deflate';

/** A body this small may become as large as `ROOM` octets, however little it is compressed from. */
const ROOM = 64 * 1024;
/** XML of a report compresses 5 to 30 times, a bomb 1,000 times. */
const MAX_RATIO = 100;

const coders = { gzip: promisify(gzip), deflate: promisify(deflate) };
const decoders = {
  gunzip: promisify(gunzip),
  inflate: promisify(inflate),
  inflateRaw: promisify(inflateRaw),
};

/** Undefined where the coding is not one of ours; several codings on top of each other are none. */
export function parseContentCoding(header: string): ContentCoding | undefined {
  switch (header.trim().toLowerCase()) {
    case '':
    case 'identity':
      return 'identity';
    case 'gzip':
    case 'x-gzip':
      return 'gzip';
    case 'deflate':
      return 'deflate';
    default:
      return undefined;
  }
}

export function encodeContent(octets: Buffer, coding: ContentCoding): Promise<Buffer> | Buffer {
  return coding === 'identity' ? octets : coders[coding](octets);
}

/**
 * Undoes a content coding. Stops, with the Refusal 413, as soon as more than `limit` octets or far more than
 * any text would give come out; what is broken is 400.
 */
export async function decodeContent(octets: Buffer, coding: ContentCoding, limit: number): Promise<Buffer> {
  if (coding === 'identity') return octets;
  const maxOutputLength = Math.min(limit, Math.max(ROOM, octets.length * MAX_RATIO));
  try {
    return await decoderOf(octets, coding)(octets, { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      const remedy = 'send fewer messages at a time';
      throw refusal(413, 'body', `decompressed it is larger than ${maxOutputLength} octets; ${remedy}`);
    }
    const reason = (error as Error).message;
    throw refusal(
      400,
      'body',
      `it is no ${coding}, as Content-Encoding says: ${reason}; send it whole, or as it is`,
    );
  }
}

function decoderOf(octets: Buffer, coding: 'gzip' | 'deflate') {
  if (coding === 'gzip') return decoders.gunzip;
  return hasZlibHeader(octets) ? decoders.inflate : decoders.inflateRaw;
}

/** Some clients send `deflate` without the zlib format around it (RFC 9110 section 8.4.1.2, note). */
function hasZlibHeader([first = 0, second = 0]: Buffer): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
