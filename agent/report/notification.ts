import {
  BASE_ARCS,
  BASE_GROUPS,
  BASE_NOTIFICATIONS,
  type BaseNotification,
  type BaseObject,
} from '../../model/base-mib.ts';
import { type Cell, encodeCell } from '../base-mib/cell.ts';
import type { Oid, Varbind } from '../snmp/mib-view.ts';
import type { Notification } from '../snmp/notify/notification.ts';
import type { Gap } from './dropped-reports.ts';
import type { PmReport } from './pm-report.ts';

/** Makes notifications of KPI1-MIB below the given base OID. */
export class NotificationBuilder {
  readonly #base: Oid;
  readonly #scalars = new Map<string, { object: BaseObject; oid: Oid }>();

  constructor(base: Oid) {
    this.#base = base;
    for (const group of BASE_GROUPS) {
      if (group.kind !== 'scalars') continue;
      for (const object of group.objects) {
        this.#scalars.set(object.name, {
          object,
          oid: [...base, BASE_ARCS.objects, group.arc, object.arc, 0],
        });
      }
    }
  }

  /** The notification of this name, its objects in the order its definition says. */
  build(name: string, cells: Readonly<Record<string, Cell>>): Notification {
    const varbinds = definitionOf(name).objects.flatMap((object) => this.#varbind(object, cells[object]));
    return { trapOid: this.trapOid(name), varbinds };
  }

  /** The identity of the notification of this name. */
  trapOid(name: string): Oid {
    return [...this.#base, BASE_ARCS.notifications, definitionOf(name).arc];
  }

  /** What each part of a report says before its figures (KPIinOMA 8.3.1). */
  report(report: PmReport, instanceId: string, part: number, parts: number): Notification {
    return this.build('kpi1PmReport', {
      kpi1InstanceId: instanceId,
      kpi1ReportIdentifier: report.identifier,
      kpi1ReportSequence: report.sequence,
      kpi1ReportPart: part,
      kpi1ReportParts: parts,
      kpi1ReportBegin: report.begin,
      kpi1ReportEnd: report.end,
    });
  }

  /** What tells of reports that a target does not get. */
  reportsDropped({ target, first, last }: Gap, instanceId: string): Notification {
    return this.build('kpi1ReportsDropped', {
      kpi1InstanceId: instanceId,
      kpi1DroppedTarget: target,
      kpi1DroppedFirst: first,
      kpi1DroppedLast: last,
    });
  }

  #varbind(name: string, cell: Cell): Varbind[] {
    const scalar = this.#scalars.get(name);
    const value = scalar && encodeCell(scalar.object, cell);
    return scalar && value ? [{ oid: scalar.oid, value }] : [];
  }
}

function definitionOf(name: string): BaseNotification {
  const definition = BASE_NOTIFICATIONS.find((notification) => notification.name === name);
  if (!definition) throw new Error(`KPI1-MIB has no notification ${name}`);
  return definition;
}
