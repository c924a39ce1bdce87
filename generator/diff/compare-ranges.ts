import type { Syntax } from '../../model/model.ts';
import type { ModulePair } from './compare.ts';

/** Tells where a range became narrower or wider; both may be, at its two ends. */
export function compareRanges(
  { tell }: ModulePair,
  name: string,
  what: string,
  before: Syntax,
  now: Syntax,
): void {
  const message = `${what} was ${before.min}..${before.max} and is ${now.min}..${now.max}.`;
  if (now.min > before.min || now.max < before.max) tell('RANGE-NARROWED', name, message);
  else if (now.min < before.min || now.max > before.max) tell('RANGE-WIDENED', name, message);
}
