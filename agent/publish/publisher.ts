import type { ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { BoundSource } from '../config/bind.ts';
import type { KpiCalculator, KpiResult } from '../kpi/calculate.ts';
import type { Publication, Update } from './publication.ts';
import { Slices } from './slices.ts';

/** Brings what was measured and calculated into the index, without holding up answers. */
export class Publisher {
  readonly publication: Publication;
  /** Name of the source that each measurement comes from. */
  readonly sourceOf: ReadonlyMap<ModelMeasurement, string>;
  readonly #calculator: KpiCalculator;
  readonly #measurements: ReadonlyMap<string, readonly ModelMeasurement[]>;
  /** Sources whose latest sample is not all published yet. */
  readonly #waiting = new Set<string>();
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
  publishSample(source: string): void {
    if (this.#waiting.has(source)) return;
    this.#waiting.add(source);
    this.#work = this.#work.then(() => {
      this.#waiting.delete(source);
      return this.#publishMeasurements(this.#measurements.get(source) ?? []);
    });
  }

  /** Publishes the KPIs of an interval one by one, as they are calculated. */
  async publishInterval(results: Iterable<KpiResult>, published: (result: KpiResult) => void): Promise<void> {
    await this.#work;
    const slices = new Slices();
    for (const result of results) {
      this.#publishRows(result.kpi, result.rows);
      published(result);
      await slices.turn();
    }
  }

  async #publishMeasurements(measurements: readonly ModelMeasurement[]): Promise<void> {
    const slices = new Slices();
    for (const measurement of measurements) {
      this.#publishRows(measurement, this.#calculator.measurementState(measurement).rows);
      await slices.turn();
    }
  }

  #publishRows(
    figure: Update['figure'],
    rows: readonly { index: Update['index']; value: Update['value'] }[] | NoValue,
  ): void {
    const known = rows instanceof NoValue ? [] : rows;
    if (figure.per !== undefined || rows instanceof NoValue) {
      this.publication.keepRows(
        figure,
        known.map(({ index }) => index),
      );
    }
    for (const { index, value } of known) this.publication.publish({ figure, index, value });
  }
}
