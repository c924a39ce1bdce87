import { FUNCTION_BY_NAME } from '../../model/formula/functions.ts';
import type { MeasurementDefinition } from '../definition.ts';
import type { Fields } from './definition-file.ts';
import { type ReadFigure, readFigure, type Surroundings } from './figures.ts';

/** Report items of these names say what no measurement says (docs/reports.md). */
const RESERVED_PREFIX = 'kpi1.';

/** Reads a measurement; undefined where it has no name. */
export function readMeasurement(
  fields: Fields,
  surroundings: Surroundings,
): ReadFigure<MeasurementDefinition> | undefined {
  const figure = readFigure(fields, surroundings);
  if (figure) checkReserved(fields, figure.definition.name);
  return figure;
}

function checkReserved(fields: Fields, name: string): void {
  if (FUNCTION_BY_NAME.has(name)) {
    const message = `\`${name}\` is a function of formulas.`;
    fields.report('NAME-RESERVED', 'name', message, 'Choose another name.');
  } else if (name.startsWith(RESERVED_PREFIX)) {
    const message = `Names that begin with \`${RESERVED_PREFIX}\` are kept for reports.`;
    fields.report('NAME-RESERVED', 'name', message, 'Choose another name.');
  }
}
