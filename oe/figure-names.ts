import { suggest } from '../document/did-you-mean.ts';
import type { Model, ModelFigure, ModelKpi, ModelModule } from '../model/model.ts';

/** A figure of the model that an identifier names, and the row of it where it names one. */
export interface NamedFigure {
  readonly module: ModelModule;
  readonly figure: ModelFigure;
  readonly isKpi: boolean;
  /** Index values as `rowKey` writes them; undefined: all rows. */
  readonly row: string | undefined;
}

/** What the identifiers of Performance Measurements and KPIs stand for in a model. */
export class FigureNames {
  readonly #modules = new Map<string, ModelModule>();
  readonly #figures = new Map<string, NamedFigure[]>();

  constructor({ modules }: Model) {
    for (const module of modules) {
      this.#modules.set(module.name, module);
      for (const named of figuresOf(module)) {
        for (const name of [named.figure.name, `${module.name}::${named.figure.name}`]) {
          this.#figures.set(name, [...(this.#figures.get(name) ?? []), named]);
        }
      }
    }
  }

  /**
   * The figures that `MODULE`, `Name`, `MODULE::Name` or either with `[index]` names: KPIs before measurements;
   * several where a name is defined in several modules, none where nothing is known of it.
   */
  find(identifier: string): readonly NamedFigure[] {
    const module = this.#modules.get(identifier);
    if (module) return figuresOf(module);
    const whole = this.#figures.get(identifier);
    if (whole) return whole;
    const [, name, row] = /^(.*?)\[(.*)\]$/s.exec(identifier) ?? [];
    const found = (name !== undefined && this.#figures.get(name)) || [];
    return found.filter(({ figure }) => figure.per !== undefined).map((named) => ({ ...named, row }));
  }

  /** The name that a misspelt one most likely means. */
  suggest(identifier: string): string | undefined {
    return suggest(identifier.replace(/\[.*$/s, ''), [...this.#modules.keys(), ...this.#figures.keys()]);
  }
}

function figuresOf(module: ModelModule): NamedFigure[] {
  const named = (isKpi: boolean) => (figure: ModelFigure) => ({ module, figure, isKpi, row: undefined });
  return [...module.kpis.map(named(true)), ...module.measurements.map(named(false))];
}

/** The KPIs of a model that are of this data source (KPIinOMA 5.9), as identifiers. */
export function kpisOfDataSource({ modules }: Model, dataSource: string): string[] {
  return modules.flatMap(({ name: module, kpis }) =>
    kpis.filter((kpi) => kpi.dataSource === dataSource).map(({ name }) => `${module}::${name}`),
  );
}

/** The category of a KPI (KPIinOMA 5.10); a measurement and a KPI without one have none. */
export function categoryOf({ figure, isKpi }: NamedFigure): string | undefined {
  return isKpi ? (figure as ModelKpi).category : undefined;
}

/** A figure and the row of it as one text, as the messages name it; of a scalar the row is ''. */
export function itemName(name: string, row: string): string {
  return row === '' ? name : `${name}[${row}]`;
}
