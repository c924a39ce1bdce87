import { cpus, loadavg, networkInterfaces, platform, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { loadHandler } from '../../../agent/collect/handler/load-handler.ts';
import { createHandlerSource } from '../../../agent/collect/handler/source.ts';
import type { RawValue, Sample } from '../../../agent/collect/source.ts';
import type { ModelModule } from '../../../model/model.ts';
import { compileSets } from '../../kpi-defs/compile-sets.ts';

type GoodSample = Extract<Sample, { ok: true }>;

describe('the host handler on this machine', () => {
  let module: ModelModule;
  let orphans: readonly string[] = [];
  let first: GoodSample;
  let second: GoodSample;
  /** What node:os said just before the first sample, and of the load just after it. */
  let busyBefore: number;
  const loads: number[] = [];

  before(async () => {
    module = compileSets(['host']).model.modules[0] as ModelModule;
    const wanted = module.measurements.map((measurement) => {
      const object = module.objects.find(({ name }) => name === measurement.per);
      return { measurement, ...(object && { object }) };
    });
    const source = createHandlerSource({
      name: 'host',
      handler: await loadHandler(resolve('agent/handlers/host-kpi-mib.ts')),
      wanted,
      onOrphans: (methods) => {
        orphans = methods;
      },
    });
    const read = async () => {
      const sample = await source.read(new AbortController().signal);
      if (!sample.ok) throw new Error(sample.reason);
      return sample;
    };
    loads.push(loadavg()[0] as number);
    busyBefore = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
    first = await read();
    loads.push(loadavg()[0] as number);
    second = await read();
  });

  /** A measurement's figures by index. */
  const figures = ({ readings }: GoodSample, name: string): Map<string, RawValue> => {
    const position = module.measurements.findIndex((measurement) => measurement.name === name);
    expect(position, name).to.be.at.least(0);
    const found = readings.filter(({ measurement }) => measurement === position);
    return new Map(found.map(({ index, series }) => [index.join(), [...series.values()][0] as RawValue]));
  };
  const figure = (sample: GoodSample, name: string) => Number(figures(sample, name).get(''));

  it('has a method for each measurement, and none that nothing is measured with', () => {
    expect(orphans).to.deep.equal([]);
    expect(first.problems.filter(({ reason }) => reason.includes('has no method'))).to.deep.equal([]);
  });

  it('sees the processors that node:os sees, busy for a part of their time', () => {
    expect(figure(first, 'cpuCount')).to.equal(cpus().length);
    expect(figure(first, 'cpuBusyTime')).to.be.within(busyBefore, figure(first, 'cpuTime'));
    for (const name of ['cpuTime', 'cpuBusyTime']) {
      expect(figure(second, name), name).to.be.at.least(figure(first, name));
    }
  });

  it('sees the memory that node:os sees', () => {
    expect(figure(first, 'memoryTotal')).to.equal(totalmem());
    if (platform() !== 'linux') return;
    expect(figure(first, 'memoryAvailable')).to.be.within(1, totalmem());
    expect(figure(first, 'swapFree')).to.be.within(0, figure(first, 'swapTotal'));
  });

  it('has the load average of node:os', () => {
    expect(loads).to.include(figure(first, 'load1'));
  });

  it('has the root file system, with no more available than free', () => {
    const of = (name: string) => Number(figures(first, name).get('/'));
    expect(of('fileSystemSize')).to.be.above(0);
    expect(of('fileSystemFree')).to.be.within(0, of('fileSystemSize'));
    expect(of('fileSystemAvailable')).to.be.within(0, of('fileSystemFree'));
  });

  it('has the interfaces of node:os, or says that this system does not count', () => {
    const octets = figures(first, 'inOctets');
    if (platform() === 'linux') {
      expect([...octets.keys()]).to.include.members(Object.keys(networkInterfaces()));
      expect(figures(first, 'outDrops').size).to.equal(octets.size);
    } else {
      expect(first.problems.map(({ reason }) => reason).join()).to.contain('does not tell network counters');
    }
  });
});
