import type { ModelIndex, ModelObject } from '../model/model.ts';
import type { Index } from '../model/row-key.ts';

/** Indexes of made-up rows: `trunk-1`, `trunk-2` … or 1, 2 …, as far as the index allows. */
export function nameRows(object: ModelObject, count: number): Index[] {
  const rows = Array.from({ length: count }, (_, n) =>
    object.index.map((index) => indexValue(index, object.name, n + 1)),
  );
  const different = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...different.values()];
}

function indexValue(
  { dataType, syntax: { min, max } }: ModelIndex,
  name: string,
  number: number,
): string | number {
  if (dataType.kind !== 'string') return Math.min(Math.max(min, 0) + number - (min > 0 ? 1 : 0), max);
  const end = `-${number}`;
  const room = Math.max(max - end.length, 0);
  return (name.slice(0, room) + end).slice(-max).padEnd(min, '-');
}
