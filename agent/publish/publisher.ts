import type { ModelFigure, ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { BoundSource } from '../config/bind.ts';
import type { KpiCalculator, KpiResult } from '../kpi/calculate.ts';
import { Slices } from '../slices.ts';
import type { Publication, Update } from './publication.ts';

/** Brings what was measured and calculated into the index, without holding up answers. */
export class Publisher {
  readonly publication: Publication;
  /** Name of the source that each measurement comes from. */
  readonly sourceOf: ReadonlyMap<ModelMeasurement, string>;
  readonly #calculator: KpiCalculator;
  readonly #measurements: ReadonlyMap<string, readonly ModelMeasurement[]>;
  /** Sources whose latest sample is not all published yet, and when it will be. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** What is under way; never rejects. */
  #work: Promise<void> = Promise.resolve();

  constructor(publication: Publication, calculator: KpiCalculator, sources: readonly BoundSource[]) {
    this.publication = publication;
    this.#calculator = calculator;
    this.#measurements = new Map(
      sources.map(({ config, wanted }) => [config.name, wanted.map(({ measurement }) => measurement)]),
    );
    this.sourceOf = new Map(
      sources.flatMap(({ config, wanted }) =>
        wanted.map(({ measurement }) => [measurement, config.name] as const),
      ),
    );
  }

  /** Publishes what a source's measurements now say; a sample that comes meanwhile is published with it. */
  publishSample(source: string): Promise<void> {
    const waiting = this.#waiting.get(source);
    if (waiting) return waiting;
    const done = this.#work.then(() => {
      this.#waiting.delete(source);
      return this.#publishMeasurements(this.#measurements.get(source) ?? []);
    });
    this.#waiting.set(source, done);
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** Publishes the KPIs of an interval one by one, as they are calculated. */
  async publishInterval(results: Iterable<KpiResult>, published: (result: KpiResult) => void): Promise<void> {
    await this.#work;
    const slices = new Slices();
    for (const result of results) {
      for (const { index, value } of this.#keepRows(result.kpi, result.rows)) {
        this.publication.publish({ figure: result.kpi, index, value });
        const turn = slices.turn();
        if (turn) await turn;
      }
      published(result);
    }
  }

  async #publishMeasurements(measurements: readonly ModelMeasurement[]): Promise<void> {
    const slices = new Slices();
    for (const measurement of measurements) {
      for (const { index, value } of this.#keepRows(measurement, this.#calculator.rowsNow(measurement))) {
        this.publication.publish({ figure: measurement, index, value });
        // A table may be as long as all else together: slices end between rows too.
        const turn = slices.turn();
        if (turn) await turn;
      }
    }
  }

  /** The rows that are known of a figure; those of a column that are not among them are closed. */
  #keepRows<R extends Omit<Update, 'figure'>>(
    figure: ModelFigure,
    rows: readonly R[] | NoValue,
  ): readonly R[] {
    const known = rows instanceof NoValue ? [] : rows;
    if (figure.per !== undefined || rows instanceof NoValue) {
      this.publication.keepRows(
        figure,
        known.map(({ index }) => index),
      );
    }
    return known;
  }
}
