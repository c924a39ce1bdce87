import type { ComputedSubtree, Oid, SmiValue } from './mib-view.ts';
import { compareOids } from './oid.ts';

/** An instance that is always there, and how to get its value of the moment. */
export interface FixedInstance {
  readonly oid: Oid;
  readonly read: () => SmiValue;
}

/**
 * A subtree whose instances are known from the start. Where `objects` does not say of which OBJECT-TYPEs, the
 * last arc of each is its index.
 */
export function fixedInstances(
  root: Oid,
  instances: readonly FixedInstance[],
  objects: readonly Oid[] = instances.map(({ oid }) => oid.slice(0, -1)),
): ComputedSubtree {
  const ordered = [...instances].sort((a, b) => compareOids(a.oid, b.oid));
  return {
    root,
    objects,
    get: (oid) => ordered.find((instance) => compareOids(instance.oid, oid) === 0)?.read(),
    next(oid) {
      const found = ordered.find((instance) => compareOids(instance.oid, oid) > 0);
      return found && { oid: found.oid, value: found.read() };
    },
  };
}
