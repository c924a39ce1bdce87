import { type DataType, MAX_DECIMALS, MAX_STRING } from '../../model/data-type.ts';
import type { Syntax } from '../../model/model.ts';
import type { NumberRange } from '../definition.ts';
import { indexSyntaxOf, syntaxOf } from '../mib/syntax.ts';
import type { SmiSyntax } from './resolve-smi.ts';

/** A type as definitions have it, or why they have none such. */
export type FigureType =
  | { readonly dataType: DataType; readonly range?: NumberRange; readonly syntax: Syntax }
  | { readonly reason: string };

const WHOLE: Readonly<Record<'Integer32' | 'Unsigned32', NumberRange>> = {
  Integer32: { min: -2147483648, max: 2147483647 },
  Unsigned32: { min: 0, max: 4294967295 },
};
/** As large as a number is exact. */
const GAUGE64: NumberRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** The data type of a measurement whose values look the same on the wire, as far as there is one. */
export function figureType(smi: SmiSyntax, prefix: string): FigureType {
  const found = dataTypeOf(smi);
  if ('reason' in found) return found;
  const syntax = syntaxOf(found, prefix);
  return syntax ? { ...found, syntax } : { reason: 'no data type holds its range' };
}

/** The same of an index column, whose values are written into OIDs. */
export function indexType(smi: SmiSyntax, prefix: string): FigureType {
  const found = dataTypeOf(smi.base === 'Gauge32' ? { ...smi, base: 'Unsigned32' } : smi);
  if ('reason' in found) return { reason: found.reason };
  const { dataType } = found;
  if (dataType.kind === 'string') return { dataType, syntax: indexSyntaxOf(found, prefix) as Syntax };
  const { min, max } = hullOf(smi) ?? WHOLE.Unsigned32;
  const range = {
    min: Math.max(0, min),
    max: smi.base === 'Integer32' ? Math.min(max, WHOLE.Integer32.max) : max,
  };
  const integer = { dataType: { kind: 'integer' }, range } as const;
  const syntax =
    dataType.kind === 'integer' || dataType.kind === 'gauge' ? indexSyntaxOf(integer, prefix) : undefined;
  return syntax ? { ...integer, syntax } : { reason: `an index of type ${smi.convention ?? smi.base}` };
}

function dataTypeOf(smi: SmiSyntax): { dataType: DataType; range?: NumberRange } | { reason: string } {
  if (smi.isEnumeration) return { reason: 'an enumeration: definitions have no named values' };
  if (smi.convention === 'TruthValue') return { dataType: { kind: 'boolean' } };
  if (smi.convention === 'CounterBasedGauge64') return { dataType: { kind: 'gauge' }, range: GAUGE64 };
  switch (smi.base) {
    case 'Counter32':
    case 'Counter64':
      return { dataType: { kind: 'counter' } };
    case 'Gauge32':
    case 'Unsigned32':
      return numberType(smi, 'gauge', WHOLE.Unsigned32);
    case 'Integer32':
      return numberType(smi, 'integer', WHOLE.Integer32);
    case 'OCTET STRING':
      return textType(smi);
    default:
      return { reason: `of type ${smi.base}, which definitions do not have` };
  }
}

/** `d-2` is two decimals (RFC 2579 section 3.1). */
function numberType(smi: SmiSyntax, kind: 'gauge' | 'integer', whole: NumberRange) {
  const [, digits] = /^d-(\d+)$/.exec(smi.hint ?? '') ?? [];
  const decimals = Number(digits ?? 0);
  if (decimals > MAX_DECIMALS) return { reason: `a number of ${decimals} decimals` };
  const hull = hullOf(smi);
  const dataType: DataType = decimals === 0 ? { kind } : { kind: 'real', decimals };
  // A real without a range has that of an Integer32.
  const bounds = hull ?? (decimals > 0 ? whole : undefined);
  if (bounds === undefined || (bounds.min === whole.min && bounds.max === whole.max && kind !== 'gauge')) {
    return { dataType };
  }
  if (decimals === 0 && bounds.min === whole.min && bounds.max === whole.max) return { dataType };
  return { dataType, range: { min: bounds.min / 10 ** decimals, max: bounds.max / 10 ** decimals } };
}

function textType(smi: SmiSyntax): { dataType: DataType } | { reason: string } {
  // `255a`, `255t`: octets that are text as a whole.
  if (!/^\d+[at]$/.test(smi.hint ?? ''))
    return { reason: 'octets that are no text (no DISPLAY-HINT such as 255a)' };
  const { min, max } = hullOf(smi) ?? { min: 0, max: MAX_STRING };
  if (max > MAX_STRING)
    return { reason: `a text of up to ${max} octets, and definitions have ${MAX_STRING}` };
  if (max === 0) return { reason: 'a text that is always empty' };
  return { dataType: { kind: 'string', min, max } };
}

function hullOf({ ranges }: SmiSyntax): NumberRange | undefined {
  if (!ranges || ranges.length === 0) return undefined;
  return { min: Math.min(...ranges.map(([min]) => min)), max: Math.max(...ranges.map(([, max]) => max)) };
}

/** Types that are the same on the wire (RFC 2578 section 7.1). */
const WIRE: Readonly<Record<string, string>> = { Unsigned32: 'Gauge32', INTEGER: 'Integer32' };

/** What changes on the wire, where something does. */
export function wireChange({ base }: SmiSyntax, { base: now, convention }: Syntax): string | undefined {
  if (convention === 'TruthValue') return undefined;
  const [was, is] = [WIRE[base] ?? base, WIRE[now] ?? now];
  return was === is ? undefined : `${base} becomes ${now}`;
}
