import type { Model, ModelFigure, ModelModule } from '../../model/model.ts';
import type { ModuleDefinition } from '../definition.ts';
import { indexColumn, type LockedFigure, type LockedModule, type LockedObject } from '../lock/lock.ts';
import { assembleModule } from './assemble.ts';
import type { Group } from './conformance.ts';
import { describeKpi, describeMeasurement, describeRetired } from './describe.ts';
import { foreignNodes, foreignOids, foreignValue } from './foreign-nodes.ts';
import { comment, quoted } from './layout.ts';
import type { ModuleView, SectionView, Status, TableView } from './module-view.ts';
import { type ObjectParts, objectView, tableView } from './object-view.ts';
import { ARC, NODE } from './structure.ts';

const MAX_UTF8 = 255;

const MEASUREMENTS =
  'Measurements. Each is published at every sample. One that has no value is not instantiated (noSuchInstance); kpi1PmTable of KPI1-MIB says why.';
const KPIS =
  'KPIs. Each is published at the end of every interval, which is as long as its reporting frequency. One that has no value is not instantiated (noSuchInstance); kpi1KpiTable of KPI1-MIB says why.';
const TABLES = 'Tables: measurements and KPIs of what there is more than one of.';

/** A measurement or KPI as the module shows it: as defined, or what the lock knows of one that is gone. */
interface Figure extends ObjectParts {
  readonly kind: 'measurements' | 'kpis';
  readonly per: string | undefined;
}

/** What stands in the braces of its MODULE-IDENTITY, and for the enterprise number. */
export interface ModulePlace {
  readonly oid: string;
  readonly enterprise: string;
}

/** One definition file's MIB module. */
export function definitionView(
  project: Model,
  module: ModelModule,
  definition: ModuleDefinition,
  locked: LockedModule,
  { oid, enterprise }: ModulePlace,
): ModuleView {
  const { name, prefix, description } = module;
  const placed = (own: string) => foreignValue(prefix, own, enterprise);
  const figures = [
    ...figuresOf('measurements', locked.measurements, module.measurements, describeMeasurement, placed),
    ...figuresOf('kpis', locked.kpis, module.kpis, describeKpi, placed),
  ];
  const types = new Set(figures.map(({ type }) => type));
  for (const { index } of locked.objects.values()) for (const { syntax } of index) types.add(syntax);
  const sections = [
    scalarSection(MEASUREMENTS, figures, 'measurements', prefix),
    scalarSection(KPIS, figures, 'kpis', prefix),
    tableSection(figures, definition, locked, placed),
  ];
  return assembleModule({
    name,
    prefix,
    source: definition.file.replace(/^.*[/\\]/, ''),
    description,
    revisions: definition.revisions,
    oid,
    project,
    objectNodes: [
      [NODE.measurements, ARC.measurements],
      [NODE.kpis, ARC.kpis],
      [NODE.tables, ARC.tables],
    ],
    foreignNodes: foreignNodes(prefix, foreignOids(locked), enterprise),
    types,
    maxText: MAX_UTF8,
    sections: sections.filter(({ objects, tables }) => objects.length + tables.length > 0),
    notifications: [],
    groups: groupsOf(figures),
  });
}

function figuresOf<T extends ModelFigure>(
  kind: Figure['kind'],
  locked: ReadonlyMap<string, LockedFigure>,
  defined: readonly T[],
  describe: (figure: T) => string,
  placed: (oid: string) => string,
): Figure[] {
  const byName = new Map(defined.map((figure) => [figure.name, figure]));
  return [...locked].map(([name, { descriptor, arc, oid, per, column, syntax, unit }]) => {
    const figure = byName.get(name);
    return {
      kind,
      per,
      descriptor,
      arc: column ?? arc,
      ...(oid === undefined ? {} : { oid: placed(oid) }),
      type: syntax,
      unit,
      access: 'read-only',
      status: figure?.status ?? 'obsolete',
      description: figure ? describe(figure) : describeRetired(name),
    };
  });
}

function scalarSection(
  about: string,
  figures: readonly Figure[],
  kind: Figure['kind'],
  prefix: string,
): SectionView {
  const scalars = figures.filter((figure) => figure.kind === kind && figure.per === undefined);
  return {
    comment: comment(about),
    objects: byArc(scalars).map((figure) => objectView(figure, prefix + NODE[kind], prefix)),
    tables: [],
  };
}

function tableSection(
  figures: readonly Figure[],
  definition: ModuleDefinition,
  { prefix, objects }: LockedModule,
  placed: (oid: string) => string,
): SectionView {
  const columns = new Map<string, Figure[]>();
  for (const figure of figures) {
    if (figure.per === undefined) continue;
    const ofObject = columns.get(figure.per);
    if (ofObject) ofObject.push(figure);
    else columns.set(figure.per, [figure]);
  }
  const tables = byArc([...objects].map(([name, object]) => ({ name, object, arc: object.arc })));
  return {
    comment: comment(TABLES),
    objects: [],
    tables: tables.map(({ name, object }) =>
      objectTable(name, object, byArc(columns.get(name) ?? []), definition, prefix, placed),
    ),
  };
}

function objectTable(
  name: string,
  locked: LockedObject,
  columns: readonly Figure[],
  definition: ModuleDefinition,
  prefix: string,
  placed: (oid: string) => string,
): TableView {
  const object = locked.obsolete ? undefined : definition.objects.find((one) => one.name === name);
  const status = object ? 'current' : 'obsolete';
  const description = object ? quoted([object.description]) : describeRetired(name);
  return tableView(
    {
      base: locked.descriptor,
      oid: locked.oid === undefined ? `${prefix}${NODE.tables} ${locked.arc}` : placed(locked.oid),
      status,
      description,
      rowDescription: quoted([`One ${name}.`]),
      index: locked.index.map((column, at) => ({
        descriptor: column.descriptor,
        arc: indexColumn(locked, at),
        type: column.syntax,
        unit: '',
        access: 'not-accessible',
        status,
        description: quoted([object?.index[at]?.description ?? `${column.name}.`]),
      })),
      implied: false,
      columns,
    },
    prefix,
  );
}

function groupsOf(figures: readonly Figure[]): Group[] {
  const group = (
    end: string,
    arc: number,
    status: Status,
    description: string,
    belongs: (figure: Figure) => boolean,
  ): Group => ({
    end,
    arc,
    status,
    kind: 'objects',
    description,
    members: figures
      .filter((figure) => figure.status === status && belongs(figure))
      .map(({ descriptor }) => descriptor),
  });
  const isMeasurement = ({ kind }: Figure) => kind === 'measurements';
  const any = () => true;
  return [
    group(NODE.measurementGroup, 1, 'current', 'The measurements.', isMeasurement),
    group(NODE.kpiGroup, 2, 'current', 'The KPIs.', (figure) => !isMeasurement(figure)),
    group(NODE.deprecatedGroup, 3, 'deprecated', 'What will be removed.', any),
    group(NODE.obsoleteGroup, 4, 'obsolete', 'What the definitions no longer have.', any),
  ];
}

function byArc<T extends { readonly arc: number }>(items: readonly T[]): T[] {
  return [...items].sort((one, other) => one.arc - other.arc);
}
