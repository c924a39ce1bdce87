import { ARGUMENTS, FUNCTIONS } from '../../model/formula/functions.ts';
import { code, table } from './markdown.ts';
import type { Region } from './regions.ts';

/** The tables of the formula language's functions that docs/formulas.md has: by the path of their regions. */
const TABLES: Readonly<Record<string, () => string>> = {
  signatures: () =>
    table(
      ['function', 'takes', 'gives', ''],
      FUNCTIONS.map(({ name, parameters, takes, result, description }) => [
        code(`${name}(${parameters.join(', ')})`),
        ARGUMENTS[takes],
        result,
        description,
      ]),
    ),
  values: () =>
    table(
      ['function', 'unit', 'no value where', 'example'],
      FUNCTIONS.map(({ name, unit, noValue, example }) => [code(name), unit, noValue, code(example)]),
    ),
};

/** A table of the functions. */
export function functionTable({ source, path }: Region): string {
  const make = TABLES[path];
  if (!make) throw new Error(`docs/formulas.md: no table ${path} is made from ${source}.`);
  return make();
}
