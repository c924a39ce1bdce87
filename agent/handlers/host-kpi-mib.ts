import { loadavg, platform } from 'node:os';
import { defineHandler } from '../generated/host-kpi-mib.gen.ts';
import { Host } from './host/host.ts';

const host = new Host();

/** Octets of the longest mount point that the index of the table holds. */
const LONGEST_MOUNT_POINT = 96;

// Where the measurements of HOST-KPI-MIB come from. What is undefined, or throws, has no value.
export default defineHandler({
  scalars: {
    async cpuTime(sample) {
      const times = await host.cpuTimes(sample);
      return times && times.busy + times.idle + (times.ioWait ?? 0);
    },
    cpuBusyTime: async (sample) => (await host.cpuTimes(sample))?.busy,
    async cpuIoWaitTime(sample) {
      return (await host.cpuTimes(sample))?.ioWait ?? onLinuxOnly('time spent waiting for disks');
    },
    async cpuStolenTime(sample) {
      return (await host.cpuTimes(sample))?.stolen ?? onLinuxOnly('time stolen by the hypervisor');
    },
    cpuCount: async (sample) => (await host.cpuTimes(sample))?.count,
    // Windows has no load average; node:os says 0 there.
    load1: () => (platform() === 'win32' ? undefined : loadavg()[0]),
    memoryTotal: async (sample) => (await host.memory(sample)).total,
    async memoryAvailable(sample) {
      return (await host.memory(sample)).available ?? onLinuxOnly('available memory');
    },
    async swapTotal(sample) {
      return (await host.memory(sample)).swapTotal ?? onLinuxOnly('swap space');
    },
    async swapFree(sample) {
      return (await host.memory(sample)).swapFree ?? onLinuxOnly('swap space');
    },
  },
  tables: {
    async fileSystem() {
      const nameable = [...(await host.fileSystems())].filter(
        ([mountPoint]) => Buffer.byteLength(mountPoint) <= LONGEST_MOUNT_POINT,
      );
      return nameable.map(([mountPoint, fileSystem]) => ({
        mountPoint,
        fileSystemSize: fileSystem?.size,
        fileSystemFree: fileSystem?.free,
        fileSystemAvailable: fileSystem?.available,
        fileSystemInodes: fileSystem?.inodes,
        fileSystemInodesFree: fileSystem?.inodesFree,
      }));
    },
    async networkInterface() {
      const interfaces = (await host.interfaces()) ?? onLinuxOnly('network counters');
      return interfaces.map((each) => ({
        name: each.name,
        inOctets: each.in.octets,
        inPackets: each.in.packets,
        inErrors: each.in.errors,
        inDrops: each.in.drops,
        outOctets: each.out.octets,
        outPackets: each.out.packets,
        outErrors: each.out.errors,
        outDrops: each.out.drops,
      }));
    },
  },
});

function onLinuxOnly(what: string): never {
  throw new Error(`this system does not tell ${what}; Linux does, in /proc`);
}
