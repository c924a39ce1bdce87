/** How much a document may ask of its reader. */
export interface MessageLimits {
  /** Octets of a document, after decompression. */
  readonly octets: number;
  /** How deep elements may be nested; messages go four deep at most. */
  readonly depth: number;
  readonly elements: number;
  /** Of one element. */
  readonly attributes: number;
}

/** Room for a report of some 50,000 items. */
export const MESSAGE_LIMITS: MessageLimits = { octets: 8 << 20, depth: 16, elements: 50_000, attributes: 16 };
