/** A value of an SMIv2 base type (RFC 2578 section 7), as it is published. */
export type SmiValue =
  | { readonly type: 'Integer32'; readonly value: number }
  | { readonly type: 'Unsigned32' | 'Gauge32' | 'Counter32' | 'TimeTicks'; readonly value: number }
  | { readonly type: 'Counter64'; readonly value: number | bigint }
  | { readonly type: 'OCTET STRING'; readonly value: string | Uint8Array }
  | { readonly type: 'OBJECT IDENTIFIER'; readonly value: string }
  | { readonly type: 'IpAddress'; readonly value: Uint8Array };

/** An OID as its sub-identifiers, each an unsigned 32-bit number. */
export type Oid = readonly number[];

export interface Varbind {
  readonly oid: Oid;
  readonly value: SmiValue;
}

/**
 * A subtree whose values are computed when asked: the system group, the engine's own counters, KPI1-MIB's
 * tables. Values that are published once and read often belong in the arena index instead.
 */
export interface ComputedSubtree {
  /** All its instances lie below this OID; subtrees of a view are disjoint. */
  readonly root: Oid;
  /** OIDs of its OBJECT-TYPEs (scalars and columns): tells noSuchInstance from noSuchObject. */
  readonly objects: readonly Oid[];
  get(oid: Oid): SmiValue | undefined;
  /** The first instance after `oid` in lexicographic order; `oid` may lie before, in or after the subtree. */
  next(oid: Oid): Varbind | undefined;
}
