import { NoValue, type Value } from '../value.ts';
import type { FunctionName } from './expression.ts';
import type { Aggregate, Formula, FormulaInputs } from './inputs.ts';

/** A measurement as inputs know it. */
export interface BoundMeasurement {
  /** Its number for FormulaInputs.aggregate(). */
  readonly slot: number;
  /** The object that has it once each; undefined for a scalar. */
  readonly per?: string;
  readonly counter: boolean;
}

export type SampledFunction = Exclude<FunctionName, 'sum' | 'mean' | 'count'>;

/** Reads a measurement: bare, or through a function over its samples. Reasons begin with its name. */
export function compileReading(
  name: string,
  { slot, per, counter }: BoundMeasurement,
  through?: SampledFunction,
): Formula {
  const pick = picker(through, counter);
  const scalar = per === undefined;
  return (inputs, row) => {
    const aggregate = inputs.aggregate(slot, scalar ? undefined : row);
    const value = aggregate instanceof NoValue ? aggregate : pick(aggregate, inputs);
    if (value instanceof NoValue) return new NoValue(`${name}: ${value.reason}`);
    if (typeof value === 'number' && !Number.isFinite(value))
      return new NoValue(`${name}: ${value} is no number`);
    return value;
  };
}

type Pick = (aggregate: Aggregate, inputs: FormulaInputs) => Value;

const increase: Pick = (aggregate) => aggregate.increase;
const last: Pick = (aggregate) => aggregate.last;

function picker(through: SampledFunction | undefined, counter: boolean): Pick {
  switch (through) {
    case undefined:
      return counter ? increase : last;
    case 'delta':
      return counter ? increase : change;
    case 'last':
      return last;
    case 'rate':
      return rate;
    default:
      return (aggregate) => aggregate[through];
  }
}

function rate({ increase }: Aggregate, { seconds }: FormulaInputs): Value {
  if (increase instanceof NoValue) return increase;
  return seconds > 0 ? increase / seconds : new NoValue('the interval has no length yet');
}

function change({ last, previous }: Aggregate): Value {
  if (last instanceof NoValue) return last;
  if (previous instanceof NoValue) return previous;
  if (typeof last !== 'number') return new NoValue(`${JSON.stringify(last)} is no number`);
  if (typeof previous !== 'number') return new NoValue(`${JSON.stringify(previous)} is no number`);
  const difference = last - previous;
  return Number.isFinite(difference) ? difference : new NoValue('its change is too large for a number');
}
