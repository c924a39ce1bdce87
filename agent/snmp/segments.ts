import type { ComputedSubtree, Oid } from './mib-view.ts';
import { compareEncodedOids, decodeOid, formatOid, type SubtreeBounds, subtreeBounds } from './oid.ts';

/**
 * Which part of the tree a principal may read: what the longest of these subtrees that holds an OID says,
 * and where none holds it, it is hidden (RFC 3415 section 4, vacmViewTreeFamilyTable, without masks).
 */
export interface ViewDefinition {
  readonly include: readonly Oid[];
  readonly exclude?: readonly Oid[];
}

/** A stretch of OIDs that a view shows and that has one source: a computed subtree, or else the index. */
export interface Segment {
  readonly start: Uint8Array;
  /** Bound after its last OID. */
  readonly end: Uint8Array;
  readonly subtree: ComputedSubtree | undefined;
  /** The bounds as sub-identifiers, for computed subtrees. */
  readonly startOid: Oid;
  readonly endOid: Oid;
}

/**
 * The segments a view has of the tree, in order. Throws an Error where subtrees overlap, a RangeError for a
 * root that is no OID.
 */
export function segmentsOf(
  definition: ViewDefinition,
  subtrees: readonly ComputedSubtree[],
): readonly Segment[] {
  const mounts = subtrees
    .map((subtree) => ({ subtree, ...subtreeBounds(subtree.root) }))
    .sort((a, b) => compare(a.start, b.start));
  for (const [i, { subtree, start }] of mounts.entries()) {
    const before = mounts[i - 1];
    if (before && compare(start, before.end) < 0) {
      const roots = [before.subtree.root, subtree.root].map(formatOid);
      throw new Error(`the subtrees ${roots.join(' and ')} overlap`);
    }
  }
  return visibleStretches(definition).flatMap((stretch) => cutAt(mounts, stretch));
}

/** What a view shows, as stretches in order that neither overlap nor touch. */
function visibleStretches({ include, exclude = [] }: ViewDefinition): SubtreeBounds[] {
  const families = [
    ...include.map((root) => ({ length: root.length, shown: true, ...subtreeBounds(root) })),
    ...exclude.map((root) => ({ length: root.length, shown: false, ...subtreeBounds(root) })),
  ];
  const edges = families.flatMap(({ start, end }) => [start, end]).sort(compare);
  const stretches: { start: Uint8Array; end: Uint8Array }[] = [];
  for (const [i, start] of edges.entries()) {
    const end = edges[i + 1];
    if (!end || compare(start, end) === 0) continue;
    const holding = families.filter(
      (family) => compare(family.start, start) <= 0 && compare(start, family.end) < 0,
    );
    const longest = holding.filter(({ length }) => holding.every((other) => other.length <= length));
    // What is both included and excluded is hidden.
    if (longest.length === 0 || longest.some(({ shown }) => !shown)) continue;
    const last = stretches.at(-1);
    if (last && compare(last.end, start) === 0) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches;
}

/** Cuts a stretch where computed subtrees begin and end. */
function cutAt(
  mounts: readonly (SubtreeBounds & { subtree: ComputedSubtree })[],
  { start, end }: SubtreeBounds,
): Segment[] {
  const segments: Segment[] = [];
  let at = start;
  for (const mount of mounts) {
    if (compare(mount.end, at) <= 0 || compare(mount.start, end) >= 0) continue;
    if (compare(at, mount.start) < 0) {
      segments.push(segment(at, mount.start, undefined));
      at = mount.start;
    }
    const mountEnd = compare(mount.end, end) < 0 ? mount.end : end;
    segments.push(segment(at, mountEnd, mount.subtree));
    at = mountEnd;
  }
  if (compare(at, end) < 0) segments.push(segment(at, end, undefined));
  return segments;
}

function segment(start: Uint8Array, end: Uint8Array, subtree: ComputedSubtree | undefined): Segment {
  return { start, end, subtree, startOid: decodeOid(start), endOid: decodeOid(end) };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  return compareEncodedOids(a, 0, a.length, b, 0, b.length);
}
