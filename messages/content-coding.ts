import { promisify } from 'node:util';
import { deflate, gunzip, gzip, inflate, inflateRaw } from 'node:zlib';

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

/** Why a body cannot be brought back to what it was, as a sentence that begins with it; and what that is in HTTP. */
export class CodingError extends Error {
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** How large a body of so many octets may become that anyone may have sent: `limit`, or less where it is a bomb. */
export function limitForStrangers(octets: Buffer, limit: number): number {
  return Math.min(limit, Math.max(ROOM, octets.length * MAX_RATIO));
}

/** Undoes a content coding. Rejects with a CodingError, in time where more than `limit` octets would come out. */
export async function decodeContent(octets: Buffer, coding: ContentCoding, limit: number): Promise<Buffer> {
  if (coding === 'identity') return octets;
  try {
    return await decoderOf(octets, coding)(octets, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new CodingError(413, `decompressed it is larger than ${limit} octets`);
    }
    throw new CodingError(400, `it is no whole ${coding} (${(error as Error).message})`);
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
