import { readFileSync } from 'node:fs';
import type { KpiDefinition, MeasurementDefinition, ModuleDefinition } from '../../generator/definition.ts';
import { loadDefinitions } from '../../generator/definitions/load.ts';
import { compileFormula, type FormulaBinding } from '../../model/formula/compile.ts';
import type { Aggregate } from '../../model/formula/inputs.ts';
import { NoValue, type Value } from '../../model/value.ts';

/**
 * What one measurement did in the interval: a counter's increase, or the only sample of anything else. Say
 * more, where a formula asks for more, as an aggregate.
 */
type Figure = number | Partial<Aggregate>;

/** By the measurement's name: its figure, or for a table the figures of its rows. */
export type Figures = Readonly<Record<string, Figure | Readonly<Record<string, Figure>>>>;

export interface Interval {
  /** Length; by default the KPI's reporting frequency. */
  readonly seconds?: number;
  readonly figures: Figures;
  /** The row to evaluate a KPI of a table for. */
  readonly row?: string;
}

/** One shipped definition set, as the generator reads it. */
export interface DefinitionSet {
  readonly module: ModuleDefinition;
  /** Evaluates one KPI as the agent does, before rounding. Throws where a name is none of the set's. */
  evaluate(kpi: string, interval: Interval): Value;
}

/** Reads kpi-defs/<name>.yaml with the generator's reader; throws with all problems where there are any. */
export function loadSet(name: string): DefinitionSet {
  const files = ['kpi-defs/project.yaml', `kpi-defs/${name}.yaml`];
  const { definitions, diagnostics } = loadDefinitions(
    files.map((file) => ({ file, content: readFileSync(file) })),
  );
  const module = definitions?.modules[0];
  if (module === undefined || diagnostics.length > 0) {
    const problems = diagnostics.map((each) => `${each.place?.file}:${each.place?.line} ${each.message}`);
    throw new Error(`${name}.yaml has problems:\n${problems.join('\n')}`);
  }
  const measurements = new Map(module.measurements.map((each, slot) => [each.name, { each, slot }]));
  const kpis = new Map(module.kpis.map((kpi) => [kpi.name, kpi]));
  const binding: FormulaBinding = {
    measurement(measurement) {
      const found = measurements.get(measurement);
      return (
        found && { slot: found.slot, counter: found.each.dataType.kind === 'counter', ...perOf(found.each) }
      );
    },
    kpi(kpi) {
      const found = kpis.get(kpi);
      return found && { expression: found.expression, ...perOf(found) };
    },
  };
  return {
    module,
    evaluate(name, { seconds, figures, row }) {
      const kpi = kpis.get(name);
      if (kpi === undefined) throw new Error(`${module.file} has no KPI ${name}`);
      const unknown = Object.keys(figures).filter((measurement) => !measurements.has(measurement));
      if (unknown.length > 0) throw new Error(`${module.file} has no measurement ${unknown.join(', ')}`);
      return compileFormula(kpi.expression, binding)(
        {
          seconds: seconds ?? kpi.reportingFrequency,
          aggregate: (slot, of) =>
            aggregateOf(module.measurements[slot] as MeasurementDefinition, figures, of),
          rows: (object) => rowsOf(module, figures, object),
        },
        row,
      );
    },
  };
}

function perOf({ per }: KpiDefinition | MeasurementDefinition): { per?: string } {
  return per === undefined ? {} : { per };
}

const ABSENT = new NoValue('not given');
const NOTHING: Aggregate = {
  increase: ABSENT,
  last: ABSENT,
  previous: ABSENT,
  min: ABSENT,
  max: ABSENT,
  avg: ABSENT,
};

function aggregateOf(
  { name, per, dataType }: MeasurementDefinition,
  figures: Figures,
  row: string | undefined,
): Aggregate | NoValue {
  const given = figures[name];
  const figure = (per === undefined ? given : (given as Record<string, Figure> | undefined)?.[row ?? '']) as
    | Figure
    | undefined;
  if (figure === undefined) return new NoValue(`${name} was not given`);
  if (typeof figure !== 'number') return { ...NOTHING, ...figure };
  if (dataType.kind === 'counter') return { ...NOTHING, increase: figure };
  return { ...NOTHING, last: figure, min: figure, max: figure, avg: figure };
}

function rowsOf(module: ModuleDefinition, figures: Figures, object: string): string[] {
  const rows = new Set<string>();
  for (const { name, per } of module.measurements) {
    if (per === object) for (const row of Object.keys(figures[name] ?? {})) rows.add(row);
  }
  return [...rows];
}
