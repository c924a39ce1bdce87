import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { advance, type CpuTimes, parseCpuTimes, sumCpuTimes } from './cpu-times.ts';
import { type FileSystem, FileSystems } from './file-systems.ts';
import { type NetworkInterface, parseInterfaces } from './interfaces.ts';
import { type Memory, parseMemory } from './memory.ts';
import { localMounts, parseMounts } from './mounts.ts';

/** How long a file system may take to say how full it is, in milliseconds. */
const PATIENCE = 1000;

/**
 * Reads figures of this machine from /proc and, where there is none, from node:os. What neither tells is
 * undefined. Calls with one signal belong to one sample and share what they read.
 */
export class Host {
  readonly #proc: string;
  readonly #fileSystems = new FileSystems();
  #latestTimes: CpuTimes | undefined;

  /** `proc` is where the proc file system is mounted. */
  constructor(proc = '/proc') {
    this.#proc = proc;
  }

  readonly cpuTimes = oncePerSample(async (): Promise<CpuTimes | undefined> => {
    const stat = await this.#read('stat');
    const times = stat === undefined ? sumCpuTimes(cpus()) : parseCpuTimes(stat);
    if (times !== undefined)
      this.#latestTimes = this.#latestTimes === undefined ? times : advance(this.#latestTimes, times);
    return times && this.#latestTimes;
  });

  readonly memory = oncePerSample(async (): Promise<Memory> => {
    const meminfo = await this.#read('meminfo');
    if (meminfo !== undefined) return parseMemory(meminfo);
    // What node:os calls free is less than what programs can get: caches count as used there.
    return { total: totalmem(), available: undefined, swapTotal: undefined, swapFree: undefined };
  });

  /** Local file systems by mount point; undefined for one that fails or does not answer in time. */
  async fileSystems(): Promise<ReadonlyMap<string, FileSystem | undefined>> {
    const mounts = await this.#read('self/mounts');
    const mountPoints =
      mounts === undefined ? ['/'] : localMounts(parseMounts(mounts)).map((each) => each.mountPoint);
    const patience = AbortSignal.timeout(PATIENCE);
    return new Map(
      await Promise.all(
        mountPoints.map(async (each) => [each, await this.#fileSystems.read(each, patience)] as const),
      ),
    );
  }

  /** Undefined on systems other than Linux: node:os has no counters. */
  async interfaces(): Promise<readonly NetworkInterface[] | undefined> {
    const dev = await this.#read('net/dev');
    return dev === undefined ? undefined : parseInterfaces(dev);
  }

  /** The text of a file of the proc file system; undefined where it is not there or must not be read. */
  #read(file: string): Promise<string | undefined> {
    return readFile(join(this.#proc, file), 'utf8').catch(() => undefined);
  }
}

/** Gives every call with the same signal the same answer. */
function oncePerSample<T>(read: () => Promise<T>): (sample: AbortSignal) => Promise<T> {
  const answers = new WeakMap<AbortSignal, Promise<T>>();
  return (sample) => {
    const answer = answers.get(sample) ?? read();
    answers.set(sample, answer);
    return answer;
  };
}
