import type { ModelMeasurement, ModelModule, ModelObject } from '../../model/model.ts';
import { type Index, rowKey } from '../../model/row-key.ts';
import type { SimulatedValue, Simulation } from '../simulation.ts';

/** When a fault is there, in milliseconds from the start of the simulation. */
interface Timed {
  readonly from: number;
  readonly until: number;
}

/** The measurement that a fault is about; of one row, or of all. */
interface OfMeasurement extends Timed {
  readonly measurement: ModelMeasurement;
  readonly row?: string;
}

/** One fault of a script, with what it names found in the model. */
export type Fault =
  | (Timed & { readonly type: 'source-down'; readonly module: ModelModule })
  | (Timed & { readonly type: 'counter-reset'; readonly module: ModelModule })
  | (Timed & {
      readonly type: 'row-gone';
      readonly module: ModelModule;
      readonly object: ModelObject;
      readonly row: string;
    })
  | (OfMeasurement & { readonly type: 'value'; readonly value: SimulatedValue })
  /** Gauges are so many times what they would be, counters count so many times as fast. */
  | (OfMeasurement & { readonly type: 'factor'; readonly factor: number });

/** What is asked for. */
export interface Asked {
  readonly measurement: ModelMeasurement;
  readonly index: Index;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A script of faults that runs from a moment on. */
export class Faults {
  readonly #faults: readonly Fault[];
  readonly #begin: number;

  /** `begin`: when the simulation starts, in milliseconds since the epoch. */
  constructor(faults: readonly Fault[], begin: number) {
    this.#faults = faults;
    this.#begin = begin;
  }

  isDown(module: ModelModule, at: number): boolean {
    return this.#faults.some(
      (fault) => fault.type === 'source-down' && fault.module === module && this.#isDue(fault, at),
    );
  }

  isGone(module: ModelModule, object: ModelObject, row: string, at: number): boolean {
    return this.#faults.some(
      (fault) =>
        fault.type === 'row-gone' &&
        fault.module === module &&
        fault.object === object &&
        fault.row === row &&
        this.#isDue(fault, at),
    );
  }

  /** What a measurement says, with the faults that are due. */
  valueAt(asked: Asked, simulation: Simulation): SimulatedValue {
    const fixed = this.#faults.findLast(
      (fault) => fault.type === 'value' && isAbout(fault, asked) && this.#isDue(fault, asked.at),
    );
    if (fixed?.type === 'value') return fixed.value;
    return asked.measurement.dataType.kind === 'counter'
      ? this.#totalAt(asked, simulation)
      : this.#levelAt(asked, simulation);
  }

  #levelAt(asked: Asked, simulation: Simulation): SimulatedValue {
    const { measurement, index, at } = asked;
    const plain = simulation.valueAt(measurement, index, at);
    if (typeof plain !== 'number') return plain;
    const { min, max } = measurement.syntax;
    let level = plain;
    for (const fault of this.#faults) {
      if (fault.type === 'factor' && isAbout(fault, asked) && this.#isDue(fault, at)) level *= fault.factor;
    }
    const within = Math.min(Math.max(level, min), max);
    return measurement.dataType.kind === 'real' ? within : Math.round(within);
  }

  /** A running total: what was counted faster stays counted, and a reset begins anew from 0. */
  #totalAt(asked: Asked, simulation: Simulation): number {
    const total = (at: number) => this.#growthAt({ ...asked, at }, simulation);
    const resets = this.#faults.flatMap((fault) =>
      fault.type === 'counter-reset' && fault.module === simulation.module ? [this.#begin + fault.from] : [],
    );
    const latest = Math.max(...resets.filter((at) => at <= asked.at), Number.NEGATIVE_INFINITY);
    return latest === Number.NEGATIVE_INFINITY ? total(asked.at) : total(asked.at) - total(latest);
  }

  #growthAt(asked: Asked, simulation: Simulation): number {
    const { measurement, index, at } = asked;
    const plain = (time: number) => Number(simulation.valueAt(measurement, index, time));
    let total = plain(at);
    for (const fault of this.#faults) {
      if (fault.type !== 'factor' || !isAbout(fault, asked)) continue;
      const [from, until] = [this.#begin + fault.from, Math.min(this.#begin + fault.until, at)];
      if (until > from) total += (fault.factor - 1) * (plain(until) - plain(from));
    }
    return total;
  }

  #isDue({ from, until }: Timed, at: number): boolean {
    return at >= this.#begin + from && at < this.#begin + until;
  }
}

function isAbout(fault: OfMeasurement, { measurement, index }: Asked): boolean {
  return fault.measurement === measurement && (fault.row === undefined || fault.row === rowKey(index));
}
