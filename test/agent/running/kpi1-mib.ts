import { BASE_ARCS, BASE_GROUPS, BASE_NOTIFICATIONS } from '../../../model/base-mib.ts';
import type { Model } from '../../../model/model.ts';

/** OIDs of KPI1-MIB by descriptor. */
export interface Kpi1Mib {
  /** An object's OID, with this index: `.0` of a scalar. */
  oid(descriptor: string, ...index: readonly (number | string)[]): string;
  notification(name: string): string;
}

/** KPI1-MIB as a manager that knows its model reads it; a text in an index has its octets' number before it. */
export function kpi1Mib({ baseOid }: Model): Kpi1Mib {
  const objects = new Map<string, string>(
    BASE_GROUPS.flatMap((group) => {
      const below = `${baseOid}.${BASE_ARCS.objects}.${group.arc}`;
      return group.kind === 'table'
        ? group.columns.map(({ name, arc }): [string, string] => [name, `${below}.1.${arc}`])
        : group.objects.map(({ name, arc }): [string, string] => [name, `${below}.${arc}`]);
    }),
  );
  return {
    oid(descriptor, ...index) {
      const oid = objects.get(descriptor);
      if (oid === undefined) throw new Error(`KPI1-MIB has no ${descriptor}`);
      return [oid, ...index.flatMap(subIdentifiers)].join('.');
    },
    notification(name) {
      const arc = BASE_NOTIFICATIONS.find((each) => each.name === name)?.arc;
      return `${baseOid}.${BASE_ARCS.notifications}.${arc}`;
    },
  };
}

function subIdentifiers(part: number | string): readonly number[] {
  if (typeof part === 'number') return [part];
  const octets = [...Buffer.from(part)];
  return [octets.length, ...octets];
}

/** The octets of a text as an IMPLIED index component. */
export function implied(text: string): number[] {
  return [...Buffer.from(text)];
}
