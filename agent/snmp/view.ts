import type { ComputedSubtree } from './mib-view.ts';
import { ObjectTypes } from './object-types.ts';
import { compareEncodedOids, decodeOid, subtreeBounds } from './oid.ts';
import { type Segment, segmentsOf, type ViewDefinition } from './segments.ts';
import type { ValueIndex } from './value-index.ts';

/** All there is to read: the index, and the subtrees computed when asked, which are disjoint. */
export interface Published {
  readonly index: ValueIndex;
  readonly subtrees: readonly ComputedSubtree[];
}

/**
 * What one principal sees of what is published: the segments it may read, in order. All reading goes
 * through them, so what a view hides is not there, on GET as on traversal, and is passed by in one search.
 */
export class View {
  readonly index: ValueIndex;
  readonly segments: readonly Segment[];
  readonly #computedTypes = new ObjectTypes();

  /** Throws as `segmentsOf` does. */
  constructor(definition: ViewDefinition, { index, subtrees }: Published) {
    this.index = index;
    this.segments = segmentsOf(definition, subtrees);
    for (const { objects } of subtrees) for (const object of objects) this.#computedTypes.add(object);
  }

  /** Number of the segment that holds the OID or, where the view hides it, of the next one. */
  segmentFrom(bytes: Uint8Array, start: number, end: number): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(bytes, start, end, (this.segments[middle] as Segment).end)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The segment that holds the OID; undefined where the view hides it. */
  segmentOf(bytes: Uint8Array, start: number, end: number): Segment | undefined {
    const segment = this.segments[this.segmentFrom(bytes, start, end)];
    return segment && !isBefore(bytes, start, end, segment.start) ? segment : undefined;
  }

  /**
   * Whether the OID would be an instance of an object of which the view shows at least a part: RFC 3416
   * section 4.2.1 (2), "any (potential) variable accessible by this request".
   */
  showsObjectOf(bytes: Uint8Array, start: number, end: number): boolean {
    const object =
      this.#computedTypes.objectOf(bytes, start, end) ?? this.index.objectTypes.objectOf(bytes, start, end);
    if (!object) return false;
    const segment = this.segments[this.segmentFrom(object, 0, object.length)];
    const bounds = subtreeBounds(decodeOid(object));
    return segment !== undefined && isBefore(segment.start, 0, segment.start.length, bounds.end);
  }
}

/** Whether the OID encoded in `bytes[start, end)` comes before a bound. */
export function isBefore(bytes: Uint8Array, start: number, end: number, bound: Uint8Array): boolean {
  return compareEncodedOids(bytes, start, end, bound, 0, bound.length) < 0;
}
