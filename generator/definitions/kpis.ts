import type { Expression } from '../../model/formula/expression.ts';
import type { KpiDefinition } from '../definition.ts';
import type { Fields } from './definition-file.ts';
import { type ReadFigure, readFigure, type Surroundings } from './figures.ts';
import { readFormula } from './formulas.ts';
import { readPeriods } from './period.ts';
import { readText } from './texts.ts';
import { readThresholds } from './thresholds.ts';

export interface ReadKpi extends ReadFigure<KpiDefinition> {
  /** Undefined where the formula does not parse; the definition then has a constant in its place. */
  readonly expression: Expression | undefined;
}

const UNREADABLE: Expression = { kind: 'number', value: 0 };

/** Reads a KPI and parses its formula; undefined where it has no name. */
export function readKpi(fields: Fields, surroundings: Surroundings): ReadKpi | undefined {
  const figure = readFigure(fields, surroundings);
  if (figure === undefined) return undefined;
  const expression = readFormula(fields, surroundings.suggest);
  const threshold = readThresholds(fields, figure.definition);
  const definition: KpiDefinition = {
    ...figure.definition,
    name: readText(fields, 'name'),
    purpose: readText(fields, 'purpose'),
    formula: (fields.text('formula') ?? '').trim().replace(/\s+/g, ' '),
    expression: expression ?? UNREADABLE,
    ...readPeriods(fields),
    dataSource: readText(fields, 'dataSource'),
    ...(fields.has('category') ? { category: readText(fields, 'category') } : {}),
    ...(threshold === undefined ? {} : { threshold }),
  };
  return { ...figure, definition, expression };
}
