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
  /** What unit the result is in. */
  readonly unit: string;
  /** Where the result is no value. */
  readonly noValue: string;
  readonly example: string;
}

/** Every function of the language; docs/formulas.md prints this table. */
export const FUNCTIONS: readonly FormulaFunction[] = [
  {
    name: 'if',
    parameters: ['condition', 'a', 'b'],
    takes: 'branches',
    result: 'type of the branches',
    description: '`a` where the condition is true, else `b`; the other one is not evaluated.',
    unit: 'that of the branches',
    noValue: 'the condition or the branch taken has none',
    example: 'if(requests == 0, 0, 100 * errors / requests)',
  },
  {
    name: 'rate',
    parameters: ['x'],
    takes: 'counter',
    result: 'number',
    description: 'Increase per second of the interval.',
    unit: 'that of x, per second',
    noValue: 'a sample at the begin or the end of the interval is missing',
    example: 'rate(requests)',
  },
  {
    name: 'delta',
    parameters: ['x'],
    takes: 'numeric',
    result: 'number',
    description:
      'Change over the interval: the increase of a counter; of anything else, the last value minus the one before the interval.',
    unit: 'that of x',
    noValue:
      'a sample at the begin or the end of the interval is missing; of what is no counter, one at the begin or all within it',
    example: 'delta(subscribers)',
  },
  {
    name: 'last',
    parameters: ['x'],
    takes: 'any',
    result: 'type of x',
    description: 'Last value in the interval; of a counter, its running total.',
    unit: 'that of x',
    noValue: 'the interval has no sample, or collection began within it',
    example: 'last(requests)',
  },
  {
    name: 'min',
    parameters: ['x'],
    takes: 'level',
    result: 'number',
    description: 'Smallest sample of the interval.',
    unit: 'that of x',
    noValue: 'the interval has no sample, or collection began within it',
    example: 'min(freeMemory)',
  },
  {
    name: 'max',
    parameters: ['x'],
    takes: 'level',
    result: 'number',
    description: 'Largest sample of the interval.',
    unit: 'that of x',
    noValue: 'the interval has no sample, or collection began within it',
    example: 'max(trunkCalls)',
  },
  {
    name: 'avg',
    parameters: ['x'],
    takes: 'level',
    result: 'number',
    description: 'Mean of the samples of the interval.',
    unit: 'that of x',
    noValue: 'the interval has no sample, or collection began within it',
    example: 'avg(cpuLoad)',
  },
  {
    name: 'sum',
    parameters: ['x'],
    takes: 'numbers',
    result: 'number',
    description: 'Sum over the instances; no value where an instance has none, or none exists.',
    unit: 'that of x',
    noValue: 'an instance has none, there is no instance, or nobody knows them',
    example: 'sum(rate(requests))',
  },
  {
    name: 'mean',
    parameters: ['x'],
    takes: 'numbers',
    result: 'number',
    description: 'Mean over the instances; no value where an instance has none, or none exists.',
    unit: 'that of x',
    noValue: 'an instance has none, there is no instance, or nobody knows them',
    example: 'mean(100 * used / size)',
  },
  {
    name: 'count',
    parameters: ['x'],
    takes: 'values',
    result: 'number',
    description: 'How many instances have a value; 0 where none has.',
    unit: 'instances',
    noValue: 'nobody knows the instances',
    example: 'count(trunkCalls)',
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
