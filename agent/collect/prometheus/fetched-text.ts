/** The body of a scrape. */
export interface FetchedText {
  readonly text: string;
  /** The body calls itself OpenMetrics. */
  readonly openMetrics: boolean;
}

/** Why a scrape gave nothing; the message is a sentence that follows the URL. */
export class FetchError extends Error {}

export function tooLarge(maxBytes: number): FetchError {
  return new FetchError(`it is larger than ${maxBytes / 2 ** 20} MiB; have it say less`);
}
