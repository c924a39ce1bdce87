/** What a failed statement means for the store. */
export type Failure = 'corrupt' | 'unwritable' | 'other';

/** Nothing is wrong with the file or the statement: later, or with more room, the same will do. */
const UNWRITABLE = ['FULL', 'IOERR', 'BUSY', 'LOCKED', 'READONLY', 'CANTOPEN', 'PERM', 'NOMEM', 'PROTOCOL'];

export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'corrupt';
  return UNWRITABLE.some((name) => code.startsWith(`SQLITE_${name}`)) ? 'unwritable' : 'other';
}

export function codeOf(error: unknown): string {
  return error instanceof Error ? String((error as { code?: unknown }).code ?? '') : '';
}
