import { Readable } from 'node:stream';
import { type Client, FTPError } from 'basic-ftp';

/** How a data connection fails that the server closes before it has read everything. */
const BROKEN: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * Appends octets to a file (APPE). A server that cannot write them closes the data connection, and says why
 * over the control connection, which the client would close before that is said: here it is waited for. Where
 * the server says that all is well in spite of it, this resolves.
 */
export async function sendAppend(client: Client, name: string, bytes: Uint8Array): Promise<void> {
  const { ftp } = client;
  const closeWithError = ftp.closeWithError.bind(ftp);
  ftp.closeWithError = (error) => {
    if (!isBrokenData(error)) closeWithError(error);
  };
  try {
    await client.appendFrom(Readable.from([bytes]), name);
  } catch (error) {
    if (error instanceof FTPError || client.closed || !BROKEN.has((error as NodeJS.ErrnoException).code))
      throw error;
    await ftp.handle(undefined, (reply, task) => {
      if (reply instanceof Error) task.reject(reply);
      else task.resolve(reply);
    });
  } finally {
    ftp.closeWithError = closeWithError;
  }
}

/** The client tells of its two sockets by their names in the message. */
function isBrokenData({ message }: Error): boolean {
  return message.includes('(data socket)') && !message.startsWith('Timeout');
}
