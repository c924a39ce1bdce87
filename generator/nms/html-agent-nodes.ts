import {
  BASE_ARCS,
  BASE_GROUPS,
  BASE_NOTIFICATIONS,
  type BaseObject,
  type BaseScalars,
  type BaseTable,
} from '../../model/base-mib.ts';
import { BASE_PREFIX, typeOf } from '../mib/base-view.ts';
import { ARC } from '../mib/structure.ts';
import { smiType } from '../mib/syntax.ts';
import { groupOid } from './agent-module.ts';
import type { ReferenceIndex, ReferenceNode } from './html-view.ts';

/** The nodes of KPI1-MIB, in no order. */
export function agentNodes(baseOid: string, module: number): ReferenceNode[] {
  const oids = new Map<string, string>();
  const objects = BASE_GROUPS.flatMap((group) => {
    const below = groupOid(baseOid, group);
    const nodes =
      group.kind === 'table' ? tableNodes(group, below, module) : scalarNodes(group, below, module);
    for (const { descriptor, oid } of nodes) oids.set(descriptor, oid);
    return nodes;
  });
  const notifications = BASE_NOTIFICATIONS.map(
    (notification): ReferenceNode => ({
      kind: 'notification',
      oid: `${baseOid}.${BASE_ARCS.notifications}.${notification.arc}`,
      descriptor: notification.name,
      module,
      description: notification.description,
      objects: notification.objects.map((name) => oids.get(name) ?? ''),
    }),
  );
  return [...objects, ...notifications];
}

function scalarNodes(group: BaseScalars, oid: string, module: number): ReferenceNode[] {
  const { name, description, access } = group;
  return [
    { kind: 'group', oid, descriptor: name, module, description },
    ...group.objects.map(
      (object): ReferenceNode => ({
        kind: 'object',
        ...fields(object, oid, module),
        ...(access === 'accessible-for-notify' ? { isNotifyOnly: true } : {}),
      }),
    ),
  ];
}

function tableNodes(table: BaseTable, oid: string, module: number): ReferenceNode[] {
  const { name, description, rowDescription, index, columns } = table;
  const entry = `${oid}.${ARC.entry}`;
  return [
    {
      kind: 'table',
      oid,
      descriptor: `${name}Table`,
      module,
      description,
      index: index.map((part, at) => indexOf(part, entry, table.impliedIndex && at === index.length - 1)),
    },
    { kind: 'entry', oid: entry, descriptor: `${name}Entry`, module, description: rowDescription },
    ...index.map((part): ReferenceNode => ({ kind: 'index', ...fields(part, entry, module) })),
    ...columns.map((column): ReferenceNode => ({ kind: 'object', ...fields(column, entry, module) })),
  ];
}

function fields({ name, arc, syntax, units, description }: BaseObject, below: string, module: number) {
  return {
    oid: `${below}.${arc}`,
    descriptor: name,
    module,
    description,
    syntax: smiType(typeOf(syntax), BASE_PREFIX),
    ...(syntax.kind === 'enumeration' ? { choices: syntax.names } : {}),
    ...(units === undefined ? {} : { unit: units }),
  };
}

function indexOf({ name, arc, syntax }: BaseObject, entry: string, isImplied: boolean): ReferenceIndex {
  const bounds = 'max' in syntax ? { min: syntax.min ?? 0, max: syntax.max } : { min: 0, max: 0 };
  return {
    oid: `${entry}.${arc}`,
    descriptor: name,
    kind: syntax.kind === 'text' ? 'text' : 'number',
    ...bounds,
    ...(isImplied ? { isImplied } : {}),
  };
}
