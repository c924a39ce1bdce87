import type { ModelMeasurement, ModelModule } from '../model/model.ts';
import { type Index, rowKey } from '../model/row-key.ts';
import { chance, chanceWithin } from './chance.ts';
import { findParts } from './parts.ts';
import { nameRows } from './row-names.ts';
import { levelsOf, rateOf, shareOf, swingOf } from './shape.ts';
import { type Wave, waveAt, waveSum } from './wave.ts';

export interface SimulationOptions {
  /** The same seed gives the same values at the same time. */
  readonly seed: number;
  /** Rows of each table. */
  readonly rows: number;
  /** How many times as fast as real ones days pass. */
  readonly speed: number;
}

/** A value as it would be without any fault. A counter's is its running total, unrounded. */
export type SimulatedValue = number | boolean | string;

/** How a counter counts: a rate, in its unit a second, that goes up and down. */
interface Counting {
  readonly rate: number;
  readonly wave: Wave;
}

const DAY = 86_400;
/** From when on counters count. A counter so large has been counting for a while, as real ones have. */
const BEGIN = Date.UTC(2026, 0, 1);
/** The day's wave: the quietest hour has a third of the busiest one's load. */
const DAY_SWING = 0.5;

/**
 * What the measurements of one module say: a function of the time, the seed and the definition alone, so that
 * counters go on over restarts, and ratios are what the shares of their parts make them.
 */
export class Simulation {
  readonly module: ModelModule;
  readonly #options: SimulationOptions;
  readonly #rows: ReadonlyMap<string, readonly Index[]>;
  readonly #counting: ReadonlyMap<ModelMeasurement, Counting>;

  constructor(module: ModelModule, options: SimulationOptions) {
    this.module = module;
    this.#options = options;
    this.#rows = new Map(module.objects.map((object) => [object.name, nameRows(object, options.rows)]));
    this.#counting = this.#planCounters();
  }

  /** The rows of an object. */
  rowsOf(object: string): readonly Index[] {
    return this.#rows.get(object) ?? [];
  }

  /** The value of a measurement at a time in milliseconds since the epoch; `index` is empty for a scalar. */
  valueAt(measurement: ModelMeasurement, index: Index, at: number): SimulatedValue {
    const { dataType, syntax, name } = measurement;
    const counting = this.#counting.get(measurement);
    if (counting) {
      const seconds = Math.max(at - BEGIN, 0) / 1000;
      return counting.rate * this.#weight(measurement, index) * waveSum(counting.wave, seconds);
    }
    if (dataType.kind === 'boolean') return true;
    if (dataType.kind === 'string') return name.slice(0, syntax.max).padEnd(syntax.min, '-');
    const level = this.#levelAt(measurement, index, at);
    return dataType.kind === 'real' ? level : Math.round(level);
  }

  /** One row has more to do than another. */
  #weight({ per }: ModelMeasurement, index: Index): number {
    return per === undefined ? 1 : chanceWithin(0.4, 1, this.#options.seed, `${per} ${rowKey(index)}`);
  }

  #levelAt(measurement: ModelMeasurement, index: Index, at: number): number {
    const { seed } = this.#options;
    const { low, high } = levelsOf(measurement, seed);
    const wave = this.#ownWave(`${measurement.name} ${rowKey(index)}`, 0.3);
    const position = 0.5 + (waveAt({ ...wave, day: 0.2 }, at / 1000) - 1);
    return Math.min(Math.max(low + (high - low) * position, low), high);
  }

  #planCounters(): Map<ModelMeasurement, Counting> {
    const { seed } = this.#options;
    const counters = this.module.measurements.filter(({ dataType }) => dataType.kind === 'counter');
    const byName = new Map(counters.map((counter) => [counter.name, counter]));
    const parts = findParts(this.module);
    const rate = (counter: ModelMeasurement): number => {
      const whole = byName.get(parts.get(counter.name) ?? '');
      return whole ? rate(whole) * shareOf(counter, whole, seed) : rateOf(counter, seed);
    };
    return new Map(
      counters.map((counter) => {
        const whole = byName.get(parts.get(counter.name) ?? '');
        const swing = whole ? swingOf(shareOf(counter, whole, seed)) : 0;
        return [counter, { rate: rate(counter), wave: this.#ownWave(counter.name, swing) }];
      }),
    );
  }

  #ownWave(name: string, own: number): Wave {
    const { seed, speed } = this.#options;
    return {
      ...{ day: DAY_SWING, dayPeriod: DAY / speed, own },
      ownPeriod: chanceWithin(240, 900, seed, `${name} period`) / speed,
      ownPhase: chance(seed, `${name} phase`),
    };
  }
}
