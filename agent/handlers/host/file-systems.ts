import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';

/** Space in bytes and inodes of one file system. */
export interface FileSystem {
  readonly size: number;
  readonly free: number;
  /** To users other than the superuser. */
  readonly available: number;
  /** Undefined where the file system has no fixed number of inodes. */
  readonly inodes: number | undefined;
  readonly inodesFree: number | undefined;
}

/**
 * Asks file systems how full they are. One that does not answer keeps a thread of Node's small pool waiting,
 * so it is not asked again until it has answered.
 */
export class FileSystems {
  readonly #statfs: (mountPoint: string) => Promise<StatsFs>;
  readonly #unanswered = new Set<string>();

  constructor(ask: (mountPoint: string) => Promise<StatsFs> = (mountPoint) => statfs(mountPoint)) {
    this.#statfs = ask;
  }

  /** Resolves to undefined, and never rejects, where the file system fails or does not answer before the signal. */
  async read(mountPoint: string, signal: AbortSignal): Promise<FileSystem | undefined> {
    if (this.#unanswered.has(mountPoint) || signal.aborted) return undefined;
    this.#unanswered.add(mountPoint);
    const answer = this.#statfs(mountPoint)
      .then(describe, () => undefined)
      .finally(() => this.#unanswered.delete(mountPoint));
    let giveUp = (): void => {};
    const abandoned = new Promise<undefined>((resolve) => {
      giveUp = () => resolve(undefined);
      signal.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([answer, abandoned]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}

function describe({ bsize, blocks, bfree, bavail, files, ffree }: StatsFs): FileSystem {
  const hasInodes = files > 0;
  return {
    size: blocks * bsize,
    free: bfree * bsize,
    available: bavail * bsize,
    inodes: hasInodes ? files : undefined,
    inodesFree: hasInodes ? ffree : undefined,
  };
}
