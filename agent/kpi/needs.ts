import type { Expression } from '../../model/formula/expression.ts';
import { walk } from '../../model/formula/walk.ts';
import type { ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';

/** Measurements with the frequencies, in seconds, that each has to be followed at; one not needed has none. */
export type Needs = ReadonlyMap<ModelMeasurement, ReadonlySet<number>>;

/**
 * The frequencies that each measurement of a module has to be followed at: those of the KPIs whose formulas, as
 * they are defined, name it, directly or through other KPIs, and of the KPIs that look over its object's rows.
 */
export function findNeeds(module: ModelModule): Needs {
  let needs = found.get(module);
  if (!needs) {
    needs = needsOf(module, module.kpis, ({ expression }) => expression);
    found.set(module, needs);
  }
  return needs;
}

/** The same of some KPIs of the module, whose formulas `expressionOf` gives. */
export function needsOf(
  module: ModelModule,
  kpis: Iterable<ModelKpi>,
  expressionOf: (kpi: ModelKpi) => Expression,
): Needs {
  const search = new NeedSearch(module, expressionOf);
  for (const kpi of kpis) search.visit(kpi, kpi.reportingFrequency);
  return search.needs;
}

/** A model does not change, and is asked about more than once. */
const found = new WeakMap<ModelModule, Needs>();

const NEVER: ReadonlySet<number> = new Set();

class NeedSearch {
  readonly needs = new Map<ModelMeasurement, ReadonlySet<number>>();
  /** Most measurements are needed at the same few frequencies: these have one set together. */
  readonly #sets = new Map<string, ReadonlySet<number>>();
  readonly #expressionOf: (kpi: ModelKpi) => Expression;
  readonly #measurements: ReadonlyMap<string, ModelMeasurement>;
  readonly #kpis: ReadonlyMap<string, ModelKpi>;
  readonly #byObject = new Map<string, ModelMeasurement[]>();
  readonly #visited = new Map<number, Set<string>>();

  constructor({ measurements, kpis }: ModelModule, expressionOf: (kpi: ModelKpi) => Expression) {
    this.#expressionOf = expressionOf;
    this.#measurements = new Map(measurements.map((measurement) => [measurement.name, measurement]));
    this.#kpis = new Map(kpis.map((kpi) => [kpi.name, kpi]));
    for (const measurement of measurements) {
      this.needs.set(measurement, NEVER);
      if (measurement.per === undefined) continue;
      const group = this.#byObject.get(measurement.per);
      if (group) group.push(measurement);
      else this.#byObject.set(measurement.per, [measurement]);
    }
  }

  visit(kpi: ModelKpi, frequency: number): void {
    if (!this.#isFirstVisit(`kpi ${kpi.name}`, frequency)) return;
    this.#needRows(kpi.per, frequency);
    walk(this.#expressionOf(kpi), (node) => {
      if (node.kind === 'measurement') this.#need(this.#measurements.get(node.name), frequency);
      const referred = node.kind === 'kpi' && this.#kpis.get(node.name);
      if (referred) this.visit(referred, frequency);
    });
  }

  #need(measurement: ModelMeasurement | undefined, frequency: number): void {
    if (!measurement) return;
    this.#follow(measurement, frequency);
    this.#needRows(measurement.per, frequency);
  }

  #follow(measurement: ModelMeasurement, frequency: number): void {
    const before = this.needs.get(measurement) ?? NEVER;
    if (before.has(frequency)) return;
    const frequencies = [...before, frequency];
    const key = frequencies.join();
    const shared = this.#sets.get(key) ?? new Set(frequencies);
    this.#sets.set(key, shared);
    this.needs.set(measurement, shared);
  }

  #needRows(object: string | undefined, frequency: number): void {
    if (object === undefined || !this.#isFirstVisit(`object ${object}`, frequency)) return;
    for (const measurement of this.#byObject.get(object) ?? []) this.#follow(measurement, frequency);
  }

  #isFirstVisit(what: string, frequency: number): boolean {
    const visited = this.#visited.get(frequency) ?? new Set();
    this.#visited.set(frequency, visited);
    if (visited.has(what)) return false;
    visited.add(what);
    return true;
  }
}
