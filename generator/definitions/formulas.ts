import { MAX_TEXT } from '../../model/base-mib.ts';
import { formatDataType } from '../../model/data-type.ts';
import { checkFormula } from '../../model/formula/check.ts';
import { formulaTypeOf } from '../../model/formula/check-types.ts';
import type { Expression } from '../../model/formula/expression.ts';
import { parseFormula } from '../../model/formula/parse.ts';
import type { FormulaProblem, FormulaRuleId, Suggest } from '../../model/formula/problem.ts';
import type { ScopeFigure, ScopeKpi } from '../../model/formula/scope.ts';
import type { Fields } from './definition-file.ts';
import type { ReadKpi } from './kpis.ts';
import type { ReadModule } from './module.ts';

/** Parses a KPI's formula; undefined where it is none. One that is blank or too long is the schema's to report. */
export function readFormula(fields: Fields, suggest: Suggest): Expression | undefined {
  const formula = fields.text('formula') ?? '';
  if (formula.trim() === '' || Buffer.byteLength(formula) > MAX_TEXT) return undefined;
  const { expression, problems } = parseFormula(formula, suggest);
  for (const problem of problems) report(fields, problem);
  return expression;
}

/** Holds every formula against the measurements of its module and the KPIs of all. */
export function checkFormulas(modules: readonly ReadModule[], suggest: Suggest): void {
  const opened = modules.map((module) => module.kpis.map((read, order) => openKpi(read, module, order)));
  const kpis = new Map<string, OpenKpi>();
  for (const own of opened) addTo(kpis, own);
  modules.forEach((module, at) => {
    const own = opened[at] ?? [];
    // Of a name that another module has too, its own KPI is meant.
    addTo(kpis, own);
    checkModule(module, own, kpis, suggest);
  });
}

function checkModule(
  module: ReadModule,
  own: readonly OpenKpi[],
  kpis: ReadonlyMap<string, OpenKpi>,
  suggest: Suggest,
): void {
  const measurements = new Map<string, ScopeFigure>();
  const uncertain = new Set<string>();
  for (const { definition, certain } of module.measurements.toReversed()) {
    measurements.set(definition.name, definition);
    if (!certain) uncertain.add(definition.name);
  }
  for (const self of own) {
    if (!self.expression) continue;
    const { depth, reads, problems, type } = checkFormula(self.expression, {
      self,
      measurements,
      kpis,
      suggest,
    });
    self.depth = depth;
    const certain =
      self.read.certain &&
      !reads.measurements.some((name) => uncertain.has(name)) &&
      reads.kpis.every((name) => kpis.get(name)?.read.certain !== false);
    for (const problem of problems) {
      if (certain || OF_NAMES.has(problem.code)) report(self.read.fields, problem);
    }
    if (certain && type !== undefined) checkResult(self.read, type);
  }
}

/** Adds KPIs by name; of two of one name, the first counts. */
function addTo(kpis: Map<string, OpenKpi>, own: readonly OpenKpi[]): void {
  for (const kpi of own.toReversed()) kpis.set(kpi.name, kpi);
}

/** Problems that are there whatever the types and objects of what a formula reads. */
const OF_NAMES: ReadonlySet<FormulaRuleId> = new Set(['FORMULA-MEASUREMENT', 'FORMULA-KPI', 'FORMULA-ORDER']);

/** A KPI whose depth is found as its formula is checked. */
interface OpenKpi extends ScopeKpi {
  readonly read: ReadKpi;
  depth?: number;
}

function openKpi(read: ReadKpi, module: ReadModule, order: number): OpenKpi {
  const { name, dataType, per } = read.definition;
  return {
    name,
    module: module.definition.name,
    order,
    dataType,
    ...(per === undefined ? {} : { per }),
    ...(read.expression === undefined ? {} : { expression: read.expression }),
    read,
  };
}

const GIVES = { number: 'a number', boolean: 'true or false', string: 'text' } as const;

function checkResult({ fields, definition, expression }: ReadKpi, type: keyof typeof GIVES): void {
  const { kind } = definition.dataType;
  const wanted = formulaTypeOf(definition.dataType);
  if (type !== wanted) {
    const dataType = formatDataType(definition.dataType);
    const message = `The formula gives ${GIVES[type]}, but \`${dataType}\` is ${GIVES[wanted]}.`;
    fields.report('FORMULA-RESULT', 'formula', message, 'Change the formula, or `dataType`.');
  } else if (kind === 'counter' && !(expression?.kind === 'call' && expression.function === 'last')) {
    const message = 'A counter is a running total, but a KPI is a figure of one interval.';
    fields.report('KPI-COUNTER', 'dataType', message, 'Write `gauge`.');
  }
}

function report(fields: Fields, { code, at, message, remedy }: FormulaProblem): void {
  fields.reportPart(code, 'formula', at, message, remedy);
}
