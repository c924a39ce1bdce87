import { suggest } from '../../document/did-you-mean.ts';
import type { InfoSet } from './item.ts';

/** What is wrong with a value for an item of this name, and what to do about it; undefined: nothing. */
export function checkItem(set: InfoSet, name: string, value: string): string | undefined {
  const item = set.items.find((each) => each.name === name);
  if (!item) {
    const names = set.items.map((each) => each.name);
    const near = suggest(name, names);
    return `${set.identifier} has no item ${name}. ${near === undefined ? `It has ${names.join(', ')}.` : `Did you mean ${near}?`}`;
  }
  if (item.effect === 'never') return 'It can only be read: it is set in the configuration file.';
  return value === '' ? undefined : item.type.check(value, set.subject);
}
