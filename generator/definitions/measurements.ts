import { FUNCTION_BY_NAME } from '../../model/formula/functions.ts';
import type { MeasurementDefinition } from '../definition.ts';
import type { Fields } from './definition-file.ts';
import { type ReadFigure, readFigure, type Surroundings } from './figures.ts';

/** Reads a measurement; undefined where it has no name. */
export function readMeasurement(
  fields: Fields,
  surroundings: Surroundings,
): ReadFigure<MeasurementDefinition> | undefined {
  const figure = readFigure(fields, surroundings);
  if (figure) checkFunction(fields, figure.definition.name);
  return figure;
}

function checkFunction(fields: Fields, name: string): void {
  if (FUNCTION_BY_NAME.has(name)) {
    const message = `\`${name}\` is a function of formulas.`;
    fields.report('NAME-RESERVED', 'name', message, 'Choose another name.');
  }
}
