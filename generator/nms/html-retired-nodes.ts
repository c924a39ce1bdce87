import type { ModelModule } from '../../model/model.ts';
import { indexColumn, type LockedFigure, type LockedModule, type LockedObject } from '../lock/lock.ts';
import { ARC, entryOid, scalarOid } from '../mib/structure.ts';
import { smiType } from '../mib/syntax.ts';
import type { ReferenceNode } from './html-view.ts';

const GONE = 'The definitions no longer have it; its OID is not used again.';

/** The nodes of what a module once had, as far as the lock knows them: without texts. `model` is what it has now. */
export function retiredNodes(
  locked: LockedModule,
  oid: string,
  module: number,
  model?: ModelModule,
): ReferenceNode[] {
  const { objects, prefix } = locked;
  const tables = new Set(model?.objects.map(({ name }) => name));
  const entries = new Map([...objects].map(([name, object]) => [name, entryOf(object, oid)]));
  const retired = { module, status: 'obsolete', description: GONE } as const;
  const figures = (kind: 'measurement' | 'kpi', defined: readonly { readonly name: string }[] = []) => {
    const section = `${kind}s` as const;
    const present = new Set(defined.map(({ name }) => name));
    return [...locked[section]].flatMap(([name, figure]): ReferenceNode[] =>
      present.has(name)
        ? []
        : [
            {
              kind,
              oid: figureOid(figure, section, oid, entries),
              name,
              ...retired,
              ...fields(figure, prefix),
            },
          ],
    );
  };
  return [
    ...figures('measurement', model?.measurements),
    ...figures('kpi', model?.kpis),
    ...[...objects].flatMap(([name, object]): ReferenceNode[] => {
      const entry = entries.get(name) ?? '';
      if (tables.has(name)) return [];
      return [
        {
          kind: 'table',
          oid: entry.slice(0, entry.lastIndexOf('.')),
          descriptor: `${object.descriptor}Table`,
          name,
          ...retired,
        },
        { kind: 'entry', oid: entry, descriptor: `${object.descriptor}Entry`, ...retired },
        ...object.index.map(
          (part, at): ReferenceNode => ({
            kind: 'index',
            oid: `${entry}.${indexColumn(object, at)}`,
            descriptor: part.descriptor,
            name: part.name,
            ...retired,
            syntax: smiType(part.syntax, prefix),
          }),
        ),
      ];
    }),
  ];
}

function entryOf({ oid, arc }: LockedObject, moduleOid: string): string {
  return oid === undefined ? entryOid(moduleOid, arc) : `${oid}.${ARC.entry}`;
}

function figureOid(
  { oid, arc, per, column }: LockedFigure,
  section: 'measurements' | 'kpis',
  moduleOid: string,
  entries: ReadonlyMap<string, string>,
): string {
  if (oid !== undefined) return oid;
  return per === undefined ? scalarOid(moduleOid, section, arc) : `${entries.get(per)}.${column}`;
}

function fields({ descriptor, syntax, unit }: LockedFigure, prefix: string) {
  return { descriptor, syntax: smiType(syntax, prefix), unit };
}
