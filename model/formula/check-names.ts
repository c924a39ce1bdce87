import type { Expression, KpiNode, MeasurementNode } from './expression.ts';
import type { FormulaScope, Report, ScopeKpi } from './scope.ts';
import { walk } from './walk.ts';

/** What a formula reads, each name once, in the order of the text. */
export interface NamesRead {
  readonly measurements: readonly string[];
  readonly kpis: readonly string[];
}

/** Every name must be defined, and a KPI beforehand (KPIinOMA 5.4). Cycles cannot pass. */
export function checkNames(expression: Expression, scope: FormulaScope, report: Report): NamesRead {
  const measurements = new Set<string>();
  const kpis = new Set<string>();
  walk(expression, (node) => {
    if (node.kind === 'measurement') {
      measurements.add(node.name);
      if (!scope.measurements.has(node.name)) unknownMeasurement(node, scope, report);
    }
    if (node.kind === 'kpi') {
      kpis.add(node.name);
      const kpi = scope.kpis.get(node.name);
      if (kpi) checkOrder(node, kpi, scope.self, report);
      else unknownKpi(node, scope, report);
    }
  });
  return { measurements: [...measurements], kpis: [...kpis] };
}

function unknownMeasurement(node: MeasurementNode, scope: FormulaScope, report: Report): void {
  const { name } = node;
  if (scope.kpis.has(name)) {
    report('FORMULA-MEASUREMENT', node, `\`${name}\` is a KPI, not a measurement.`, `Write \`[${name}]\`.`);
    return;
  }
  const near = scope.suggest?.(name, scope.measurements.keys());
  const remedy = near === undefined ? 'Define it under `measurements`.' : `Did you mean \`${near}\`?`;
  report('FORMULA-MEASUREMENT', node, `There is no measurement \`${name}\`.`, remedy);
}

function unknownKpi(node: KpiNode, scope: FormulaScope, report: Report): void {
  const { name } = node;
  if (scope.measurements.has(name)) {
    const remedy = `Write \`${name}\` without the brackets.`;
    report('FORMULA-KPI', node, `\`${name}\` is a measurement, not a KPI.`, remedy);
    return;
  }
  const near = scope.suggest?.(name, scope.kpis.keys());
  const remedy = near === undefined ? 'Define it before this KPI.' : `Did you mean \`[${near}]\`?`;
  report('FORMULA-KPI', node, `There is no KPI \`${name}\`.`, remedy);
}

function checkOrder(node: KpiNode, kpi: ScopeKpi, self: ScopeKpi, report: Report): void {
  const shown = `\`[${kpi.name}]\``;
  if (kpi.module !== self.module) {
    const message = `${shown} is a KPI of ${kpi.module}: a formula refers to the KPIs of its own module.`;
    report('FORMULA-ORDER', node, message, `Define it in ${self.module}, before this KPI.`);
  } else if (kpi.order === self.order) {
    const remedy = 'Write it with measurements, or with KPIs defined before this one.';
    report('FORMULA-ORDER', node, 'The formula refers to its own KPI.', remedy);
  } else if (kpi.order > self.order && refersTo(kpi, self.name)) {
    const message = `This KPI and ${shown} refer to each other.`;
    report('FORMULA-ORDER', node, message, 'Write one of the two formulas without the other KPI.');
  } else if (kpi.order > self.order) {
    const message = `${shown} is defined after this KPI.`;
    report('FORMULA-ORDER', node, message, `Move the definition of ${kpi.name} before this one.`);
  }
}

function refersTo(kpi: ScopeKpi, name: string): boolean {
  let found = false;
  if (kpi.expression) {
    walk(kpi.expression, (node) => {
      if (node.kind === 'kpi' && node.name === name) found = true;
    });
  }
  return found;
}
