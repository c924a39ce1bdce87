import { type PerformanceMeasurement, RESERVED_ITEMS } from '../messages/message.ts';

export interface Continuation {
  readonly identifier: string;
  /** From when on to ask again, as xs:dateTime. */
  readonly from: string;
}

/** Of which identifiers history did not fit into an answer. */
export function continuations(found: readonly PerformanceMeasurement[]): Continuation[] {
  return found.flatMap(({ identifier, items }) =>
    items.flatMap(({ name, value }) => (name === RESERVED_ITEMS.next ? [{ identifier, from: value }] : [])),
  );
}
