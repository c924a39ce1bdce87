import type { Oid } from './mib-view.ts';
import { compareEncodedOids, encodeOid, isEncodedInSubtree } from './oid.ts';

/**
 * The OIDs of OBJECT-TYPEs, scalars and columns: they tell an instance that is not there from an object
 * that is not there (RFC 3416 section 4.2.1). None lies below another.
 */
export class ObjectTypes {
  readonly #oids: Uint8Array[] = [];

  add(oid: Oid): void {
    const encoded = encodeOid(oid);
    const last = this.#oids.at(-1);
    // Most come in order: thousands of them when an agent starts.
    const isAfterAll = !last || compareEncodedOids(last, 0, last.length, encoded, 0, encoded.length) < 0;
    const position = isAfterAll ? this.#oids.length : this.#countUpTo(encoded, 0, encoded.length);
    const before = this.#oids[position - 1];
    if (before && before.length === encoded.length && isEncodedInSubtree(encoded, 0, encoded.length, before))
      return;
    this.#oids.splice(position, 0, encoded);
  }

  /** The object that would have the instance encoded in `bytes[start, end)`. */
  objectOf(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    const object = this.#oids[this.#countUpTo(bytes, start, end) - 1];
    return object && isEncodedInSubtree(bytes, start, end, object) ? object : undefined;
  }

  /** How many are not after the OID. */
  #countUpTo(bytes: Uint8Array, start: number, end: number): number {
    let low = 0;
    let high = this.#oids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const object = this.#oids[middle] as Uint8Array;
      if (compareEncodedOids(object, 0, object.length, bytes, start, end) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
