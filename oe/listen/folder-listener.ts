import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { splitDocuments } from '../../messages/split-documents.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { MESSAGE_LIMITS } from '../../messages/xml/limits.ts';
import { printProblems } from '../http/body.ts';
import type { Intake, Tell } from './intake.ts';
import { receivedReport } from './received-report.ts';

export interface FolderListenerOptions {
  readonly folder: string;
  /** XML namespace of the reports; not given: that of this project. */
  readonly namespace?: string;
  readonly intake: Intake;
  readonly tell: Tell;
  /** How often to look, in milliseconds. */
  readonly everyMs?: number;
}

const EVERY_MS = 2000;
/** Read at once; no report is as large. */
const MAX_PIECE = 64 << 20;

/** Reads the report files that instances append to in a folder (KPIinOMA 8.4.1); rejects where it cannot be read. */
export async function listenFolder(options: FolderListenerOptions): Promise<{ close(): Promise<void> }> {
  const reader = new FolderReader(options);
  await reader.read();
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= reader
      .read()
      .catch((error: Error) => options.tell(`${options.folder} cannot be read: ${error.message}`))
      .finally(() => {
        looking = undefined;
      });
  }, options.everyMs ?? EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Knows how far each file has been read. What it read before a restart comes again, and is known then. */
class FolderReader {
  readonly #options: FolderListenerOptions;
  readonly #positions = new Map<string, number>();

  constructor(options: FolderListenerOptions) {
    this.#options = options;
  }

  /** Takes what is new in every file, one after the other by name. */
  async read(): Promise<void> {
    const entries = await readdir(this.#options.folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
    for (const name of this.#positions.keys()) if (!names.includes(name)) this.#positions.delete(name);
    for (const name of names.sort()) await this.#readFile(name);
  }

  async #readFile(name: string): Promise<void> {
    const file = await open(join(this.#options.folder, name));
    try {
      const { size } = await file.stat();
      const known = this.#positions.get(name) ?? 0;
      // A file that has become shorter is another one.
      const position = known <= size ? known : 0;
      if (position === size) return;
      const piece = Buffer.alloc(Math.min(size - position, MAX_PIECE));
      const { bytesRead } = await file.read(piece, 0, piece.length, position);
      this.#positions.set(name, position + (await this.#take(name, piece.subarray(0, bytesRead), position)));
    } finally {
      await file.close();
    }
  }

  /** Takes the whole documents of a piece; returns how much of it need not be read again. */
  async #take(name: string, piece: Buffer, position: number): Promise<number> {
    let done = 0;
    for (const { offset, bytes, isTorn } of splitDocuments(piece)) {
      const end = offset + bytes.length;
      // The rest of the last one may be on its way.
      if (isTorn && end >= piece.length && piece.length < MAX_PIECE) return offset;
      if (isTorn) this.#options.tell(`${name}: the document at octet ${position + offset} is not whole`);
      else await this.#takeDocument(name, bytes, position + offset);
      done = end;
    }
    return done;
  }

  async #takeDocument(name: string, document: Uint8Array, at: number): Promise<void> {
    const { namespace, intake, tell } = this.#options;
    const decoded = decodeMessage(document, MESSAGE_LIMITS, namespace);
    if (!decoded.ok) {
      tell(`${name}: the document at octet ${at} is no report:\n  ${printProblems(decoded.problems)}`);
    } else if (decoded.message.kind !== 'InstancePMReport') {
      tell(`${name}: the document at octet ${at} is a ${decoded.message.kind}, not an InstancePMReport`);
    } else {
      const { instanceId, measurements } = decoded.message;
      await intake.take(receivedReport('ftp', name, instanceId, measurements));
    }
  }
}
