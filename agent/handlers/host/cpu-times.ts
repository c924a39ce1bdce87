import type { CpuInfo } from 'node:os';

/** What all processors together did since boot, in milliseconds. The states do not overlap. */
export interface CpuTimes {
  /** Processors that are online. */
  readonly count: number;
  /** User, nice, system, irq, softirq and steal. */
  readonly busy: number;
  readonly idle: number;
  /** Idle while a task waited for a disk; undefined where the system does not tell. */
  readonly ioWait: number | undefined;
  /** The part of `busy` that other virtual machines had; undefined where the system does not tell. */
  readonly stolen: number | undefined;
}

/** Linux gives times in units of USER_HZ, which is 100 a second on every architecture Node runs on. */
const MS_PER_TICK = 10;

/** Reads /proc/stat; undefined where it has no line of all processors. */
export function parseCpuTimes(stat: string): CpuTimes | undefined {
  const all = /^cpu +(\d.*)$/m.exec(stat)?.[1];
  if (all === undefined) return undefined;
  // guest and guest_nice, the columns after these eight, are part of user and nice already.
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait, irq = 0, softirq = 0, steal] = all
    .split(' ')
    .map((ticks) => Number(ticks) * MS_PER_TICK);
  return {
    count: stat.match(/^cpu\d+ /gm)?.length ?? 0,
    busy: user + nice + system + irq + softirq + (steal ?? 0),
    idle,
    ioWait,
    stolen: steal,
  };
}

/** Sums what node:os says of each processor, for systems without /proc; undefined where it knows of none. */
export function sumCpuTimes(cpus: readonly CpuInfo[]): CpuTimes | undefined {
  if (cpus.length === 0) return undefined;
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { count: cpus.length, busy, idle, ioWait: undefined, stolen: undefined };
}

/**
 * The later times, none less than it was: Linux lets iowait and idle step back a little (proc(5)), which a
 * counter must not, as it would count as a restart.
 */
export function advance(earlier: CpuTimes, later: CpuTimes): CpuTimes {
  return {
    count: later.count,
    busy: Math.max(earlier.busy, later.busy),
    idle: Math.max(earlier.idle, later.idle),
    ioWait: later.ioWait === undefined ? undefined : Math.max(earlier.ioWait ?? 0, later.ioWait),
    stolen: later.stolen === undefined ? undefined : Math.max(earlier.stolen ?? 0, later.stolen),
  };
}
