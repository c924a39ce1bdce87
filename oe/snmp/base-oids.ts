import { BASE_ARCS, BASE_GROUPS, BASE_NOTIFICATIONS } from '../../model/base-mib.ts';

/** An entry of a conceptual table is arc 1 below it. */
const ENTRY_ARC = 1;

/** Where the objects of KPI1-MIB lie, as dotted OIDs without a leading dot. */
export class BaseOids {
  readonly #objects = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #notifications = new Map<string, string>();

  /** `base`: OID of the module's MODULE-IDENTITY. */
  constructor(base: string) {
    for (const group of BASE_GROUPS) {
      const oid = `${base}.${BASE_ARCS.objects}.${group.arc}`;
      if (group.kind === 'table') {
        for (const column of group.columns) this.#add(column.name, `${oid}.${ENTRY_ARC}.${column.arc}`);
      } else {
        for (const scalar of group.objects) this.#add(scalar.name, `${oid}.${scalar.arc}.0`);
      }
    }
    for (const { name, arc } of BASE_NOTIFICATIONS) {
      this.#notifications.set(`${base}.${BASE_ARCS.notifications}.${arc}`, name);
    }
  }

  /** A column's OID, or a scalar's instance. */
  of(descriptor: string): string {
    const oid = this.#objects.get(descriptor);
    if (oid === undefined) throw new Error(`KPI1-MIB has no object ${descriptor}`);
    return oid;
  }

  /** The descriptor of a scalar's instance; undefined where it is another module's. */
  nameOf(instance: string): string | undefined {
    return this.#names.get(instance);
  }

  /** The descriptor of a notification; undefined where it is another module's. */
  notification(trapOid: string): string | undefined {
    return this.#notifications.get(trapOid);
  }

  #add(name: string, oid: string): void {
    this.#objects.set(name, oid);
    this.#names.set(oid, name);
  }
}
