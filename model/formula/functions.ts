import type { FunctionName } from './expression.ts';

/** What a function takes between its parentheses, as the reference says it. */
export const ARGUMENTS = {
  branches: 'a boolean, then two values of one type',
  counter: 'the name of a counter',
  numeric: 'the name of a counter, gauge, integer or real',
  level: 'the name of a gauge, integer or real',
  any: 'the name of any measurement',
  numbers: 'a number for each instance of one object',
  values: 'a value for each instance of one object',
} as const;

export interface FormulaFunction {
  readonly name: FunctionName | 'if';
  readonly parameters: readonly string[];
  readonly takes: keyof typeof ARGUMENTS;
  readonly result: string;
  readonly description: string;
}

/** Every function of the language; docs/formulas.md prints this table. */
export const FUNCTIONS: readonly FormulaFunction[] = [
  {
    name: 'if',
    parameters: ['condition', 'a', 'b'],
    takes: 'branches',
    result: 'type of the branches',
    description: '`a` where the condition is true, else `b`; the other one is not evaluated.',
  },
  {
    name: 'rate',
    parameters: ['x'],
    takes: 'counter',
    result: 'number',
    description: 'Increase per second of the interval.',
  },
  {
    name: 'delta',
    parameters: ['x'],
    takes: 'numeric',
    result: 'number',
    description:
      'Change over the interval: the increase of a counter; of anything else, the last value minus the one before the interval.',
  },
  {
    name: 'last',
    parameters: ['x'],
    takes: 'any',
    result: 'type of x',
    description: 'Last value in the interval; of a counter, its running total.',
  },
  {
    name: 'min',
    parameters: ['x'],
    takes: 'level',
    result: 'number',
    description: 'Smallest sample of the interval.',
  },
  {
    name: 'max',
    parameters: ['x'],
    takes: 'level',
    result: 'number',
    description: 'Largest sample of the interval.',
  },
  {
    name: 'avg',
    parameters: ['x'],
    takes: 'level',
    result: 'number',
    description: 'Mean of the samples of the interval.',
  },
  {
    name: 'sum',
    parameters: ['x'],
    takes: 'numbers',
    result: 'number',
    description: 'Sum over the instances; no value where an instance has none, or none exists.',
  },
  {
    name: 'mean',
    parameters: ['x'],
    takes: 'numbers',
    result: 'number',
    description: 'Mean over the instances; no value where an instance has none, or none exists.',
  },
  {
    name: 'count',
    parameters: ['x'],
    takes: 'values',
    result: 'number',
    description: 'How many instances have a value; 0 where none has.',
  },
];

/** The functions by name. */
export const FUNCTION_BY_NAME: ReadonlyMap<string, FormulaFunction> = new Map(
  FUNCTIONS.map((entry) => [entry.name, entry]),
);

/** Whether the function looks over an object's instances (sum, mean, count), not over one measurement's samples. */
export function isOverInstances(name: FunctionName): boolean {
  return name === 'sum' || name === 'mean' || name === 'count';
}
