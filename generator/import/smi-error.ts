/** A MIB file that cannot be read, or not be imported at all; the message begins with the place. */
export class SmiError extends Error {
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string) {
    super(message);
    this.remedy = remedy;
  }
}
