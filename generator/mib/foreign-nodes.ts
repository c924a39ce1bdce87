import type { LockedModule } from '../lock/lock.ts';
import { ENTERPRISES } from './structure.ts';

/** A node that an object's value begins with: `exSipArc1x2 OBJECT IDENTIFIER ::= { exSipArc1 2 }`. */
export interface ForeignNode {
  readonly descriptor: string;
  readonly oid: string;
}

/** Every OID that an entry of the lock had before it was defined here. */
export function foreignOids({ objects, measurements, kpis }: LockedModule): string[] {
  return [objects, measurements, kpis].flatMap((section) =>
    [...section.values()].flatMap(({ oid }) => oid ?? []),
  );
}

/**
 * The nodes above OIDs that lie outside of the module's own tree, each before those below it: SMI wants every
 * arc named. `enterprise` is what stands in braces for the enterprise number.
 */
export function foreignNodes(prefix: string, oids: readonly string[], enterprise: string): ForeignNode[] {
  const nodes = new Map<string, ForeignNode>();
  for (const oid of oids) {
    const arcs = arcsOf(oid);
    for (let depth = 1; depth < arcs.length; depth++) {
      const descriptor = nameOf(prefix, arcs.slice(0, depth));
      nodes.set(descriptor, { descriptor, oid: below(prefix, arcs.slice(0, depth), enterprise) });
    }
  }
  return [...nodes.values()].sort((one, other) => (one.descriptor < other.descriptor ? -1 : 1));
}

/** What stands in the braces of an object that lies at an OID. */
export function foreignValue(prefix: string, oid: string, enterprise: string): string {
  return below(prefix, arcsOf(oid), enterprise);
}

/** The arcs below the enterprise number. */
function arcsOf(oid: string): string[] {
  return oid
    .slice(ENTERPRISES.length + 1)
    .split('.')
    .slice(1);
}

function below(prefix: string, arcs: readonly string[], enterprise: string): string {
  const parent = arcs.length === 1 ? enterprise : nameOf(prefix, arcs.slice(0, -1));
  return `${parent} ${arcs.at(-1)}`;
}

function nameOf(prefix: string, arcs: readonly string[]): string {
  return `${prefix}Arc${arcs.join('x')}`;
}
