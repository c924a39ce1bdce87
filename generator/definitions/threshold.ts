import type { Threshold } from '../../model/model.ts';
import type { NumberRange } from '../definition.ts';

const THRESHOLD = /^(<=?|>=?|==|!=) *(-?\d+(?:\.\d+)?)$/;
const ALMOST = /^(<=?|>=?|=<|=>|==?|!=|<>|≤|≥|≠)?\s*(-?\d+(?:\.\d+)?)\s*(?:%|[a-z/]+)?$/i;
const OPERATORS: Readonly<Record<string, string>> = {
  '=': '==',
  '=<': '<=',
  '=>': '>=',
  '<>': '!=',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
};

/** Reads `< 98`; undefined where the text is no threshold. */
export function parseThreshold(text: string): Threshold | undefined {
  const match = THRESHOLD.exec(text);
  return match ? { operator: match[1] as Threshold['operator'], limit: Number(match[2]) } : undefined;
}

/** What to write for `98`, `=> 98`, `<98%`; undefined where nothing suggests itself. */
export function suggestThreshold(text: string): string | undefined {
  const match = ALMOST.exec(text.trim());
  if (!match) return undefined;
  const [, operator, limit] = match;
  if (operator === undefined) return `Write "< ${limit}" or "> ${limit}".`;
  return `Write "${OPERATORS[operator] ?? operator} ${limit}".`;
}

/** How much of a range crosses a threshold. */
export function crossing({ operator, limit }: Threshold, { min, max }: NumberRange): 'all' | 'some' | 'none' {
  const inside = limit >= min && limit <= max;
  switch (operator) {
    case '<':
      return share(max < limit, min < limit);
    case '<=':
      return share(max <= limit, min <= limit);
    case '>':
      return share(min > limit, max > limit);
    case '>=':
      return share(min >= limit, max >= limit);
    case '==':
      return share(false, inside);
    case '!=':
      return share(!inside, true);
  }
}

function share(all: boolean, some: boolean): 'all' | 'some' | 'none' {
  if (all) return 'all';
  return some ? 'some' : 'none';
}

/** Whether every figure that crosses the first threshold crosses the second one as well. */
export function implies(first: Threshold, second: Threshold): boolean {
  const direction = first.operator.charAt(0);
  if (direction !== second.operator.charAt(0)) return false;
  if (first.limit === second.limit) return first.operator.length <= second.operator.length;
  if (direction === '<') return first.limit < second.limit;
  return direction === '>' && first.limit > second.limit;
}
