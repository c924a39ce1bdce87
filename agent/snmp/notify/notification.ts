import type { Oid, Varbind } from '../mib-view.ts';

/** What happened: the identity of a NOTIFICATION-TYPE, and objects with their values. */
export interface Notification {
  readonly trapOid: Oid;
  readonly varbinds: readonly Varbind[];
}

/** What may be too much for one message, and is then told in several. */
export interface NotificationInParts {
  readonly trapOid: Oid;
  /** What each part begins with; `part` counts from 1. Asked again with the final number of parts. */
  fixed(part: number, parts: number): readonly Varbind[];
  /** Told once, in this order, over all parts. */
  readonly items: readonly Varbind[];
}

/** One part, whole but for what every notification begins and ends with. */
export interface EncodedPart {
  readonly trapOid: Oid;
  /** Encoded varbinds, one after the other. */
  readonly varbinds: Uint8Array;
}

/**
 * Spreads items over parts, as many in each as have room, in order: the end of each part's items. No items
 * are one part without any. An item that is larger than the room has a part of its own, which is too large.
 */
export function splitBySize(sizes: readonly number[], room: number): number[] {
  const ends: number[] = [];
  let left = room;
  sizes.forEach((size, i) => {
    const first = i === (ends.at(-1) ?? 0);
    if (size > left && !first) {
      ends.push(i);
      left = room;
    }
    left -= size;
  });
  return [...ends, sizes.length];
}
