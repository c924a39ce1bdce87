import { createHash } from 'node:crypto';
import type { TargetMemory } from '../report/report-target.ts';

/** A file on the server. */
export interface RemoteFile {
  /** Where it is, for errors and to know it again. */
  readonly name: string;
  /** In octets; 0 where there is no such file. */
  size(): Promise<number>;
  /** Makes the file where there is none (APPE). */
  append(bytes: Uint8Array): Promise<void>;
}

/** An append that was begun: written down before its first octet is sent. */
interface Attempt {
  readonly sequence: number;
  readonly file: string;
  /** How large the file was. */
  readonly base: number;
  /** Of the document: after an update of this program it may be another. */
  readonly length: number;
  readonly digest: string;
}

/**
 * How an append came to its end: `found` whole from an earlier try, `resumed`, `appended`, or `unverified`,
 * where the server acknowledged it and tells no size of the file even so.
 */
type Outcome = 'found' | 'resumed' | 'appended' | 'unverified';

/**
 * What was sent before a connection broke may still be on its way to the disk: a size is believed when it has
 * not changed for so long.
 */
const SETTLE_MS = 500;

/**
 * Appends a document to a file so that it is there once and whole when this resolves, whatever an earlier try
 * came to: one that is whole is left alone, one that was cut is completed. Where the file is not what that try
 * left behind, the document is appended anew: each begins with an XML declaration, so that what is torn before
 * it is no part of it. Rejects where the file has not become as large as it must; the next try finds out why.
 */
export async function appendDocument(
  file: RemoteFile,
  document: Uint8Array,
  sequence: number,
  memory: TargetMemory,
  pause: (ms: number) => Promise<void>,
): Promise<Outcome> {
  const digest = createHash('sha256').update(document).digest('base64');
  const fresh = { sequence, file: file.name, length: document.length, digest };
  const begun = readAttempt(memory.get());
  const isSame = begun !== undefined && keyOf(begun) === keyOf(fresh);
  const size = isSame ? await settledSize(file, begun, pause) : await file.size();
  const arrived = isSame ? size - begun.base : -1;
  if (arrived === document.length) return 'found';
  const isResumed = arrived >= 0 && arrived < document.length;
  const base = isResumed && begun ? begun.base : size;
  if (!isResumed) memory.set(JSON.stringify({ ...fresh, base } satisfies Attempt));
  await file.append(isResumed ? document.subarray(arrived) : document);
  const reached = await file.size();
  if (reached === base + document.length) return isResumed ? 'resumed' : 'appended';
  if (reached === 0) return 'unverified';
  throw new Error(
    `${file.name} has ${reached} octets where ${base + document.length} were expected: does something else write it? ` +
      'Give each instance an InstanceID of its own. The report is sent again.',
  );
}

/** The size once nothing more of an earlier try arrives. */
async function settledSize(
  file: RemoteFile,
  { base, length }: Attempt,
  pause: (ms: number) => Promise<void>,
): Promise<number> {
  let size = await file.size();
  while (size < base + length) {
    await pause(SETTLE_MS);
    const later = await file.size();
    if (later === size) break;
    size = later;
  }
  return size;
}

function keyOf({ sequence, file, length, digest }: Omit<Attempt, 'base'>): string {
  return JSON.stringify([sequence, file, length, digest]);
}

/** What was written down; undefined where that is nothing or cannot be read. */
function readAttempt(text: string): Attempt | undefined {
  try {
    const attempt = JSON.parse(text) as Attempt;
    return Number.isSafeInteger(attempt.base) ? attempt : undefined;
  } catch {
    return undefined;
  }
}
