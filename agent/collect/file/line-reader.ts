import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What was appended since it was last asked. */
export interface NewLines {
  readonly lines: readonly string[];
  /** Lines that were left out, since they are longer than any that is read. */
  readonly tooLong: number;
  /** There is more already than one sample reads. */
  readonly isBehind: boolean;
}

const CHUNK = 65_536;
/** Longest line read, in octets. */
const MAX_LINE = 65_536;
/** Most octets read at once; what is beyond waits for the next sample. */
const MAX_READ = 8 * 2 ** 20;
/** Of what is there at the start, so much is read: the latest figures. */
const MAX_BACKLOG = 2 ** 20;
/** So many octets before the position are compared: a file that was cut and has grown beyond it is another. */
const FINGERPRINT = 64;
const FEED = 0x0a;

interface OpenFile {
  readonly handle: FileHandle;
  readonly ino: number;
  readonly dev: number;
  position: number;
  /** What stands before the position. */
  before: Buffer;
  /** The beginning of a line whose end is not there yet. */
  rest: Buffer;
  /** The line that is being read is longer than any that is taken, or its beginning is not known. */
  isSkipping: boolean;
}

/**
 * Reads what a writer appends to a file. A file that is renamed is read to its end before the new one of its name
 * is; one that is cut is read from its beginning. Of a line that does not end yet nothing is read.
 */
export class LineReader {
  readonly #path: string;
  #file: OpenFile | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Rejects with the system's Error where the file cannot be read. */
  async read(signal: AbortSignal): Promise<NewLines> {
    const gathered = { lines: [] as string[], tooLong: 0, octets: 0 };
    const current = this.#file;
    if (current) await readOn(current, gathered, signal);
    if (gathered.octets < MAX_READ && (await this.#isReplaced())) {
      const next = await openFile(this.#path, this.#file === undefined);
      await this.#file?.handle.close();
      this.#file = next;
      await readOn(next, gathered, signal);
    }
    const { lines, tooLong, octets } = gathered;
    return { lines, tooLong, isBehind: octets >= MAX_READ };
  }

  async close(): Promise<void> {
    await this.#file?.handle.close();
    this.#file = undefined;
  }

  async #isReplaced(): Promise<boolean> {
    const file = this.#file;
    if (!file) return true;
    const handle = await open(this.#path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { ino, dev } = await handle.stat();
      return ino !== file.ino || dev !== file.dev;
    } finally {
      await handle.close();
    }
  }
}

async function openFile(path: string, isFirst: boolean): Promise<OpenFile> {
  // Not to wait for the writer of a FIFO.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const status = await handle.stat();
  if (!status.isFile()) {
    await handle.close();
    throw new Error('it is no regular file');
  }
  const { ino, dev, size } = status;
  const position = isFirst ? Math.max(0, size - MAX_BACKLOG) : 0;
  const empty = Buffer.alloc(0);
  return { ...{ handle, ino, dev, position }, before: empty, rest: empty, isSkipping: position > 0 };
}

interface Gathered {
  readonly lines: string[];
  tooLong: number;
  octets: number;
}

async function readOn(file: OpenFile, gathered: Gathered, signal: AbortSignal): Promise<void> {
  if (await isCut(file)) {
    Object.assign(file, { position: 0, before: Buffer.alloc(0), rest: Buffer.alloc(0), isSkipping: false });
  }
  while (gathered.octets < MAX_READ) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await file.handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, file.position);
    if (bytesRead === 0) return;
    const chunk = buffer.subarray(0, bytesRead);
    file.position += bytesRead;
    gathered.octets += bytesRead;
    file.before = Buffer.from(Buffer.concat([file.before, chunk]).subarray(-FINGERPRINT));
    splitLines(file, chunk, gathered);
    await nextTurn();
  }
}

/** Whether what was read before is not there any more. */
async function isCut({ handle, position, before }: OpenFile): Promise<boolean> {
  const { size } = await handle.stat();
  if (size < position) return true;
  const found = Buffer.alloc(before.length);
  await handle.read(found, 0, before.length, position - before.length);
  return !found.equals(before);
}

function splitLines(file: OpenFile, chunk: Buffer, gathered: Gathered): void {
  let start = 0;
  for (let feed = chunk.indexOf(FEED); feed >= 0; feed = chunk.indexOf(FEED, start)) {
    const line = Buffer.concat([file.rest, chunk.subarray(start, feed)]);
    if (file.isSkipping) file.isSkipping = false;
    else if (line.length > MAX_LINE) gathered.tooLong += 1;
    else if (line.length > 0) gathered.lines.push(line.toString('utf8'));
    file.rest = Buffer.alloc(0);
    start = feed + 1;
  }
  if (file.isSkipping) return;
  file.rest = Buffer.concat([file.rest, chunk.subarray(start)]);
  if (file.rest.length <= MAX_LINE) return;
  gathered.tooLong += 1;
  file.rest = Buffer.alloc(0);
  file.isSkipping = true;
}
