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

/** Whether any figure in the range crosses the threshold, and any does not. */
export function splits({ operator, limit }: Threshold, { min, max }: NumberRange): boolean {
  switch (operator) {
    case '<':
    case '>=':
      return limit > min && limit <= max;
    case '<=':
    case '>':
      return limit >= min && limit < max;
    case '==':
    case '!=':
      return limit >= min && limit <= max;
  }
}

/** Whether every figure that crosses the first threshold crosses the second one as well. */
export function implies(first: Threshold, second: Threshold): boolean {
  const direction = first.operator.charAt(0);
  if (direction !== second.operator.charAt(0)) return false;
  if (first.limit === second.limit) return first.operator.length <= second.operator.length;
  if (direction === '<') return first.limit < second.limit;
  return direction === '>' && first.limit > second.limit;
}
