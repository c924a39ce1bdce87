import type { Expression } from '../../model/formula/expression.ts';
import { children } from '../../model/formula/walk.ts';
import type { ModelModule } from '../../model/model.ts';

/** The names of now for the names before that are gone: `kpi1 rename` keeps the descriptor, so that tells. */
export interface Renames {
  readonly objects: ReadonlyMap<string, string>;
  /** Measurements and KPIs, whose names differ. */
  readonly figures: ReadonlyMap<string, string>;
}

export function findRenames(before: ModelModule, now: ModelModule): Renames {
  return {
    objects: pair(before.objects, now.objects),
    figures: new Map([...pair(before.measurements, now.measurements), ...pair(before.kpis, now.kpis)]),
  };
}

interface Described {
  readonly name: string;
  readonly descriptor: string;
}

function pair(before: readonly Described[], now: readonly Described[]): Map<string, string> {
  const names = new Set(now.map(({ name }) => name));
  const gone = before.filter(({ name }) => !names.has(name));
  const kept = new Set(before.map(({ name }) => name));
  const renames = new Map<string, string>();
  for (const { name, descriptor } of gone) {
    const heir = now.find((one) => one.descriptor === descriptor && !kept.has(one.name));
    if (heir) renames.set(name, heir.name);
  }
  return renames;
}

/** A formula as it reads with other names. */
export function renameIn(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  if (expression.kind === 'measurement' || expression.kind === 'kpi') {
    return { ...expression, name: names.get(expression.name) ?? expression.name };
  }
  const parts = new Set<unknown>(children(expression));
  if (parts.size === 0) return expression;
  const fields = Object.entries(expression).map(([key, value]) => [
    key,
    parts.has(value) ? renameIn(value as Expression, names) : value,
  ]);
  return Object.fromEntries(fields) as Expression;
}
