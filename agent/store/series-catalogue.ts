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
  /** A scalar's: a map of its own for each would take more than all else here. */
  only: Series | undefined;
  /** By index, as JSON; undefined as long as there is none. */
  rows: Map<string, Series> | undefined;
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
  #isRead = false;

  /** What the file has is read when the first series is asked for, not at the start. */
  constructor(file: SqliteFile) {
    this.#file = file;
    file.onReplaced(() => {
      this.#unsaved = this.#rows();
    });
  }

  /** The number of a series, which it is given the first time it is asked for. */
  idOf(kind: Kind, figure: FigureName, index: Index): number {
    this.#read();
    const own = this.#figure(kind, figure);
    const known = index.length === 0 ? own.only : own.rows?.get(JSON.stringify(index));
    if (known) return known.id;
    const id = this.#nextId++;
    addSeries(own, { id, index: [...index] });
    this.#unsaved.push([id, kind, figure.module, figure.name, JSON.stringify(index)]);
    return id;
  }

  seriesOf(kind: Kind, { module, name }: FigureName): Series[] {
    this.#read();
    const figure = this.#figures[kind].get(module)?.get(name);
    return figure ? seriesOf(figure) : [];
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
    this.#read();
    const groups = new Set<number>();
    for (const [id] of this.#rows()) groups.add(Math.floor(id / GROUP_SIZE));
    groups.delete(Math.floor(this.#nextId / GROUP_SIZE));
    return groups;
  }

  /** Forgets all series of a group, on disk too. */
  forget(group: number): void {
    const [first, next] = [group * GROUP_SIZE, (group + 1) * GROUP_SIZE];
    this.#read();
    this.#file.run('DELETE FROM series WHERE id >= ? AND id < ?', first, next);
    const isGone = ({ id }: Series) => id >= first && id < next;
    for (const figure of this.#all()) {
      const { kind, module, name, only, rows } = figure;
      if (only && isGone(only)) figure.only = undefined;
      for (const [index, series] of rows ?? []) if (isGone(series)) rows?.delete(index);
      if (seriesOf(figure).length === 0) this.#figures[kind].get(module)?.delete(name);
    }
  }

  #read(): void {
    if (this.#isRead) return;
    const rows = this.#file.all('SELECT id, kind, module, name, index_values FROM series ORDER BY id');
    this.#isRead = true;
    for (const [id, kind, module, name, json] of rows as unknown as SeriesRow[]) {
      addSeries(this.#figure(kind, { module, name }), { id, index: JSON.parse(json) as Index });
      this.#nextId = id + 1;
    }
  }

  #figure(kind: Kind, { module, name }: FigureName): Figure {
    const known = this.#figures[kind].get(module)?.get(name);
    if (known) return known;
    const figure: Figure = { kind, module, name, only: undefined, rows: undefined };
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
    return [...this.#all()].flatMap((figure) =>
      seriesOf(figure).map(
        ({ id, index }) => [id, figure.kind, figure.module, figure.name, JSON.stringify(index)] as const,
      ),
    );
  }
}

function addSeries(figure: Figure, series: Series): void {
  if (series.index.length === 0) {
    figure.only = series;
    return;
  }
  figure.rows ??= new Map();
  figure.rows.set(JSON.stringify(series.index), series);
}

function seriesOf({ only, rows }: Figure): Series[] {
  return [...(only ? [only] : []), ...(rows?.values() ?? [])];
}
