import { GROUP_SIZE } from './record-codec.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { FigureName, StoredRow } from './store.ts';

/** Whether a figure's values are of samples or of intervals. */
export type Kind = 'sample' | 'interval';

type Index = StoredRow['index'];

/** One row of one figure, and all its values over time. */
export interface Series {
  readonly id: number;
  readonly index: Index;
}

interface Figure extends FigureName {
  readonly kind: Kind;
  /** By index, as JSON. */
  readonly series: Map<string, Series>;
}

/** The figures of a kind by module and name. */
type Figures = Map<string, Map<string, Figure>>;

type SeriesRow = readonly [id: number, kind: Kind, module: string, name: string, indexValues: string];

/** The number of each series. All of them are in memory too: every value of a sample asks for one. */
export class SeriesCatalogue {
  readonly #file: SqliteFile;
  readonly #figures: Readonly<Record<Kind, Figures>> = { sample: new Map(), interval: new Map() };
  #unsaved: SeriesRow[] = [];
  #nextId = 0;

  constructor(file: SqliteFile) {
    this.#file = file;
    const rows = file.all('SELECT id, kind, module, name, index_values FROM series ORDER BY id');
    for (const [id, kind, module, name, json] of rows as unknown as SeriesRow[]) {
      const index = JSON.parse(json) as Index;
      this.#figure(kind, { module, name }).series.set(keyOf(index), { id, index });
      this.#nextId = id + 1;
    }
    file.onReplaced(() => {
      this.#unsaved = this.#rows();
    });
  }

  /** The number of a series, which it is given the first time it is asked for. */
  idOf(kind: Kind, figure: FigureName, index: Index): number {
    const { series } = this.#figure(kind, figure);
    const key = keyOf(index);
    const known = series.get(key);
    if (known) return known.id;
    const id = this.#nextId++;
    series.set(key, { id, index: [...index] });
    this.#unsaved.push([id, kind, figure.module, figure.name, JSON.stringify(index)]);
    return id;
  }

  seriesOf(kind: Kind, { module, name }: FigureName): Series[] {
    return [...(this.#figures[kind].get(module)?.get(name)?.series.values() ?? [])];
  }

  /** Writes down the new ones; to be in the same transaction as values of theirs. */
  save(): void {
    for (const row of this.#unsaved)
      this.#file.run('INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?)', ...row);
  }

  saved(): void {
    this.#unsaved = [];
  }

  /** The groups that are full: there will be no more series in them. */
  fullGroups(): Set<number> {
    const groups = new Set<number>();
    for (const [id] of this.#rows()) groups.add(Math.floor(id / GROUP_SIZE));
    groups.delete(Math.floor(this.#nextId / GROUP_SIZE));
    return groups;
  }

  /** Forgets all series of a group, on disk too. */
  forget(group: number): void {
    const [first, next] = [group * GROUP_SIZE, (group + 1) * GROUP_SIZE];
    this.#file.run('DELETE FROM series WHERE id >= ? AND id < ?', first, next);
    for (const { kind, module, name, series } of this.#all()) {
      for (const [index, { id }] of series) if (id >= first && id < next) series.delete(index);
      if (series.size === 0) this.#figures[kind].get(module)?.delete(name);
    }
  }

  #figure(kind: Kind, { module, name }: FigureName): Figure {
    const known = this.#figures[kind].get(module)?.get(name);
    if (known) return known;
    const figure = { kind, module, name, series: new Map() };
    const ofModule = this.#figures[kind].get(module);
    if (ofModule) ofModule.set(name, figure);
    else this.#figures[kind].set(module, new Map([[name, figure]]));
    return figure;
  }

  *#all(): Generator<Figure> {
    for (const figures of Object.values(this.#figures)) {
      for (const ofModule of figures.values()) yield* ofModule.values();
    }
  }

  #rows(): SeriesRow[] {
    return [...this.#all()].flatMap(({ kind, module, name, series }) =>
      [...series.values()].map(({ id, index }) => [id, kind, module, name, JSON.stringify(index)] as const),
    );
  }
}

function keyOf(index: Index): string {
  return index.length === 0 ? '' : JSON.stringify(index);
}
