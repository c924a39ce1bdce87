import { expect } from 'chai';
import type { BoundSource } from '../../../agent/config/bind.ts';
import { KpiCalculator } from '../../../agent/kpi/calculate.ts';
import { Publication } from '../../../agent/publish/publication.ts';
import { Publisher } from '../../../agent/publish/publisher.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import type { ModelMeasurement } from '../../../model/model.ts';
import { measurement, module } from '../small-model.ts';

const gauge = (name: string, oid: string): ModelMeasurement => ({ ...measurement(name, 'gauge'), oid });
const measurements = [gauge('a', '1.3.6.1'), gauge('b', '1.3.6.2')];

/** A publisher of one source's two gauges, and what it publishes. */
function makePublisher() {
  const published: string[] = [];
  const index = new ValueIndex();
  const values = {
    declare: () => {},
    open: (oid: readonly number[]) => index.open(oid),
    publish: (_: number, value: { value: unknown }) => published.push(String(value.value)),
    withdraw: () => published.push('withdrawn'),
    close: () => {},
  };
  const modules = [module({ measurements })];
  const calculator = new KpiCalculator(modules, [{ source: 's', every: 10, measurements }]);
  const wanted = measurements.map((each) => ({ measurement: each }));
  const bound = [{ config: { name: 's' }, wanted, mappings: [] }] as unknown as BoundSource[];
  const publisher = new Publisher(new Publication(values, modules), calculator, bound);
  const accept = (at: number, ...figures: number[]) => {
    const readings = figures.map((value, n) => ({
      measurement: n,
      index: [],
      series: new Map([['', value]]),
    }));
    calculator.accept({ source: 's', at, sample: { ok: true, readings, problems: [] } });
  };
  return { publisher, accept, published };
}

describe('Publisher', () => {
  it('publishes what the measurements of a source say', async () => {
    const { publisher, accept, published } = makePublisher();
    accept(10_000, 1, 2);
    await publisher.publishSample('s');
    expect(published).to.deep.equal(['1', '2']);
    expect(publisher.sourceOf.get(measurements[0]!)).to.equal('s');
  });

  it('publishes samples that come while one is waited for once, the latest', async () => {
    const { publisher, accept, published } = makePublisher();
    accept(10_000, 1, 2);
    const first = publisher.publishSample('s');
    accept(20_000, 3, 4);
    await Promise.all([first, publisher.publishSample('s')]);
    expect(published).to.deep.equal(['3', '4']);
  });

  it('tells what fails, and goes on with the next sample', async () => {
    const { publisher, accept, published } = makePublisher();
    const { publish } = publisher.publication;
    publisher.publication.publish = () => {
      throw new Error('out of memory');
    };
    accept(10_000, 1, 2);
    const failed = await publisher.publishSample('s').catch((error: Error) => error.message);
    expect(failed).to.equal('out of memory');
    publisher.publication.publish = publish;
    accept(20_000, 3, 4);
    await publisher.publishSample('s');
    expect(published).to.deep.equal(['3', '4']);
  });
});
