/**
 * A second opinion on what formulas give, as unlike the first as can be: no tree, no closures, no recursion
 * over nodes. The text goes through Dijkstra's shunting yard into reverse Polish notation, and a stack
 * machine runs that on whole columns, all rows at once. Nothing of model/formula is used.
 */

/** undefined is no value. */
export type Cell = number | boolean | string | undefined;

/** Cells by row; a scalar has one, under the empty key, and no object. */
export interface Column {
  readonly object?: string | undefined;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Samples of a measurement, by `''` or by row. */
export interface Samples {
  readonly object?: string | undefined;
  readonly counter: boolean;
  readonly rows: ReadonlyMap<
    string,
    Readonly<Record<'increase' | 'last' | 'previous' | 'min' | 'max' | 'avg', Cell>>
  >;
}

export interface World {
  readonly seconds: number;
  readonly measurements: Readonly<Record<string, Samples>>;
  readonly kpis: Readonly<Record<string, { readonly text: string; readonly object?: string | undefined }>>;
  /** Rows by object; undefined where nobody knows them. */
  readonly rows: Readonly<Record<string, readonly string[] | undefined>>;
}

const WORD = /\d[\d.]*(?:e[+-]?\d+)?|[A-Za-z_][\w.]*|\[[^\]]*\]|[<>=!]=|\S/g;
const BINDS: Record<string, number> = {
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  neg: 4,
};

export function toReversePolish(text: string): string[] {
  const output: string[] = [];
  const yard: string[] = [];
  const words = text.match(WORD) ?? [];
  const unwind = () => {
    while (yard.length > 0 && yard.at(-1) !== '(') output.push(yard.pop()!);
  };
  for (const [i, word] of words.entries()) {
    const before = words[i - 1];
    const afterValue = before !== undefined && (before === ')' || /[\w\]]$/.test(before));
    if (words[i + 1] === '(' && /^\w/.test(word)) yard.push(`${word}()`);
    else if (/^[\w[]/.test(word)) output.push(word);
    else if (word === '(') yard.push(word);
    else if (word === ',') unwind();
    else if (word === ')') {
      unwind();
      yard.pop();
      if (yard.at(-1)?.endsWith('()')) output.push(yard.pop()!);
    } else {
      const operator = word === '-' && !afterValue ? 'neg' : word;
      while (operator !== 'neg' && BINDS[yard.at(-1) ?? '']! >= BINDS[operator]!) output.push(yard.pop()!);
      yard.push(operator);
    }
  }
  return [...output, ...yard.reverse()];
}

/** The figures of a formula, for all rows at once. */
export function evaluateText(text: string, world: World): Column {
  const stack: (Column | string)[] = [];
  for (const word of toReversePolish(text)) {
    if (word === 'if()') stack.push(choose(...(popColumns(stack, 3, world) as [Column, Column, Column])));
    else if (['sum()', 'mean()', 'count()'].includes(word)) {
      stack.push(overRows(word, popColumns(stack, 1, world)[0]!, world));
    } else if (word.endsWith('()')) stack.push(sampled(stack.pop() as string, word.slice(0, -2), world));
    else if (word === 'neg') stack.push(zip(popColumns(stack, 1, world), ([x]) => -(x as number)));
    else if (word in BINDS) stack.push(zip(popColumns(stack, 2, world), ([a, b]) => apply(word, a, b)));
    else stack.push(word);
  }
  return popColumns(stack, 1, world)[0]!;
}

/** Names stay names on the stack until something needs their column. */
function popColumns(stack: (Column | string)[], count: number, world: World): Column[] {
  return stack.splice(-count).map((item) => (typeof item === 'string' ? load(item, world) : item));
}

function load(word: string, world: World): Column {
  if (/^\d/.test(word)) return { cells: new Map([['', Number(word)]]) };
  if (word.startsWith('[')) return reference(word.slice(1, -1), world);
  return sampled(word, world.measurements[word]!.counter ? 'increase' : 'last', world);
}

/** A KPI of an object has a value in each row, even where its formula reads none of the object's figures. */
function reference(name: string, world: World): Column {
  const { text, object } = world.kpis[name]!;
  const column = evaluateText(text, world);
  if (object === undefined || column.object === object) return column;
  const samples = Object.values(world.measurements).find((each) => each.object === object)!;
  const cells = [...samples.rows.keys()].map((row): [string, Cell] => [row, column.cells.get('')]);
  return { object, cells: new Map(cells) };
}

function sampled(name: string, what: string, { measurements, seconds }: World): Column {
  const { object, counter, rows } = measurements[name]!;
  const cells = [...rows].map(([row, samples]): [string, Cell] => {
    const { increase, last, previous } = samples;
    if (what === 'rate') return [row, increase === undefined ? undefined : (increase as number) / seconds];
    if (what === 'delta' && counter) return [row, increase];
    if (what === 'delta')
      return [
        row,
        finite(
          last === undefined || previous === undefined ? undefined : (last as number) - (previous as number),
        ),
      ];
    return [row, samples[what as 'last']];
  });
  return { object, cells: new Map(cells) };
}

/** Works row by row; scalars take part in every row. */
function zip(columns: Column[], work: (cells: Cell[]) => Cell): Column {
  const leading = columns.find(({ object }) => object !== undefined) ?? columns[0]!;
  const cells = [...leading.cells.keys()].map((row): [string, Cell] => {
    const operands = columns.map(({ object, cells }) => cells.get(object === undefined ? '' : row));
    return [row, operands.includes(undefined) ? undefined : finite(work(operands))];
  });
  return { object: leading.object, cells: new Map(cells) };
}

function choose(condition: Column, yes: Column, no: Column): Column {
  const tagged = [condition, yes, no].find(({ object }) => object !== undefined) ?? condition;
  const pick = ({ object, cells }: Column, row: string) => cells.get(object === undefined ? '' : row);
  const cells = [...tagged.cells.keys()].map((row): [string, Cell] => {
    const holds = pick(condition, row);
    return [row, holds === undefined ? undefined : pick(holds ? yes : no, row)];
  });
  return { object: tagged.object, cells: new Map(cells) };
}

function overRows(word: string, column: Column, world: World): Column {
  const rows = world.rows[column.object!];
  const cells = rows?.map((row) => column.cells.get(row));
  const whole = cells && cells.length > 0 && !cells.includes(undefined) ? (cells as number[]) : undefined;
  let result: Cell;
  if (word === 'count()') result = cells?.filter((cell) => cell !== undefined).length;
  else result = finite(whole?.reduce((total, cell) => total + cell, 0));
  if (word === 'mean()' && result !== undefined) result = (result as number) / whole!.length;
  return { cells: new Map([['', result]]) };
}

function apply(operator: string, a: Cell, b: Cell): Cell {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const [x, y] = [a as number, b as number];
  if (operator === '/') return y === 0 ? undefined : x / y;
  const results: Record<string, Cell> = {
    '+': x + y,
    '-': x - y,
    '*': x * y,
    '<': x < y,
    '<=': x <= y,
    '>': x > y,
    '>=': x >= y,
  };
  return results[operator];
}

function finite(cell: Cell): Cell {
  return typeof cell === 'number' && !Number.isFinite(cell) ? undefined : cell;
}
