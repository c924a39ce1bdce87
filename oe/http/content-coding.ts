import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';

/** Content codings of KPIinOMA 8.2.1.2. */
export const CODINGS = 'gzip, deflate';

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  rawDeflate: promisify(inflateRaw),
};

/** Why a body cannot be brought back to what it was. `status`: what a receiver answers. */
export class CodingError extends Error {
  readonly status: 400 | 413 | 415;
  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** Undoes the Content-Encoding of a body, which may become `limit` octets. Rejects with a CodingError. */
export async function decodeContent(octets: Buffer, coding: string, limit: number): Promise<Buffer> {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return octets;
  if (name !== 'gzip' && name !== 'x-gzip' && name !== 'deflate') {
    throw new CodingError(415, `the Content-Encoding ${coding} is not read: send one of ${CODINGS}, or none`);
  }
  // Some senders leave out the zlib format around deflate (RFC 9110 section 8.4.1.2, note).
  const decoder = name === 'deflate' && !hasZlibHeader(octets) ? 'rawDeflate' : name;
  try {
    return await DECODERS[decoder](octets, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new CodingError(413, `decompressed, the body is larger than ${limit} octets`);
    }
    throw new CodingError(400, `the body is no whole ${name}: ${(error as Error).message}`);
  }
}

function hasZlibHeader([first = 0, second = 0]: Buffer): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
