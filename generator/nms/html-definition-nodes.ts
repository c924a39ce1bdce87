import { formatDataType } from '../../model/data-type.ts';
import { formatDuration } from '../../model/duration.ts';
import type {
  ModelFigure,
  ModelIndex,
  ModelKpi,
  ModelMeasurement,
  ModelModule,
  ModelObject,
  Syntax,
} from '../../model/model.ts';
import type { FigureDefinition, ModuleDefinition, NumberRange } from '../definition.ts';
import { indexColumn, type LockedModule } from '../lock/lock.ts';
import { smiType, typeText } from '../mib/syntax.ts';
import { formulaParts, type Names } from './html-formula.ts';
import type { KpiFields, ReferenceIndex, ReferenceNode } from './html-view.ts';
import { conditionOf } from './names.ts';

/** The nodes of one module's measurements, KPIs and tables, in no order. */
export function definitionNodes(
  model: ModelModule,
  definition: ModuleDefinition,
  locked: LockedModule,
  module: number,
  names: Names,
): ReferenceNode[] {
  const defined = new Map<string, FigureDefinition>(
    [...definition.measurements, ...definition.kpis].map((figure) => [figure.name, figure]),
  );
  const figureOf = (figure: ModelFigure) => ({
    ...figureFields(figure, defined.get(figure.name)?.range, model.prefix),
    module,
    row: `${model.arc}.${figure.arc}`,
  });
  return [
    ...model.measurements.map(
      (measurement): ReferenceNode => ({
        kind: 'measurement',
        ...figureOf(measurement),
      }),
    ),
    ...model.kpis.map(
      (kpi): ReferenceNode => ({
        kind: 'kpi',
        ...figureOf(kpi),
        kpi: kpiFields(kpi, names),
      }),
    ),
    ...model.objects.flatMap((object) => tableNodes(object, definition, locked, module, model.prefix)),
  ];
}

function figureFields(figure: ModelMeasurement, range: NumberRange | undefined, prefix: string) {
  const { oid, descriptor, name, description, status, syntax, dataType, unit } = figure;
  return {
    oid,
    descriptor,
    name,
    description,
    ...(status === 'current' ? {} : { status }),
    ...wireFields(syntax, prefix),
    ...(dataType.kind === 'boolean' ? { choices: ['true', 'false'] } : {}),
    unit,
    dataType: formatDataType(dataType),
    ...(range ? { range: `${range.min}..${range.max}` } : {}),
  };
}

function wireFields(syntax: Syntax, prefix: string): Pick<ReferenceNode, 'syntax' | 'decimals'> {
  const { decimals } = syntax;
  return { syntax: smiType(typeText(syntax, prefix), prefix), ...(decimals > 0 ? { decimals } : {}) };
}

function kpiFields(kpi: ModelKpi, names: Names): KpiFields {
  const { purpose, formula, reportingFrequency, reportingDuration, dataSource, category, threshold } = kpi;
  return {
    purpose,
    ...formulaParts(formula, names),
    frequency: formatDuration(reportingFrequency),
    duration: reportingDuration === null ? 'continuous' : formatDuration(reportingDuration),
    dataSource,
    ...(category === undefined ? {} : { category }),
    thresholds: (['warning', 'critical'] as const).flatMap((severity) => {
      const limit = threshold?.[severity];
      return limit ? [{ severity, condition: conditionOf(limit) }] : [];
    }),
  };
}

function tableNodes(
  { name, description, descriptor, entryOid, index }: ModelObject,
  definition: ModuleDefinition,
  locked: LockedModule,
  module: number,
  prefix: string,
): ReferenceNode[] {
  const lockedObject = locked.objects.get(name);
  const columnOid = (at: number) => `${entryOid}.${lockedObject ? indexColumn(lockedObject, at) : at + 1}`;
  const ranges = new Map(
    definition.objects.find((object) => object.name === name)?.index.map((one) => [one.name, one.range]),
  );
  return [
    {
      kind: 'table',
      oid: entryOid.slice(0, entryOid.lastIndexOf('.')),
      descriptor,
      module,
      name,
      description,
      index: index.map((part, at) => indexOf(part, columnOid(at))),
    },
    {
      kind: 'entry',
      oid: entryOid,
      descriptor: descriptor.replace(/Table$/, 'Entry'),
      module,
      description: `One ${name}.`,
    },
    ...index.map((part, at): ReferenceNode => {
      const range = ranges.get(part.name);
      return {
        kind: 'index',
        oid: columnOid(at),
        descriptor: part.descriptor,
        module,
        name: part.name,
        description: part.description,
        ...wireFields(part.syntax, prefix),
        dataType: formatDataType(part.dataType),
        ...(range ? { range: `${range.min}..${range.max}` } : {}),
      };
    }),
  ];
}

function indexOf({ descriptor, syntax: { base, min, max } }: ModelIndex, oid: string): ReferenceIndex {
  return { oid, descriptor, kind: base === 'OCTET STRING' ? 'text' : 'number', min, max };
}
