import type { Oid } from './mib-view.ts';
import { compareEncodedOids, encodeOid, isEncodedInSubtree } from './oid.ts';

/**
 * The OIDs of OBJECT-TYPEs, scalars and columns: they tell an instance that is not there from an object
 * that is not there (RFC 3416 section 4.2.1). None lies below another.
 */
export class ObjectTypes {
  #oids: Uint8Array[] = [];
  /** Thousands are made known when an agent starts: they are put in order when first asked for. */
  #isInOrder = true;

  add(oid: Oid): void {
    // Copied to where Node keeps many small ones together: a buffer of its own for each takes ten times its octets.
    this.#oids.push(Buffer.from(encodeOid(oid)));
    this.#isInOrder = false;
  }

  /** The object that would have the instance encoded in `bytes[start, end)`. */
  objectOf(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    // Counted first: it may put the OIDs in order, and then they are in another array.
    const notAfter = this.#countUpTo(bytes, start, end);
    const object = this.#oids[notAfter - 1];
    return object && isEncodedInSubtree(bytes, start, end, object) ? object : undefined;
  }

  /** How many are not after the OID. */
  #countUpTo(bytes: Uint8Array, start: number, end: number): number {
    if (!this.#isInOrder) this.#putInOrder();
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

  #putInOrder(): void {
    const compare = (a: Uint8Array, b: Uint8Array) => compareEncodedOids(a, 0, a.length, b, 0, b.length);
    const sorted = this.#oids.sort(compare);
    this.#oids = sorted.filter((oid, i) => i === 0 || compare(oid, sorted[i - 1] as Uint8Array) !== 0);
    this.#isInOrder = true;
  }
}
