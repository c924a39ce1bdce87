import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_TRIES_MS = 50;

/**
 * Tries again and again until `probe` gives something. What it throws counts as nothing yet, and is the cause
 * of the error when time is up.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  limitMs = 20_000,
  betweenMs = BETWEEN_TRIES_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let cause: unknown;
  while (Date.now() < deadline) {
    try {
      const found = await probe();
      if (found !== undefined) return found;
    } catch (error) {
      cause = error;
    }
    await pause(betweenMs);
  }
  throw new Error(`${what}: not within ${limitMs} ms`, { cause });
}
