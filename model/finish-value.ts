import { formatFigure, roundTo } from './accuracy.ts';
import type { ModelKpi } from './model.ts';
import { NoValue, type Value } from './value.ts';

/**
 * What a formula gave, as the KPI is defined: rounded half away from zero to its accuracy (KPIinOMA 5.6). A
 * value of another type, or outside the declared range or what the wire holds, is no value.
 */
export function finishValue(value: Value, { dataType, syntax }: ModelKpi): Value {
  if (value instanceof NoValue) return value;
  const wanted = dataType.kind === 'boolean' || dataType.kind === 'string' ? dataType.kind : 'number';
  if (typeof value !== wanted) return new NoValue(`the formula gives a ${typeof value}, not a ${wanted}`);
  if (typeof value === 'string') return checkSize(value, syntax);
  if (typeof value === 'boolean') return value;
  if (!Number.isFinite(value)) return new NoValue(`the formula gives ${value}, which is no number`);
  const rounded = roundTo(value, syntax.decimals);
  if (rounded >= syntax.min && rounded <= syntax.max) return rounded;
  return new NoValue(`${formatFigure(value, dataType)} is outside the range ${syntax.min}..${syntax.max}`);
}

function checkSize(text: string, { min, max }: { min: number; max: number }): Value {
  const octets = new TextEncoder().encode(text).length;
  if (octets >= min && octets <= max) return text;
  return new NoValue(`a text of ${octets} octets is outside the size ${min}..${max}`);
}
