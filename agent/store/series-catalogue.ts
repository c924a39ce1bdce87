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

type SeriesRow = readonly [id: number, kind: Kind, module: string, name: string, indexValues: string];

/** The number of each series. All of them are in memory too: every value of a sample asks for one. */
export class SeriesCatalogue {
  readonly #file: SqliteFile;
  readonly #figures = new Map<string, Figure>();
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

  /** Gives a series its number the first time it is asked for. */
  ids(kind: Kind, { module, name }: FigureName): (index: Index) => number {
    const figure = this.#figure(kind, { module, name });
    return (index) => {
      const key = keyOf(index);
      const known = figure.series.get(key);
      if (known) return known.id;
      const id = this.#nextId++;
      figure.series.set(key, { id, index: [...index] });
      this.#unsaved.push([id, kind, module, name, JSON.stringify(index)]);
      return id;
    };
  }

  seriesOf(kind: Kind, { module, name }: FigureName): Series[] {
    return [...(this.#figures.get(figureKey(kind, module, name))?.series.values() ?? [])];
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
    for (const [key, { series }] of this.#figures) {
      for (const [index, { id }] of series) if (id >= first && id < next) series.delete(index);
      if (series.size === 0) this.#figures.delete(key);
    }
  }

  #figure(kind: Kind, { module, name }: FigureName): Figure {
    const key = figureKey(kind, module, name);
    let figure = this.#figures.get(key);
    if (!figure) {
      figure = { kind, module, name, series: new Map() };
      this.#figures.set(key, figure);
    }
    return figure;
  }

  #rows(): SeriesRow[] {
    return [...this.#figures.values()].flatMap(({ kind, module, name, series }) =>
      [...series.values()].map(({ id, index }) => [id, kind, module, name, JSON.stringify(index)] as const),
    );
  }
}

function figureKey(kind: Kind, module: string, name: string): string {
  return `${kind} ${module} ${name}`;
}

function keyOf(index: Index): string {
  return index.length === 0 ? '' : JSON.stringify(index);
}
