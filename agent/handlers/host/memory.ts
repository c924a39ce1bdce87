/** Memory in bytes; undefined is what the system does not tell. */
export interface Memory {
  readonly total: number | undefined;
  /** What programs can get without swapping. */
  readonly available: number | undefined;
  readonly swapTotal: number | undefined;
  readonly swapFree: number | undefined;
}

/** Reads /proc/meminfo. Its kB are units of 1024 bytes. */
export function parseMemory(meminfo: string): Memory {
  const bytes = (name: string): number | undefined => {
    const kibibytes = new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(meminfo)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  };
  return {
    total: bytes('MemTotal'),
    available: bytes('MemAvailable'),
    swapTotal: bytes('SwapTotal'),
    swapFree: bytes('SwapFree'),
  };
}
