import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect } from 'chai';
import { type MappingSpec, resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import { DOTTED_NAMES } from '../../../../agent/collect/metrics/selector.ts';
import type { ListeningSource, PushSourceOptions } from '../../../../agent/collect/push-source.ts';
import { createStatsdSource } from '../../../../agent/collect/statsd/source.ts';
import { eventually } from '../../../interop/eventually.ts';
import { measurement, object } from '../../small-model.ts';
import { shorten } from '../json/mapping-for.ts';

const site = object('site', { site: 'string(1..32)' });
const mapping = (dataType: string, spec: MappingSpec, isTable = false) => {
  const wanted = isTable
    ? { measurement: measurement('m', dataType, { per: 'site' }), object: site }
    : { measurement: measurement('m', dataType) };
  const resolved = resolveMapping(wanted, spec, DOTTED_NAMES);
  if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
  return resolved.mapping;
};

describe('a StatsD source', () => {
  let source: ListeningSource;
  let received = 0;
  const open = async (options: Partial<PushSourceOptions>) => {
    received = 0;
    source = await createStatsdSource({
      ...{ name: 'app', listen: { host: '127.0.0.1', port: 0 }, from: ['127.0.0.0/8'], expireMs: 60_000 },
      ...{ mappings: [], ...options },
    });
  };
  /** Sends packets one after the other, and waits until they have come. */
  async function send(...packets: string[]) {
    const socket = createSocket('udp4');
    for (const packet of packets) socket.send(packet, source.endpoint.port, '127.0.0.1');
    received += packets.length;
    await eventually('all packets', () =>
      Promise.resolve(source.counts?.received === received ? true : undefined),
    );
    socket.close();
    await once(socket, 'close');
  }
  async function read(): Promise<string[]> {
    const sample = await source.read(new AbortController().signal);
    return sample.ok ? shorten(sample) : [sample.reason];
  }
  afterEach(() => source.close());

  it('has no sample before it was sent something', async () => {
    await open({ mappings: [mapping('counter', { metric: 'logins', whenAbsent: 0 })] });
    expect(await read()).to.deep.equal([`nothing has been received at UDP port ${source.endpoint.port} yet`]);
    await send('other:1|c');
    expect(await read()).to.deep.equal(['0[]: 0']);
  });

  it('says counters as running totals, with the sample rate reckoned in (K17)', async () => {
    await open({ mappings: [mapping('counter', { metric: 'app.logins' })] });
    await send('app.logins:1|c\napp.logins:2|c|@0.1\r\n', 'app.logins:3|c');
    expect(await read()).to.deep.equal(['0[]: 24']);
    await send('app.logins:1|c');
    expect(await read()).to.deep.equal(['0[]: 25']);
  });

  it('says gauges as they were set and changed', async () => {
    await open({ mappings: [mapping('gauge', { metric: 'calls' })] });
    await send('calls:40|g', 'calls:+5|g', 'calls:-3|g');
    expect(await read()).to.deep.equal(['0[]: 42']);
    await send('calls:7|g');
    expect(await read()).to.deep.equal(['0[]: 7']);
  });

  it('says of timers totals, and what came since the last sample', async () => {
    const metrics = ['count', 'sum', 'min', 'max', 'mean'].map((suffix) => `setup.${suffix}`);
    await open({ mappings: metrics.map((metric) => mapping('gauge', { metric })) });
    await send('setup:10|ms', 'setup:20:60|h');
    expect(await read()).to.deep.equal(['0[]: 3', '1[]: 90', '2[]: 10', '3[]: 60', '4[]: 30']);
    const [count, sum, ...absent] = await read();
    expect([count, sum]).to.deep.equal(['0[]: 3', '1[]: 90']);
    expect(absent.map((reason) => reason.slice(0, 29))).to.deep.equal(
      ['min', 'max', 'mea'].map((suffix, i) => `${i + 2} no series matches setup.${suffix}`),
    );
  });

  it('says how many members of a set came since the last sample', async () => {
    await open({ mappings: [mapping('gauge', { metric: 'users' })] });
    await send('users:alice|s', 'users:bob|s', 'users:alice|s');
    expect(await read()).to.deep.equal(['0[]: 2']);
    expect(await read()).to.deep.equal(['0[]: 0']);
  });

  it('makes rows of tags, and sums of what is not told apart', async () => {
    const spec = { metric: 'req{status=~"5.."}', labels: new Map([['site', 'vhost']]) };
    await open({ mappings: [mapping('counter', spec, true)] });
    await send('req:1|c|#vhost:a,status:500', 'req:2|c|#status:503,vhost:a', 'req:9|c|#vhost:a,status:200');
    await send('req:4|c|#vhost:b,status:500');
    expect(await read()).to.deep.equal(['0[a]: 1 + 2', '0[b]: 4']);
  });

  it('counts what it cannot take, and what comes from others, and goes on', async () => {
    await open({ mappings: [mapping('counter', { metric: 'logins' })] });
    await send('nonsense\nlogins:x|c\nlogins:1|c\n\xff\xfe');
    expect(await read()).to.deep.equal(['0[]: 1']);
    expect(source.counts).to.deep.equal({ received: 1, dropped: 3 });
    await source.close();
    await open({ from: ['192.0.2.0/24'] });
    const socket = createSocket('udp4');
    socket.send('logins:1|c', source.endpoint.port, '127.0.0.1');
    await eventually('a dropped packet', () =>
      Promise.resolve(source.counts?.dropped === 1 ? true : undefined),
    );
    socket.close();
    expect(source.counts?.received).to.equal(0);
  });
});
