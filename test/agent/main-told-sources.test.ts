import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { BOX, CALLS } from './running/calls.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';

/** A port of 127.0.0.1 that nothing uses now. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

describe('An agent that asks one service for JSON and is told by another over StatsD (K17)', () => {
  const model = compileModel({ 'calls.yaml': CALLS, 'box.yaml': BOX });
  const page = { calls: { active: 3 }, trunks: [{ name: 'a', calls: 1 }], box: { temperature: 41.25 } };
  const service = createServer((_, response) => response.end(JSON.stringify(page)));
  let json: object;
  let port: number;
  let agent: RunningAgent;

  before(async () => {
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/status`;
    port = await freeUdpPort();
    json = { name: 'page', type: 'json', url, every: '10s' };
  });
  after(async () => {
    service.closeAllConnections();
    service.close();
    await once(service, 'close');
  });
  afterEach(() => agent.stop());

  const statsd = () => ({
    ...{ name: 'app', type: 'statsd', listen: `127.0.0.1:${port}`, every: '10s' },
    measurements: {
      attempts: 'calls.attempted',
      answered: { metric: 'calls.attempted{result="answered"}', whenAbsent: 0 },
    },
  });
  const start = async (measurements: object) => {
    agent = await startRunningAgent({ model, sources: [{ ...json, measurements }, statsd()] });
    await agent.says('the source answers', 'page');
  };
  const read = async (oid: string) => {
    const { type, value } = await agent.manager.get(oid);
    return type.startsWith('No') ? type : value;
  };
  const figure = (name: string) => read(`${agent.figure(name).oid}.0`);
  /** Sends a packet, which is then with the agent's socket, and lets the agent take it. */
  async function send(packet: string) {
    const socket = createSocket('udp4');
    await new Promise((sent) => socket.send(packet, port, '127.0.0.1', sent));
    socket.close();
    await nextTurn();
    await nextTurn();
  }
  const CALL_FIGURES = {
    active: '/calls/active',
    trunkCalls: { rows: '/trunks', value: '/calls', labels: { trunkName: '/name' } },
  };

  it('serves the figures of both, and calculates from them', async () => {
    await start(CALL_FIGURES);
    expect(await figure('attempts')).to.equal('NoSuchInstance');
    await send('calls.attempted:1|c|#result:answered');
    await agent.endInterval(10);
    await send('calls.attempted:3|c|#result:answered\ncalls.attempted:1|c|#result:busy');
    await agent.endInterval(10);
    expect(await figure('active')).to.equal(3);
    expect(await figure('Answer Ratio')).to.equal(7500);
  });

  it('collects what its configuration names, and other things with another one (K15)', async () => {
    await start(CALL_FIGURES);
    expect(await figure('temperature')).to.match(/^NoSuch/);
    await agent.stop();
    await start({ temperature: '/box/temperature' });
    expect(await figure('temperature')).to.equal(413);
    expect(await figure('active')).to.match(/^NoSuch/);
  });
});
