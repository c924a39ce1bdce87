import type { ComputedSubtree, Oid, SmiValue } from './mib-view.ts';
import { compareOids } from './oid.ts';

/** An instance that is always there, and how to get its value of the moment. */
export interface FixedInstance {
  readonly oid: Oid;
  readonly read: () => SmiValue;
}

/** A subtree whose instances are known from the start; the last arc of each is its index, the rest its object. */
export function fixedInstances(root: Oid, instances: readonly FixedInstance[]): ComputedSubtree {
  const ordered = [...instances].sort((a, b) => compareOids(a.oid, b.oid));
  return {
    root,
    objects: ordered.map(({ oid }) => oid.slice(0, -1)),
    get: (oid) => ordered.find((instance) => compareOids(instance.oid, oid) === 0)?.read(),
    next(oid) {
      const found = ordered.find((instance) => compareOids(instance.oid, oid) > 0);
      return found && { oid: found.oid, value: found.read() };
    },
  };
}
