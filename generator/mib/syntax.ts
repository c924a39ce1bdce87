import type { DataType } from '../../model/data-type.ts';
import type { Syntax } from '../../model/model.ts';
import type { NumberRange } from '../definition.ts';
import { capitalize } from '../names/mangle.ts';

/**
 * A figure's SMI type is written without the module's prefix in the lock: the base type or the convention's
 * kind, then the range on the wire where it is not the whole type: `Counter64`, `Real2 (0..10000)`,
 * `Utf8 (SIZE (1..32))`. The MIB prints the same with the prefix before a convention of the module's own.
 */
const OWN_CONVENTION = /^(?:Utf8|Gauge64|(?:Gauge64)?Real[1-9])$/;
const NUMBERS = String.raw`(?:Integer32|Real[1-9]|Unsigned32|Gauge32)(?: \(-?\d{1,10}(?:\.\.-?\d{1,10})?\))?`;
const TEXTS = String.raw`Utf8(?: \(SIZE \(\d{1,3}(?:\.\.\d{1,3})?\)\))?`;
/** What such a text looks like. */
export const TYPE_PATTERN = `^(?:${NUMBERS}|${TEXTS}|Counter64|Gauge64(?:Real[1-9])?|TruthValue)$`;

const INTEGER32 = { min: -2147483648, max: 2147483647 };
const UNSIGNED32 = { min: 0, max: 4294967295 };
/** 2^64 - 1 is no number of JavaScript; this is the next one below. */
const UNSIGNED64 = { min: 0, max: 2 ** 64 - 2 ** 11 };
const WHOLE_TYPE = {
  Integer32: INTEGER32,
  Unsigned32: UNSIGNED32,
  Gauge32: UNSIGNED32,
  Counter64: UNSIGNED64,
  'OCTET STRING': { min: 0, max: 255 },
};

interface Typed {
  readonly dataType: DataType;
  readonly range?: NumberRange;
}

/**
 * The SMI type of a measurement or KPI (RFC 2578 section 7.1): the smallest of 32 bits that holds the range,
 * else a gauge of 64 bits. Undefined where no SMI type holds it: negative, and beyond 32 bits.
 */
export function syntaxOf({ dataType, range }: Typed, prefix: string): Syntax | undefined {
  switch (dataType.kind) {
    case 'string':
      return textSyntax(dataType, prefix);
    case 'boolean':
      return { base: 'Integer32', convention: 'TruthValue', decimals: 0, min: 1, max: 2 };
    case 'counter':
      return { base: 'Counter64', decimals: 0, ...UNSIGNED64 };
    case 'gauge':
      return numberSyntax(['Gauge32', 'Integer32'], range ?? UNSIGNED32, 0, prefix);
    case 'integer':
      return numberSyntax(['Integer32', 'Unsigned32'], range ?? INTEGER32, 0, prefix);
    case 'real':
      return realSyntax(dataType.decimals, range, prefix);
  }
}

/** The SMI type of an index column. Undefined where the type or range is none an index can have. */
export function indexSyntaxOf({ dataType, range }: Typed, prefix: string): Syntax | undefined {
  if (dataType.kind === 'string') return textSyntax(dataType, prefix);
  if (dataType.kind !== 'integer') return undefined;
  const bounds = range ?? UNSIGNED32;
  return within(bounds, UNSIGNED32) ? { base: 'Unsigned32', decimals: 0, ...bounds } : undefined;
}

function textSyntax({ min, max }: { readonly min: number; readonly max: number }, prefix: string): Syntax {
  return { base: 'OCTET STRING', convention: `${capitalize(prefix)}Utf8`, decimals: 0, min, max };
}

function realSyntax(decimals: number, range: NumberRange | undefined, prefix: string): Syntax | undefined {
  const scale = 10 ** decimals;
  const bounds = range ?? { min: INTEGER32.min / scale, max: INTEGER32.max / scale };
  return numberSyntax(['Integer32'], bounds, decimals, prefix);
}

function numberSyntax(
  bases: readonly ('Integer32' | 'Unsigned32' | 'Gauge32')[],
  { min, max }: NumberRange,
  decimals: number,
  prefix: string,
): Syntax | undefined {
  const onWire = { min: toWire(min, decimals), max: toWire(max, decimals) };
  const real = decimals === 0 ? '' : `Real${decimals}`;
  const base = bases.find((candidate) => within(onWire, WHOLE_TYPE[candidate]));
  if (base !== undefined) {
    const convention = real === '' ? {} : { convention: capitalize(prefix) + real };
    return { base, ...convention, decimals, min, max };
  }
  if (!within(onWire, UNSIGNED64)) return undefined;
  return { base: 'Counter64', convention: `${capitalize(prefix)}Gauge64${real}`, decimals, min, max };
}

/** A type without the prefix, as the lock holds it. */
export function typeText(syntax: Syntax, prefix: string): string {
  const { convention = syntax.base } = syntax;
  const standard = convention === syntax.base || convention === 'TruthValue';
  const name = standard ? convention : convention.slice(prefix.length);
  const min = toWire(syntax.min, syntax.decimals);
  const max = toWire(syntax.max, syntax.decimals);
  const whole = WHOLE_TYPE[syntax.base];
  // RFC 2578 section 7.1.10 allows no range on a Counter64, and a TruthValue has its own.
  const unranged = syntax.base === 'Counter64' || syntax.convention === 'TruthValue';
  if (unranged || (min === whole.min && max === whole.max)) return name;
  const range = min === max ? `${min}` : `${min}..${max}`;
  return syntax.base === 'OCTET STRING' ? `${name} (SIZE (${range}))` : `${name} (${range})`;
}

/** Name of the type before its range, which an OID keeps for ever: `Real2 (0..10000)` → `Real2`. */
export function typeName(type: string): string {
  const end = type.indexOf(' ');
  return end < 0 ? type : type.slice(0, end);
}

/** Whether an index column's values are encoded alike: only a string of fixed size has no length (RFC 2578 section 7.7). */
export function indexEncoding(type: string): string {
  return typeName(type) + (/\(SIZE \(\d+\)\)$/.test(type) ? ' fixed' : '');
}

/** The kind of textual convention that a module must define for a type: `Real2`, `Utf8`; undefined for SMI's own. */
export function ownConvention(type: string): string | undefined {
  const name = typeName(type);
  return OWN_CONVENTION.test(name) ? name : undefined;
}

/** A type as a SYNTAX clause of the module names it. */
export function smiType(type: string, prefix: string): string {
  return ownConvention(type) === undefined ? type : capitalize(prefix) + type;
}

function within(inner: NumberRange, outer: NumberRange): boolean {
  return inner.min >= outer.min && inner.max <= outer.max && inner.min <= inner.max;
}

/** A bound × 10^decimals, exactly, as its decimal text has it. */
function toWire(bound: number, decimals: number): number {
  if (decimals === 0) return Math.round(bound);
  const [mantissa, exponent = '0'] = String(bound).split('e');
  return Math.round(Number(`${mantissa}e${Number(exponent) + decimals}`));
}
