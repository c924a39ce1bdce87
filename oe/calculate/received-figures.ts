import { type PerformanceMeasurement, RESERVED_ITEMS } from '../../messages/message.ts';
import type { Model, ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';
import { FigureNames } from '../figure-names.ts';

/** What a measurement said at one moment; a counter its running total. */
export type Reading = number | bigint | string | boolean;

export interface Point {
  readonly at: number;
  readonly value: Reading;
}

/** A KPI as the instance says it was over an interval. */
export interface ReportedKpi {
  readonly module: ModelModule;
  readonly kpi: ModelKpi;
  /** Of a scalar ''. */
  readonly row: string;
  readonly begin: number;
  readonly end: number;
  readonly value: string;
}

/** The measurements and KPIs that one instance has told, by report or in answers. */
export class ReceivedFigures {
  readonly #names: FigureNames;
  readonly #points = new Map<ModelMeasurement, Map<string, Point[]>>();
  readonly #kpis = new Map<string, ReportedKpi>();

  constructor(model: Model) {
    this.#names = new FigureNames(model);
  }

  /** Takes what is said of one interval or moment; what has no time or no name in the model is left out. */
  add({ identifier, items }: PerformanceMeasurement): void {
    const reserved = new Map(items.map(({ name, value }) => [name, value]));
    const end = Date.parse(reserved.get(RESERVED_ITEMS.end) ?? '');
    const begin = Date.parse(reserved.get(RESERVED_ITEMS.begin) ?? '');
    if (Number.isNaN(end)) return;
    const [module = ''] = identifier.split('::');
    for (const { name, value } of items) {
      const own = this.#names.find(`${module}::${name}`);
      const [named] = own.length > 0 ? own : this.#names.find(name);
      if (!named || value === '') continue;
      const { figure, isKpi, row = '' } = named;
      if (!isKpi) this.#addPoint(figure, row, { at: end, value: readReading(value, figure) });
      else if (!Number.isNaN(begin)) {
        const kpi = figure as ModelKpi;
        const key = JSON.stringify([named.module.name, kpi.name, row, end]);
        this.#kpis.set(key, { module: named.module, kpi, row, begin, end, value });
      }
    }
  }

  /** KPIs as they were reported, the earliest interval first. */
  get kpis(): readonly ReportedKpi[] {
    return [...this.#kpis.values()].sort((a, b) => a.end - b.end);
  }

  /** What a row of a measurement said, in order of time. */
  points(measurement: ModelMeasurement, row: string): readonly Point[] {
    return this.#points.get(measurement)?.get(row) ?? [];
  }

  /** Every row of which something is known. */
  rows(measurement: ModelMeasurement): readonly string[] {
    return [...(this.#points.get(measurement)?.keys() ?? [])];
  }

  #addPoint(measurement: ModelMeasurement, row: string, point: Point): void {
    const rows = this.#points.get(measurement) ?? new Map<string, Point[]>();
    this.#points.set(measurement, rows);
    const points = rows.get(row) ?? [];
    rows.set(row, points);
    // They come in order of time, but for those that come again.
    let at = points.length;
    while (at > 0 && (points[at - 1] as Point).at >= point.at) at -= 1;
    if (points[at]?.at !== point.at) points.splice(at, 0, point);
  }
}

function readReading(text: string, { dataType }: ModelMeasurement): Reading {
  if (dataType.kind === 'string') return text;
  if (dataType.kind === 'boolean') return text === 'true' || text === '1';
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}
