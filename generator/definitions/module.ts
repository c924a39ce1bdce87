import type { Suggest } from '../../model/formula/problem.ts';
import type { MeasurementDefinition, ModuleDefinition } from '../definition.ts';
import type { DefinitionFile, Fields } from './definition-file.ts';
import type { ReadFigure, Surroundings } from './figures.ts';
import { type ReadKpi, readKpi } from './kpis.ts';
import { readMeasurement } from './measurements.ts';
import { readHeader } from './module-header.ts';
import { Names } from './names.ts';
import { readObject } from './objects.ts';

/** A definition file as it was read: complete where nothing is wrong with it, else as much as can be made of it. */
export interface ReadModule {
  readonly definition: ModuleDefinition;
  readonly measurements: readonly ReadFigure<MeasurementDefinition>[];
  readonly kpis: readonly ReadKpi[];
}

/** What the files of a project share. */
export interface Shared {
  readonly moduleNames: Names;
  readonly prefixes: Names;
  readonly kpiNames: Names;
  readonly suggest: Suggest;
}

/** Reads one definition file; its formulas are parsed, but held against nothing yet. */
export function readModule(file: DefinitionFile, shared: Shared): ReadModule {
  const { root } = file;
  checkNotEmpty(root);
  const objectFields = root.list('objects');
  const objects = new Set(objectFields.flatMap((fields) => fields.text('name') ?? []));
  takeNames(objectFields, [new Names()]);
  const surroundings: Surroundings = { objects, suggest: shared.suggest };
  const figureNames = new Names();
  const measurementFields = root.list('measurements');
  takeNames(measurementFields, [figureNames]);
  const kpiFields = root.list('kpis');
  takeNames(kpiFields, [figureNames, shared.kpiNames]);
  checkUsed(objectFields, [...measurementFields, ...kpiFields]);
  const measurements = measurementFields.flatMap((fields) => readMeasurement(fields, surroundings) ?? []);
  const kpis = kpiFields.flatMap((fields) => readKpi(fields, surroundings) ?? []);
  const definition: ModuleDefinition = {
    file: file.name,
    ...readHeader(root.map('module'), shared),
    objects: objectFields.flatMap((fields) => readObject(fields) ?? []),
    measurements: measurements.map((measurement) => measurement.definition),
    kpis: kpis.map((kpi) => kpi.definition),
  };
  return { definition, measurements, kpis };
}

/** Takes each name in the first of the lists that finds it taken, or in all. */
function takeNames(items: readonly Fields[], names: readonly Names[]): void {
  for (const fields of items) {
    if (fields.text('name') !== undefined) names.every((list) => list.take(fields));
  }
}

function checkNotEmpty(root: Fields): void {
  if (root.has('measurements') || root.has('kpis') || !root.has('module')) return;
  const message = 'The module defines neither measurements nor KPIs.';
  root.file.report('MODULE-EMPTY', root.keyRange('module'), message, 'Add `measurements` and `kpis`.');
}

function checkUsed(objects: readonly Fields[], figures: readonly Fields[]): void {
  const used = new Set(figures.map((fields) => fields.text('per')));
  for (const object of objects) {
    const name = object.text('name');
    if (name === undefined || used.has(name)) continue;
    const remedy = `Write \`per: ${name}\` where it is measured per ${name}, or remove the object.`;
    object.report('OBJECT-UNUSED', 'name', `Nothing is measured per \`${name}\`: it gets no table.`, remedy);
  }
}
