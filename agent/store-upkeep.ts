import type { Clock } from './collect/clock.ts';
import { Ticker } from './collect/ticker.ts';
import type { Log } from './log.ts';
import { inSlices } from './slices.ts';
import type { Store } from './store/store.ts';

/** How often the store is looked through for what is to go, in milliseconds. */
const EVERY = 60_000;

/** Removes what retention does not allow, once a minute, in slices. Gives what ends it. */
export function keepUpStore(store: Pick<Store, 'retain'>, clock: Clock, log: Log): () => Promise<void> {
  const abort = new AbortController();
  let work: Promise<void> | undefined;
  const ticker = new Ticker(clock, EVERY, () => {
    work ??= inSlices(store.retain(clock.now()), abort.signal)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) log.error({ err: error }, 'old history could not be removed');
      })
      .finally(() => {
        work = undefined;
      });
  });
  ticker.start();
  return async () => {
    ticker.stop();
    abort.abort();
    await work;
  };
}
