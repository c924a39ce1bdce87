/**
 * Why the Operational Environment has not got what it asked for: nobody answered (`unreachable`), or what was
 * answered says no or cannot be used (`refused`). The message names the place; a line for each problem.
 */
export class OeError extends Error {
  override readonly name = 'OeError';
  readonly kind: 'unreachable' | 'refused';
  readonly remedy: string | undefined;
  constructor(kind: 'unreachable' | 'refused', message: string, remedy?: string) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }
}
