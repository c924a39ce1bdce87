import type { Answer, Seen } from './probe.ts';

/** What became of one of several variables that were asked for. */
export type Outcome = Seen | { readonly failure: string };

/** Variables asked for at once. */
const A_REQUEST = 20;

/**
 * Asks for many variables in requests of a few, and for those of a request that fails one by one. Outcomes are
 * in the order of the OIDs.
 */
export async function askEach(
  oids: readonly string[],
  ask: (oids: readonly string[]) => Promise<Answer>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < oids.length; at += A_REQUEST) {
    const some = oids.slice(at, at + A_REQUEST);
    const answer = await ask(some);
    if (answer.ok && answer.seen.length === some.length) outcomes.push(...answer.seen);
    else if (some.length === 1)
      outcomes.push({ failure: answer.ok ? 'another number of variables' : answer.reason });
    else for (const oid of some) outcomes.push(...(await askEach([oid], ask)));
  }
  return outcomes;
}
