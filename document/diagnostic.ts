/** Where a problem is: 1-based line and column of the first character, and where it ends. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = 'error' | 'warning';

/** One problem in a document: named by a rule, placed in a file, with the remedy where one is known. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable rule id; each has a section in docs/rules.md. */
  readonly rule: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** Absent only where no file is to blame. */
  readonly place?: Place;
}
