import { compileFormula } from '../../model/formula/compile.ts';
import type { Expression } from '../../model/formula/expression.ts';
import type { Formula } from '../../model/formula/inputs.ts';
import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { currentInterval } from './interval.ts';

/** A KPI's calculation method (KPIinOMA 6.1.3): its formula as it is written and as it was read. */
export interface WrittenFormula {
  readonly formula: string;
  readonly expression: Expression;
}

/** A formula and the begin of the first interval that it holds for. */
interface Version extends WrittenFormula {
  readonly from: number;
  readonly evaluate: Formula;
}

/** The formulas of a module that are in force, and those that follow them at the next interval. */
export class ModuleFormulas {
  readonly #module: ModelModule;
  readonly #written: Map<ModelKpi, WrittenFormula>;
  /** One or two a KPI, in order. */
  readonly #versions = new Map<ModelKpi, readonly [Version] | readonly [Version, Version]>();

  /** Throws an Error where the model is damaged. */
  constructor(module: ModelModule) {
    this.#module = module;
    this.#written = new Map(module.kpis.map((kpi) => [kpi, kpi]));
    this.#compile((kpi, version) => this.#versions.set(kpi, [version]), undefined);
  }

  /**
   * Exchanges formulas that checkFormula found no error in. `now`: they hold from each KPI's next interval on,
   * what refers to them included; undefined: at once.
   */
  exchange(changes: ReadonlyMap<ModelKpi, WrittenFormula>, now: number | undefined): void {
    for (const [kpi, written] of changes) this.#written.set(kpi, written);
    this.#compile((kpi, version) => {
      const before = now === undefined ? undefined : this.#inForce(kpi, version.from - 1);
      this.#versions.set(kpi, before ? [before, version] : [version]);
    }, now);
  }

  /** The formula that holds for the interval that begins then. */
  at(kpi: ModelKpi, begin: number): Version {
    const version = this.#inForce(kpi, begin);
    if (!version) throw new Error(`${kpi.name} is no KPI of ${this.#module.name}`);
    return version;
  }

  /** The formula as last written, whether or not it holds already. */
  latest(kpi: ModelKpi): WrittenFormula {
    return this.#written.get(kpi) ?? kpi;
  }

  #inForce(kpi: ModelKpi, begin: number): Version | undefined {
    // By position, not destructured: it is looked up for every KPI of an interval.
    const versions = this.#versions.get(kpi);
    const next = versions?.[1];
    return next && next.from <= begin ? next : versions?.[0];
  }

  #compile(keep: (kpi: ModelKpi, version: Version) => void, now: number | undefined): void {
    const binding = bindNames(this.#module, (kpi) => this.latest(kpi).expression);
    for (const kpi of this.#module.kpis) {
      const { formula, expression } = this.latest(kpi);
      const from =
        now === undefined
          ? Number.NEGATIVE_INFINITY
          : currentInterval(now, kpi.reportingFrequency * 1000).end;
      keep(kpi, { formula, expression, from, evaluate: compileFormula(expression, binding) });
    }
  }
}

function bindNames({ measurements, kpis }: ModelModule, expressionOf: (kpi: ModelKpi) => Expression) {
  const slots = new Map(measurements.map(({ name }, slot) => [name, slot]));
  const named = new Map(kpis.map((kpi) => [kpi.name, kpi]));
  return {
    measurement(name: string) {
      const slot = slots.get(name);
      const measurement = slot === undefined ? undefined : measurements[slot];
      if (slot === undefined || !measurement) return undefined;
      const { per, dataType } = measurement;
      return { slot, counter: dataType.kind === 'counter', ...(per !== undefined && { per }) };
    },
    kpi(name: string) {
      const kpi = named.get(name);
      return kpi && { expression: expressionOf(kpi), ...(kpi.per !== undefined && { per: kpi.per }) };
    },
  };
}
