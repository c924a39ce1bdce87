import {
  BASE_GROUPS,
  BASE_MIB_NAME,
  BASE_MIB_REVISIONS,
  BASE_NOTIFICATIONS,
  type BaseObject,
  type BaseScalars,
  type BaseSyntax,
  type BaseTable,
  MAX_TEXT,
} from '../../model/base-mib.ts';
import type { Project } from '../definition.ts';
import { assembleModule } from './assemble.ts';
import type { Group } from './conformance.ts';
import { comment, nameList, quoted } from './layout.ts';
import type { ModuleView, ObjectView, SectionView } from './module-view.ts';
import { type ObjectParts, objectView, tableView } from './object-view.ts';
import { NODE } from './structure.ts';

/** Every descriptor of KPI1-MIB begins with it, and no other module's does. */
export const BASE_PREFIX = 'kpi1';

/** Beyond any arc of a part of the module. */
const NOTIFICATION_GROUP_ARC = 100;

export const DESCRIPTION =
  'What a KPIinOMA-enabled Instance serves beside the objects of its own KPI definitions: which KPIs and Performance Measurements it has, with every field of their definition, their values as text and the reason where there is none; its configuration, its sources and its latest reports; and the notifications that report.';

/** KPI1-MIB, from the same data as the agent serves it from. `oid` stands in the braces of MODULE-IDENTITY. */
export function baseView(project: Project, oid: string): ModuleView {
  const objects = BASE_GROUPS.flatMap(objectsOf);
  return assembleModule({
    name: BASE_MIB_NAME,
    prefix: BASE_PREFIX,
    description: DESCRIPTION,
    revisions: BASE_MIB_REVISIONS,
    oid,
    project,
    objectNodes: BASE_GROUPS.filter(({ kind }) => kind === 'scalars').map(({ name, arc }) => [
      end(name),
      arc,
    ]),
    types: new Set(objects.map(({ syntax }) => typeOf(syntax))),
    maxText: MAX_TEXT,
    sections: BASE_GROUPS.map((group) =>
      group.kind === 'table' ? tableSection(group) : scalarSection(group),
    ),
    notifications: BASE_NOTIFICATIONS.map(({ name, arc, description, objects: carried }) => ({
      descriptor: name,
      objects: nameList('OBJECTS', carried),
      description: quoted([description]),
      oid: `${BASE_PREFIX}${NODE.notifications} ${arc}`,
    })),
    groups: groupsOf(),
  });
}

/** Every descriptor of KPI1-MIB that no other module may have, beside those that each module needs. */
export function baseDescriptors(): string[] {
  const names = BASE_GROUPS.flatMap((group) => [
    ...(group.kind === 'table' ? [`${group.name}Table`, `${group.name}Entry`] : [group.name]),
    `${group.name}Group`,
    ...objectsOf(group).map(({ name }) => name),
  ]);
  return [...names, ...BASE_NOTIFICATIONS.map(({ name }) => name), `${BASE_PREFIX}NotificationGroup`];
}

function objectsOf(group: BaseScalars | BaseTable): readonly BaseObject[] {
  return group.kind === 'table' ? [...group.index, ...group.columns] : group.objects;
}

function scalarSection(group: BaseScalars): SectionView {
  return {
    comment: comment(group.description),
    objects: group.objects.map((object) =>
      objectView(partsOf(object, group.access), group.name, BASE_PREFIX),
    ),
    tables: [],
  };
}

function tableSection(table: BaseTable): SectionView {
  const view = tableView(
    {
      base: table.name,
      oid: `${BASE_PREFIX}${NODE.objects} ${table.arc}`,
      status: 'current',
      description: quoted([table.description]),
      rowDescription: quoted([table.rowDescription]),
      index: table.index.map((column) => partsOf(column, 'not-accessible')),
      implied: table.impliedIndex,
      columns: table.columns.map((column) => partsOf(column, 'read-only')),
    },
    BASE_PREFIX,
  );
  return { comment: comment(`${table.name}Table`), objects: [], tables: [view] };
}

function partsOf(object: BaseObject, access: ObjectView['access']): ObjectParts {
  return {
    descriptor: object.name,
    arc: object.arc,
    type: typeOf(object.syntax),
    unit: object.units ?? '',
    access,
    status: 'current',
    description: quoted([object.description]),
  };
}

/** A type as mib/syntax.ts writes it. */
export function typeOf(syntax: BaseSyntax): string {
  switch (syntax.kind) {
    case 'text':
      return `Utf8 (SIZE (${syntax.min ?? 0}..${syntax.max}))`;
    case 'unsigned':
      return `Unsigned32 (${syntax.min}..${syntax.max})`;
    case 'enumeration':
      return `INTEGER { ${syntax.names.map((name, at) => `${name}(${at + 1})`).join(', ')} }`;
    case 'time':
      return 'DateAndTime';
    case 'oid':
      return 'OBJECT IDENTIFIER';
    case 'counter':
      return 'Counter64';
  }
}

/** A group for each part of the module, numbered as the part is; the last one is of the notifications. */
function groupsOf(): Group[] {
  const ofObjects = BASE_GROUPS.map((group): Group => {
    const readable = group.kind === 'table' ? group.columns : group.objects;
    return {
      end: `${end(group.name)}Group`,
      arc: group.arc,
      status: 'current',
      kind: 'objects',
      description: group.description,
      members: readable.map(({ name }) => name),
    };
  });
  const ofNotifications: Group = {
    end: 'NotificationGroup',
    arc: NOTIFICATION_GROUP_ARC,
    status: 'current',
    kind: 'notifications',
    description: 'What is reported without being asked for.',
    members: BASE_NOTIFICATIONS.map(({ name }) => name),
  };
  return [...ofObjects, ofNotifications];
}

function end(name: string): string {
  return name.slice(BASE_PREFIX.length);
}
