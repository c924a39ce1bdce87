import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Host } from '../../../../agent/handlers/host/host.ts';

describe('a host', () => {
  let proc: string;
  const write = (file: string, text: string) => writeFile(join(proc, file), text);
  const sample = () => new AbortController().signal;

  beforeEach(async () => {
    proc = await mkdtemp(join(tmpdir(), 'kpi1-proc-'));
    await mkdir(join(proc, 'self'));
    await mkdir(join(proc, 'net'));
  });
  afterEach(() => rm(proc, { recursive: true }));

  it('reads a file once for all that one sample wants of it', async () => {
    const host = new Host(proc);
    const first = sample();
    await write('meminfo', 'MemTotal: 1000 kB\n');
    expect((await host.memory(first)).total).to.equal(1024000);
    await write('meminfo', 'MemTotal: 2000 kB\n');
    expect((await host.memory(first)).total).to.equal(1024000);
    expect((await host.memory(sample())).total).to.equal(2048000);
  });

  it('keeps processor times from stepping back between samples', async () => {
    const host = new Host(proc);
    await write('stat', 'cpu  100 0 0 900 50 0 0 0\ncpu0 100 0 0 900 50 0 0 0\n');
    await host.cpuTimes(sample());
    await write('stat', 'cpu  120 0 0 950 40 0 0 0\ncpu0 120 0 0 950 40 0 0 0\n');
    expect(await host.cpuTimes(sample())).to.deep.equal({
      count: 1,
      busy: 1200,
      idle: 9500,
      ioWait: 500,
      stolen: 0,
    });
  });

  it('has no processor times where /proc/stat is not what it should be', async () => {
    const host = new Host(proc);
    await write('stat', 'cpu  100 0 0 900 50 0 0 0\n');
    await host.cpuTimes(sample());
    await write('stat', 'nonsense\n');
    expect(await host.cpuTimes(sample())).to.equal(undefined);
  });

  it('asks the local file systems among its mounts', async () => {
    await write('self/mounts', 'x / ext4 rw 0 0\nproc /proc proc rw 0 0\ny /not/there/at/all xfs rw 0 0\n');
    const fileSystems = await new Host(proc).fileSystems();
    expect([...fileSystems.keys()]).to.deep.equal(['/', '/not/there/at/all']);
    expect(fileSystems.get('/')?.size).to.be.above(0);
    expect(fileSystems.get('/not/there/at/all')).to.equal(undefined);
  });

  it('without /proc gives what node:os knows and leaves out the rest', async () => {
    const host = new Host(join(proc, 'missing'));
    const times = await host.cpuTimes(sample());
    expect(times).to.include({ count: cpus().length, ioWait: undefined, stolen: undefined });
    expect(await host.memory(sample())).to.deep.equal({
      total: totalmem(),
      available: undefined,
      swapTotal: undefined,
      swapFree: undefined,
    });
    expect([...(await host.fileSystems()).keys()]).to.deep.equal(['/']);
    expect(await host.interfaces()).to.equal(undefined);
  });
});
