import type { Clock } from './clock.ts';
import type { Source } from './source.ts';

/** How long a source may take to let go of what it holds, in milliseconds. */
const GRACE = 1000;

/** Closes all sources, each of which has its time and no more; `onFailure` is told of one that does not end well. */
export async function closeSources(
  sources: readonly Source[],
  clock: Clock,
  onFailure: (source: string, reason: string) => void,
): Promise<void> {
  await Promise.all(sources.map((source) => closeSource(source, clock, onFailure)));
}

async function closeSource(
  source: Source,
  clock: Clock,
  onFailure: (source: string, reason: string) => void,
): Promise<void> {
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(GRACE, () => reject(new Error(`did not end within ${GRACE / 1000} s`)));
  });
  try {
    await Promise.race([source.close(), late]);
  } catch (error) {
    onFailure(source.name, error instanceof Error ? error.message : String(error));
  } finally {
    cancel();
  }
}
