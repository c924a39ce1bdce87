import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FetchError, type FetchedText, tooLarge } from './fetched-text.ts';

const CHUNK = 65_536;
const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; has its writer run?',
  EACCES: 'it may not be read; check its permissions and owner',
};

/** Reads a file that some writer replaces as a whole. Throws FetchError. */
export async function fetchFile(url: URL, maxBytes: number, signal: AbortSignal): Promise<FetchedText> {
  let file: FileHandle | undefined;
  try {
    // Not to wait for the writer of a FIFO.
    file = await open(url, constants.O_RDONLY | constants.O_NONBLOCK);
    const body = await readRegularFile(file, maxBytes, signal);
    return { text: body.toString('utf8'), contentType: '' };
  } catch (error) {
    if (signal.aborted) throw new FetchError((signal.reason as Error).message);
    if (error instanceof FetchError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new FetchError(REMEDIES[code] ?? message);
  } finally {
    await file?.close();
  }
}

async function readRegularFile(file: FileHandle, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const status = await file.stat();
  if (!status.isFile()) throw new FetchError('it is no regular file');
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
    if (length > maxBytes) throw tooLarge(maxBytes);
  }
  if (length === 0) throw new FetchError('it is empty; write it beside and rename it into place');
  return Buffer.concat(chunks);
}
