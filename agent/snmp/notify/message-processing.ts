/** What a datagram from the receiver says about an inform that waits for it. */
export type Answer =
  | { readonly kind: 'response'; readonly requestId: number; readonly errorStatus: number }
  /** The receiver's engine made itself known: the inform can be understood now, if it is sent once more. */
  | { readonly kind: 'resend'; readonly requestId: number };

/** Makes the messages for one target and reads its answers: the community in v2c, USM in v3. */
export interface MessageProcessing {
  /** Octets that a whole message has beyond its variable-bindings, at most. */
  readonly overhead: number;
  /**
   * A message around an encoded variable-bindings list. `pduType` is SnmpV2Trap or InformRequest, the
   * request-id in 1..2^31−1.
   */
  encode(pduType: number, requestId: number, variableBindings: Uint8Array): Uint8Array;
  /** Undefined for whatever answers nothing of ours. */
  decode(datagram: Uint8Array): Answer | undefined;
}
