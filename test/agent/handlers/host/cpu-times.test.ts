import { expect } from 'chai';
import {
  advance,
  type CpuTimes,
  parseCpuTimes,
  sumCpuTimes,
} from '../../../../agent/handlers/host/cpu-times.ts';

// /proc/stat of Linux 6.18, interrupt counts shortened.
const STAT = `cpu  7544 12 3396 220453 429 7 49 31 500 0
cpu0 3241 5 1433 111261 15 3 11 13 250 0
cpu1 4303 7 1963 109192 414 4 38 18 250 0
intr 265299 0 0 0 232 72
ctxt 594323
btime 1795291553
processes 7421
procs_running 1
procs_blocked 0
softirq 165713 0 45125 1 8163 9
`;

describe('/proc/stat', () => {
  it('gives what all processors did, guests not counted twice', () => {
    expect(parseCpuTimes(STAT)).to.deep.equal({
      count: 2,
      // 7544 user + 12 nice + 3396 system + 7 irq + 49 softirq + 31 steal = 11039 ticks of 10 ms
      busy: 110390,
      idle: 2204530,
      ioWait: 4290,
      stolen: 310,
    });
  });

  it('leaves out what an old kernel does not count', () => {
    expect(parseCpuTimes('cpu  100 20 30 4000\ncpu0 100 20 30 4000\n')).to.deep.equal({
      count: 1,
      busy: 1500,
      idle: 40000,
      ioWait: undefined,
      stolen: undefined,
    });
  });

  it('is no reading without the line of all processors', () => {
    for (const text of ['', 'cpu0 1 2 3 4\n', 'cpu \n', 'intr 1 2 3\n', 'cpu  a b c d\n']) {
      expect(parseCpuTimes(text), JSON.stringify(text)).to.equal(undefined);
    }
  });
});

describe('processor times of node:os', () => {
  const cpu = (user: number, idle: number) => ({
    model: 'Apple M2',
    speed: 2400,
    times: { user, nice: 10, sys: 200, idle, irq: 1 },
  });

  it('are summed over processors', () => {
    expect(sumCpuTimes([cpu(1000, 5000), cpu(3000, 4000)])).to.deep.equal({
      count: 2,
      // 1000 + 3000 user, 2 x 10 nice, 2 x 200 sys, 2 x 1 irq
      busy: 4422,
      idle: 9000,
      ioWait: undefined,
      stolen: undefined,
    });
  });

  it('are unknown where a sandbox hides all processors', () => {
    expect(sumCpuTimes([])).to.equal(undefined);
  });
});

describe('processor times of one sample after another', () => {
  const earlier: CpuTimes = { count: 2, busy: 500, idle: 9000, ioWait: 300, stolen: 20 };

  it('never step back, so that iowait which the kernel corrects is no restart', () => {
    const later: CpuTimes = { count: 1, busy: 600, idle: 8990, ioWait: 290, stolen: 20 };
    expect(advance(earlier, later)).to.deep.equal({
      count: 1,
      busy: 600,
      idle: 9000,
      ioWait: 300,
      stolen: 20,
    });
  });

  it('stay unknown where the system does not tell', () => {
    const unknown: CpuTimes = { count: 2, busy: 600, idle: 9100, ioWait: undefined, stolen: undefined };
    expect(advance(unknown, unknown)).to.deep.equal(unknown);
  });
});
