import type { ModelModule } from '../../model/model.ts';

/** An OID below that of its module; one that was imported lies elsewhere, and stays as it is. */
export function relativeOid({ oid: module }: ModelModule, oid: string): string {
  return oid.startsWith(`${module}.`) ? oid.slice(module.length) : oid;
}
