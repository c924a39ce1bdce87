/** What a datagram from the receiver says about an inform that waits for it. */
export type Answer =
  | { readonly kind: 'response'; readonly requestId: number; readonly errorStatus: number }
  /** The receiver's engine made itself known: the inform can be understood now, if it is sent once more. */
  | { readonly kind: 'resend'; readonly requestId: number }
  /** A report that nobody signed: a hint for the operator, and nothing to act on. */
  | { readonly kind: 'hint'; readonly requestId: number; readonly reason: string };

/** Messages that may be under way to one target at once. */
export const FULL_WINDOW = 64;

/** Makes the messages for one target and reads its answers: the community in v2c, USM in v3. */
export interface MessageProcessing {
  /** Octets that a whole message has beyond its variable bindings, at most. */
  readonly overhead: number;
  /** How many messages may be under way: one, until the receiver's engine is known. */
  readonly window: number;
  /**
   * A message around encoded variable bindings. `pduType` is SnmpV2Trap or InformRequest, the request-id
   * in 1..2^31−1.
   */
  encode(pduType: number, requestId: number, variableBindings: Uint8Array): Uint8Array;
  /** Undefined for whatever answers nothing of ours: `isAwaited` tells the request-ids that wait. */
  decode(datagram: Uint8Array, isAwaited: (requestId: number) => boolean): Answer | undefined;
  /**
   * No answer came to any try: what is known of the receiver's engine may not be true any more. It may have
   * stood still for minutes, or have lost its boots.
   */
  forget(): void;
}
