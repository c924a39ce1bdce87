/** What was fetched. */
export interface FetchedText {
  readonly text: string;
  /** The Content-Type in lower case; empty where none was given. */
  readonly contentType: string;
}

/** Why nothing was fetched; the message is a sentence that follows the URL. */
export class FetchError extends Error {
  /** It may be otherwise in a moment. */
  readonly isPassing: boolean;

  constructor(message: string, isPassing = false) {
    super(message);
    this.isPassing = isPassing;
  }
}

export function tooLarge(maxBytes: number): FetchError {
  return new FetchError(`it is larger than ${maxBytes / 2 ** 20} MiB; have it say less`);
}
