import { suggest } from '../../document/did-you-mean.ts';
import type { Suggest } from '../../model/formula/problem.ts';

/** Looking through 20,000 names takes milliseconds; a file whose every name is wrong must not take minutes. */
const MAX_SEARCHES = 100;

/** Finds what misspelt names may mean, for the first of them. */
export function limitedSuggest(): Suggest {
  let left = MAX_SEARCHES;
  return (name, candidates) => (left-- > 0 ? suggest(name, candidates) : undefined);
}
