import { scaleTo } from '../../model/accuracy.ts';
import type { Syntax } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';
import type { SmiValue } from '../snmp/mib-view.ts';

const TRUTH = { true: 1, false: 2 } as const; // TruthValue (RFC 2579)

/**
 * A figure as its object's SMI type holds it: scaled by 10^decimals, rounded half away from zero. What the
 * declared range or the type does not hold is no value, never a wrong one.
 */
export function toWireValue(figure: Exclude<Value, NoValue> | bigint, syntax: Syntax): SmiValue | NoValue {
  if (syntax.base === 'OCTET STRING') return textValue(figure, syntax);
  if (typeof figure === 'boolean') return { type: 'Integer32', value: TRUTH[`${figure}`] };
  if (typeof figure === 'string')
    return new NoValue(`${JSON.stringify(figure)} is text where a number is defined`);
  if (!(typeof figure === 'bigint' || Number.isFinite(figure))) return new NoValue(`${figure} is no number`);
  if (syntax.base === 'Counter64' && syntax.decimals === 0 && syntax.convention === undefined) {
    return counterValue(figure);
  }
  const number = Number(figure);
  if (number < syntax.min || number > syntax.max) {
    return new NoValue(`${figure} is outside the range ${syntax.min}..${syntax.max}`);
  }
  const value = scaleTo(number, syntax.decimals);
  return syntax.base === 'Counter64'
    ? { type: 'Counter64', value }
    : { type: syntax.base, value: Number(value) };
}

function counterValue(total: number | bigint): SmiValue | NoValue {
  if (total < 0) return new NoValue(`${total} is no counter: it is below 0`);
  const whole = typeof total === 'bigint' ? total : BigInt(Math.trunc(total));
  return { type: 'Counter64', value: BigInt.asUintN(64, whole) };
}

function textValue(figure: Exclude<Value, NoValue> | bigint, syntax: Syntax): SmiValue | NoValue {
  const octets = Buffer.from(String(figure), 'utf8');
  if (octets.length < syntax.min || octets.length > syntax.max) {
    return new NoValue(`a text of ${octets.length} octets is outside the size ${syntax.min}..${syntax.max}`);
  }
  return { type: 'OCTET STRING', value: octets };
}
