import type { BaseSyntax } from '../model/base-mib.ts';
import type { Syntax } from '../model/model.ts';
import type { ExpectedSyntax } from './expected.ts';
import type { VerifyRuleId } from './rules.ts';
import { numberOf, readUtf8, type SmiType, showSeen } from './seen-value.ts';

/** What came as the value of an object. */
interface SeenValue {
  readonly smi: SmiType;
  readonly value: unknown;
}

/** How a value is not what its object defines. */
export interface Mistake {
  readonly rule: VerifyRuleId;
  readonly expected: string;
  readonly seen: string;
}

const UNSIGNED: SmiType = 'Unsigned32';

/** What is wrong with a value; undefined where nothing is. */
export function checkValue(seen: SeenValue, expected: ExpectedSyntax): Mistake | undefined {
  const type = typeOf(expected);
  if (seen.smi !== type) return mistake('TYPE-WRONG', type, showSeen(seen));
  if (expected.of === 'base') return checkBaseValue(seen, expected.syntax);
  return checkFigure(seen, expected.syntax);
}

/** The type of an object on the wire. */
export function typeOf(expected: ExpectedSyntax): SmiType {
  if (expected.of === 'figure') {
    const { base } = expected.syntax;
    return base === 'Gauge32' ? UNSIGNED : base;
  }
  switch (expected.syntax.kind) {
    case 'text':
    case 'time':
      return 'OCTET STRING';
    case 'unsigned':
      return UNSIGNED;
    case 'enumeration':
      return 'Integer32';
    case 'oid':
      return 'OBJECT IDENTIFIER';
    case 'counter':
      return 'Counter64';
  }
}

function checkBaseValue(seen: SeenValue, syntax: BaseSyntax): Mistake | undefined {
  switch (syntax.kind) {
    case 'text':
      return checkText(seen, syntax.min ?? 0, syntax.max);
    case 'time':
      return checkTime(seen);
    case 'unsigned':
      return checkRange(seen, BigInt(syntax.min), BigInt(syntax.max));
    case 'enumeration':
      return checkEnumeration(seen, syntax.names);
    default:
      return undefined;
  }
}

const TRUTH = ['true', 'false'];

function checkFigure(seen: SeenValue, { base, convention, decimals, min, max }: Syntax): Mistake | undefined {
  if (base === 'OCTET STRING') return checkText(seen, min, max);
  if (convention === 'TruthValue') return checkEnumeration(seen, TRUTH);
  // A counter wraps; any other Counter64 is a 64-bit gauge.
  if (base === 'Counter64' && convention === undefined) return undefined;
  return checkRange(seen, scale(min, decimals), scale(max, decimals));
}

function scale(bound: number, decimals: number): bigint {
  return BigInt(Math.round(bound * 10 ** decimals));
}

function checkRange(seen: SeenValue, min: bigint, max: bigint): Mistake | undefined {
  const number = numberOf(seen);
  if (number !== undefined && number >= min && number <= max) return undefined;
  return mistake('VALUE-RANGE', `${min}..${max}`, String(number));
}

function checkEnumeration(seen: SeenValue, names: readonly string[]): Mistake | undefined {
  const number = Number(numberOf(seen));
  if (names[number - 1] !== undefined) return undefined;
  const known = names.map((name, i) => `${name}(${i + 1})`).join(', ');
  return mistake('VALUE-ENUMERATION', known, String(number));
}

function checkText(seen: SeenValue, min: number, max: number): Mistake | undefined {
  const octets = seen.value as Buffer;
  if (octets.length < min || octets.length > max) {
    return mistake('TEXT-LENGTH', `${min}..${max} octets`, `${octets.length} octets: ${showSeen(seen)}`);
  }
  return readUtf8(octets) === undefined ? mistake('TEXT-ENCODING', 'UTF-8', showSeen(seen)) : undefined;
}

/** DateAndTime (RFC 2579). */
function checkTime(seen: SeenValue): Mistake | undefined {
  const octets = seen.value as Buffer;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, tenths = 0, sign, hours = 0, minutes = 0] = [
    ...octets.subarray(2),
  ];
  const isTime =
    (octets.length === 8 || octets.length === 11) &&
    isWithin(month, 1, 12) &&
    isWithin(day, 1, 31) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60 &&
    tenths <= 9 &&
    (octets.length === 8 || sign === 0x2b || sign === 0x2d) &&
    hours <= 14 &&
    minutes <= 59;
  return isTime ? undefined : mistake('TIME-INVALID', 'DateAndTime', showSeen(seen));
}

function isWithin(number: number, min: number, max: number): boolean {
  return number >= min && number <= max;
}

function mistake(rule: VerifyRuleId, expected: string, seen: string): Mistake {
  return { rule, expected, seen };
}
