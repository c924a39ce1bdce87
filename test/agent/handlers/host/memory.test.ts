import { expect } from 'chai';
import { parseMemory } from '../../../../agent/handlers/host/memory.ts';

describe('/proc/meminfo', () => {
  it('gives memory and swap space in bytes', () => {
    // Linux 6.1, lines in the kernel's order.
    const meminfo = `MemTotal:       24684084 kB
MemFree:        24175280 kB
MemAvailable:   24346168 kB
Buffers:            5500 kB
Cached:           346380 kB
SwapCached:            4 kB
Active(anon):       1568 kB
SwapTotal:       2097148 kB
SwapFree:        2096124 kB
HugePages_Total:       0
`;
    expect(parseMemory(meminfo)).to.deep.equal({
      total: 25276502016, // 24684084 x 1024
      available: 24930476032, // 24346168 x 1024
      swapTotal: 2147479552, // 2097148 x 1024
      swapFree: 2146430976, // 2096124 x 1024
    });
  });

  it('leaves out what it does not say: Linux before 3.14 has no MemAvailable', () => {
    expect(parseMemory('MemTotal:        1024 kB\nMemFree:          512 kB\n')).to.deep.equal({
      total: 1048576,
      available: undefined,
      swapTotal: undefined,
      swapFree: undefined,
    });
  });

  it('takes no other unit and no other line for the one it looks for', () => {
    const odd = 'MemTotal: 12 MB\nXMemAvailable: 5 kB\nSwapTotal: -1 kB\nSwapFree: kB\n';
    expect(Object.values(parseMemory(odd))).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});
