import type { ModelIndex, ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { RawValue } from './source.ts';

/** A value as the measurement's data type has it, or what is wrong with it. Range is the calculation's business. */
export function readMeasurementValue(
  { dataType, syntax }: ModelMeasurement,
  value: unknown,
): RawValue | NoValue {
  if (dataType.kind === 'boolean') {
    return typeof value === 'boolean'
      ? value
      : new NoValue(`is ${show(value)} where true or false is defined`);
  }
  if (dataType.kind === 'string') {
    if (typeof value !== 'string') return new NoValue(`is ${show(value)} where a text is defined`);
    return tooLong(value, syntax) ?? value;
  }
  if (typeof value === 'bigint') return notNegative(dataType.kind, value) ?? value;
  if (typeof value !== 'number') return new NoValue(`is ${show(value)} where a number is defined`);
  if (!Number.isFinite(value)) return new NoValue(`is ${value}, which is no number`);
  return notNegative(dataType.kind, value) ?? value;
}

/** A value as the index component's data type has it, or what is wrong with it. */
export function readIndexValue({ dataType, syntax }: ModelIndex, value: unknown): string | number | NoValue {
  if (dataType.kind === 'string') {
    if (typeof value !== 'string') return new NoValue(`is ${show(value)} where a text is defined`);
    return tooLong(value, syntax) ?? value;
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    return new NoValue(`is ${show(value)} where a whole number is defined`);
  }
  if (value < syntax.min || value > syntax.max) {
    return new NoValue(`is ${value}, outside the range ${syntax.min}..${syntax.max}`);
  }
  return value;
}

function tooLong(text: string, { min, max }: { min: number; max: number }): NoValue | undefined {
  const octets = Buffer.byteLength(text, 'utf8');
  if (octets >= min && octets <= max) return undefined;
  return new NoValue(`is ${show(text)}, ${octets} octets where ${min}..${max} are defined`);
}

function notNegative(kind: string, value: number | bigint): NoValue | undefined {
  if (kind !== 'counter' || value >= 0) return undefined;
  return new NoValue(`is ${value}, and a counter is never negative`);
}

const LONGEST_SHOWN = 40;

/** A value as an error message shows it: short, on one line. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') {
    return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
  }
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
