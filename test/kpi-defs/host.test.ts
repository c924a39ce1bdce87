import { testGoldenFigures } from './golden.ts';

const GIB = 1073741824;
/** 2 processors for 10 s: 20 s of processor time. */
const cpuTime = 20000;
const oneInterface = { row: 'eth0', seconds: 10 };

describe('the host set', () => {
  testGoldenFigures('host', [
    // 100 x 7500 / 20000
    { kpi: 'CPU Busy', figures: { cpuTime, cpuBusyTime: 7500 }, gives: 37.5 },
    {
      kpi: 'CPU Busy',
      when: 'of a clock that stands still',
      figures: { cpuTime: 0, cpuBusyTime: 0 },
      gives: /zero/,
    },
    // 100 x 50 / 20000
    { kpi: 'CPU I/O Wait', figures: { cpuTime, cpuIoWaitTime: 50 }, gives: 0.25 },
    {
      kpi: 'CPU I/O Wait',
      when: 'where the system does not count it',
      figures: { cpuTime },
      gives: /cpuIoWaitTime was not given/,
    },
    // 100 x 200 / 20000
    { kpi: 'CPU Stolen', figures: { cpuTime, cpuStolenTime: 200 }, gives: 1 },
    // 3.5 / 2
    { kpi: 'Load per CPU', figures: { load1: 3.5, cpuCount: 2 }, gives: 1.75 },
    // 100 x (16 - 4) / 16
    { kpi: 'Memory Used', figures: { memoryTotal: 16 * GIB, memoryAvailable: 4 * GIB }, gives: 75 },
    // 100 x (8 - 7) / 8
    { kpi: 'Swap Used', figures: { swapTotal: 8 * GIB, swapFree: 7 * GIB }, gives: 12.5 },
    { kpi: 'Swap Used', when: 'without swap space', figures: { swapTotal: 0, swapFree: 0 }, gives: 0 },
    {
      kpi: 'File System Used',
      row: '/',
      when: 'as df has it, with a reserve of 5 GiB',
      figures: {
        fileSystemSize: { '/': 100 * GIB, '/home': 50 * GIB },
        fileSystemFree: { '/': 62 * GIB, '/home': 50 * GIB },
        fileSystemAvailable: { '/': 57 * GIB, '/home': 50 * GIB },
      },
      // 38 used of 38 + 57 = 95: 100 x 38 / 95
      gives: 40,
    },
    {
      kpi: 'File System Inodes Used',
      row: '/',
      figures: { fileSystemInodes: { '/': 6400 }, fileSystemInodesFree: { '/': 4800 } },
      // 100 x 1600 / 6400
      gives: 25,
    },
    // 8 x 125000 / 10 s
    { kpi: 'Interface In Rate', ...oneInterface, figures: { inOctets: { eth0: 125000 } }, gives: 100000 },
    // 8 x 40 / 10 s
    { kpi: 'Interface Out Rate', ...oneInterface, figures: { outOctets: { eth0: 40 } }, gives: 32 },
    {
      kpi: 'Interface Packet Rate',
      ...oneInterface,
      figures: { inPackets: { eth0: 250 }, outPackets: { eth0: 125 } },
      // 25 + 12.5
      gives: 37.5,
    },
    {
      kpi: 'Interface Loss Rate',
      ...oneInterface,
      figures: {
        inErrors: { eth0: 1 },
        inDrops: { eth0: 2 },
        outErrors: { eth0: 3 },
        outDrops: { eth0: 9 },
      },
      // 15 packets / 10 s
      gives: 1.5,
    },
  ]);
});
