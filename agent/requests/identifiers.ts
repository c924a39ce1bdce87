import { suggest } from '../../document/did-you-mean.ts';
import type { ModelFigure, ModelModule } from '../../model/model.ts';

/** A KPI or measurement with the module it is of. */
export interface OwnedFigure {
  readonly module: ModelModule;
  readonly kind: 'kpi' | 'measurement';
  readonly figure: ModelFigure;
}

/** What an identifier of performance measurements stands for. */
export interface Identified {
  /** What it is called in an answer: the identifier, with the module where several have the name. */
  readonly identifier: string;
  readonly figures: readonly OwnedFigure[];
  /** The key of the row that is meant; undefined: all. */
  readonly row?: string;
}

/** Knows what identifiers stand for: `MODULE`, `Name`, `MODULE::Name`, and either name with `[index,…]`. */
export class Identifiers {
  readonly #model: readonly ModelModule[];
  readonly #modules = new Map<string, OwnedFigure[]>();
  readonly #names = new Map<string, OwnedFigure[]>();

  constructor(modules: readonly ModelModule[]) {
    this.#model = modules;
  }

  /** What an identifier stands for: one a module where several have the name; none: it is not known. */
  find(identifier: string): Identified[] {
    this.#read();
    const module = this.#modules.get(identifier);
    if (module) return [{ identifier, figures: module }];
    const whole = this.#byModule(identifier, identifier);
    if (whole.length > 0) return whole;
    const [, name, row] = /^(.*)\[(.*)\]$/s.exec(identifier) ?? [];
    if (name === undefined || row === undefined) return [];
    const tables = this.#byModule(name, identifier).filter(({ figures }) =>
      figures.some(({ figure }) => figure.per !== undefined),
    );
    return tables.map((each) => ({ ...each, row }));
  }

  /** The identifier that a misspelt one most likely means. */
  suggest(identifier: string): string | undefined {
    this.#read();
    return suggest(identifier, [...this.#modules.keys(), ...this.#names.keys()]);
  }

  /** When first asked: an agent that nobody asks over HTTP starts and lives without. */
  #read(): void {
    if (this.#modules.size > 0) return;
    for (const module of this.#model) {
      const own: OwnedFigure[] = [
        ...module.kpis.map((figure) => ({ module, kind: 'kpi' as const, figure })),
        ...module.measurements.map((figure) => ({ module, kind: 'measurement' as const, figure })),
      ];
      this.#modules.set(module.name, own);
      for (const each of own) {
        this.#add(each.figure.name, each);
        this.#add(`${module.name}::${each.figure.name}`, each);
      }
    }
  }

  #byModule(name: string, identifier: string): Identified[] {
    const found = this.#names.get(name) ?? [];
    const modules = [...new Set(found.map(({ module }) => module))];
    return modules.map((module) => ({
      identifier: modules.length === 1 ? identifier : `${module.name}::${identifier}`,
      figures: found.filter((each) => each.module === module),
    }));
  }

  #add(name: string, figure: OwnedFigure): void {
    const known = this.#names.get(name);
    if (known) known.push(figure);
    else this.#names.set(name, [figure]);
  }
}
