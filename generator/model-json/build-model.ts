import type { Expression } from '../../model/formula/expression.ts';
import {
  MODEL_FORMAT,
  type Model,
  type ModelFigure,
  type ModelKpi,
  type ModelModule,
  type ModelObject,
  type Syntax,
} from '../../model/model.ts';
import type { Definitions, FigureDefinition, KpiDefinition, ModuleDefinition } from '../definition.ts';
import { BASE_MODULE_ARC, type Lock, type LockedFigure, type LockedModule } from '../lock/lock.ts';
import { ARC, entryOid, moduleOid, scalarOid } from '../mib/structure.ts';
import { indexSyntaxOf, syntaxOf } from '../mib/syntax.ts';

/** Puts definitions and the numbers allotted to them together. The allotment must have had no errors. */
export function buildModel(definitions: Definitions, lock: Lock, generator: string): Model {
  const { enterprise, organization, contact } = definitions.project;
  return {
    format: MODEL_FORMAT,
    generator,
    enterprise,
    organization,
    contact,
    baseOid: moduleOid(enterprise, lock.arc, BASE_MODULE_ARC),
    modules: definitions.modules.map((module) =>
      buildModule(module, lock.modules.get(module.name) as LockedModule, lock),
    ),
  };
}

function buildModule(
  definition: ModuleDefinition,
  locked: LockedModule,
  { enterprise, arc: root }: Lock,
): ModelModule {
  const { name, prefix, description } = definition;
  const oid = moduleOid(enterprise, root, locked.arc);
  const objects = buildObjects(definition, locked, oid);
  const entries = new Map(objects.map((object) => [object.name, object.entryOid]));
  const figureOf = (section: 'measurements' | 'kpis', figure: FigureDefinition) =>
    buildFigure(figure, locked[section].get(figure.name) as LockedFigure, prefix, (arc, per) =>
      per === undefined ? scalarOid(oid, section, arc) : `${entries.get(per)}.${arc}`,
    );
  return {
    name,
    prefix,
    description,
    arc: locked.arc,
    oid,
    revision: definition.revisions[0]?.date ?? '',
    objects,
    measurements: definition.measurements.map((measurement) => figureOf('measurements', measurement)),
    kpis: definition.kpis.map((kpi) => buildKpi(kpi, figureOf('kpis', kpi))),
  };
}

/** Objects that nothing is measured per have no table, and are not in the model. */
function buildObjects(definition: ModuleDefinition, locked: LockedModule, oid: string): ModelObject[] {
  const objects: ModelObject[] = [];
  for (const object of definition.objects) {
    const table = locked.objects.get(object.name);
    if (table === undefined || table.obsolete) continue;
    objects.push({
      name: object.name,
      description: object.description,
      descriptor: `${table.descriptor}Table`,
      entryOid: table.oid === undefined ? entryOid(oid, table.arc) : `${table.oid}.${ARC.entry}`,
      index: object.index.map((column, position) => ({
        name: column.name,
        descriptor: table.index[position]?.descriptor ?? '',
        description: column.description,
        dataType: column.dataType,
        syntax: indexSyntaxOf(column, definition.prefix) as Syntax,
      })),
    });
  }
  return objects;
}

function buildFigure(
  figure: FigureDefinition,
  locked: LockedFigure,
  prefix: string,
  oidOf: (arc: number, per: string | undefined) => string,
): ModelFigure {
  const { name, description, unit, dataType, per, status } = figure;
  return {
    name,
    descriptor: locked.descriptor,
    description,
    arc: locked.arc,
    oid: locked.oid ?? oidOf(locked.column ?? locked.arc, per),
    unit,
    dataType,
    syntax: syntaxOf(figure, prefix) as Syntax,
    ...(per === undefined ? {} : { per }),
    status,
  };
}

function buildKpi(kpi: KpiDefinition, figure: ModelFigure): ModelKpi {
  return {
    ...figure,
    purpose: kpi.purpose,
    formula: kpi.formula.replace(/\s+/g, ' ').trim(),
    expression: withoutPlaces(kpi.expression),
    reportingFrequency: kpi.reportingFrequency,
    reportingDuration: kpi.reportingDuration,
    dataSource: kpi.dataSource,
    ...(kpi.category === undefined ? {} : { category: kpi.category }),
    ...(kpi.threshold === undefined ? {} : { threshold: kpi.threshold }),
  };
}

/** The tree without `at`: places are the definition file's business. Whatever else is an object is a node. */
function withoutPlaces(expression: Expression): Expression {
  const fields = Object.entries(expression).filter(([key]) => key !== 'at');
  return Object.fromEntries(
    fields.map(([key, value]) => [
      key,
      typeof value === 'object' ? withoutPlaces(value as Expression) : value,
    ]),
  ) as Expression;
}
