import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { stringify } from 'yaml';
import type { Kpi1Message } from '../../messages/message.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { compileModel } from '../agent/running/running-agent.ts';
import { type HttpReceiver, startHttpReceiver } from '../interop/durability/http-receiver.ts';
import { bySequence, gaps } from '../interop/durability/reports.ts';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { startKpi1 } from '../interop/kpi1.ts';
import type { PeerProcess } from '../interop/peer-process.ts';
import { Folder } from './folder.ts';

const DEFINITIONS = `module:
  name: TEST-KPI-MIB
  prefix: test
  description: A module.
  revisions: [{ date: 2026-11-21, description: First version. }]
measurements:
  - { name: testLoad, description: A figure., unit: calls, dataType: gauge }
kpis:
  - { name: Load, description: A KPI., purpose: To be reported., formula: testLoad + 1, unit: calls, dataType: integer,
      reportingFrequency: 1s, reportingDuration: continuous, dataSource: Test }
`;

/** Where an agent answers, where it reports to and under what name, and how many reports may wait. */
interface Wanted {
  readonly port: number;
  readonly target: string;
  readonly backlog?: number;
  readonly name?: string;
}

describe('An agent that reads its configuration again', function () {
  this.timeout(60_000);
  const model = compileModel({ 'test.yaml': DEFINITIONS });
  let folder: Folder;
  let agent: PeerProcess;
  let ports: [number, number];
  let receivers: HttpReceiver[];

  beforeEach(async () => {
    folder = new Folder();
    folder.write('model.json', JSON.stringify(model));
    folder.write('metrics', 'testLoad 1\n');
    ports = [await freePort('tcp'), await freePort('tcp')];
    receivers = [await startHttpReceiver(), await startHttpReceiver()];
  });
  afterEach(async () => {
    await agent?.stop();
    for (const receiver of receivers) await receiver.close();
    folder.remove();
  });

  const configure = ({ port, target, backlog = 100, name = 'oe' }: Wanted) =>
    folder.write(
      'agent.yaml',
      stringify({
        instanceId: 'test-01',
        model: 'model.json',
        snmp: { listen: [] },
        http: { listen: `127.0.0.1:${port}` },
        notify: [{ type: 'http', name, url: target }],
        store: { backlog },
        sources: [
          {
            ...{ name: 'metrics', type: 'prometheus', every: '1s' },
            url: pathToFileURL(folder.at('metrics')).href,
            measurements: { testLoad: 'testLoad' },
          },
        ],
      }),
    );
  const start = async (wanted: Wanted) => {
    agent = startKpi1('agent', '--config', configure(wanted));
    await serves(wanted.port);
  };
  const urlOf = (index: number) => (receivers[index] as HttpReceiver).url;
  const reload = {
    SIGHUP: async () => void process.kill(agent.pid, 'SIGHUP'),
    'POST /-/reload': async (port: number) => {
      const { status } = await fetch(`http://127.0.0.1:${port}/-/reload`, { method: 'POST' });
      expect(status).to.equal(202);
    },
  };
  const serves = (port: number) =>
    eventually(
      `it answers at ${port}`,
      async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok || undefined,
      20_000,
    );
  const isSilent = (port: number) =>
    fetch(`http://127.0.0.1:${port}/-/healthy`).then(
      () => false,
      () => true,
    );
  const says = (text: string) =>
    eventually(`it says ${text}`, async () => agent.output().includes(text) || undefined, 20_000);
  const ask = async (port: number, message: Kpi1Message): Promise<Kpi1Message> => {
    const answer = await fetch(`http://127.0.0.1:${port}/kpi1`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: encodeMessage(message),
    });
    const decoded = decodeMessage(Buffer.from(await answer.arrayBuffer()));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
    return decoded.message;
  };
  const backlogLimit = async (port: number) => {
    const query = { kind: 'OEConfigQueryRequest', oeId: 'oe', identifiers: ['history'] } as const;
    const answer = await ask(port, query);
    if (answer.kind !== 'OEConfigQueryResponse') throw new Error(JSON.stringify(answer));
    return answer.infos[0]?.items.find(({ name }) => name === 'backlog')?.value;
  };
  const waiting = async (port: number) => {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return Number(/^kpi1_reports_backlog\{.*\} (\d+)$/m.exec(metrics)?.[1]);
  };
  const gets = (receiver: number, count: number) =>
    eventually(
      `receiver ${receiver} has ${count} reports`,
      async () => (receivers[receiver] as HttpReceiver).reports.length >= count || undefined,
      20_000,
    );

  it('K23 K55 serves and reports by the new one, time and again, and no report is lost meanwhile', async () => {
    const wanted = (n: number) => ({ port: ports[n] as number, target: urlOf(n), backlog: 100 + n });
    await start(wanted(0));
    await gets(0, 2);
    for (const [round, how] of (
      ['SIGHUP', 'POST /-/reload', 'SIGHUP', 'POST /-/reload'] as const
    ).entries()) {
      const [from, to] = [round % 2, (round + 1) % 2] as const;
      const before = (receivers[to] as HttpReceiver).reports.length;
      configure(wanted(to));
      await reload[how](ports[from] as number);
      await serves(ports[to] as number);
      expect(await isSilent(ports[from] as number)).to.equal(true);
      expect(await backlogLimit(ports[to] as number)).to.equal(String(100 + to));
      await gets(to, before + 2);
    }
    await eventually('nothing waits', async () => (await waiting(ports[0])) === 0 || undefined);
    await agent.stop();
    const received = bySequence(receivers.flatMap(({ reports }) => reports));
    const last = Math.max(...received.keys());
    expect(last).to.be.at.least(5);
    expect(gaps(received, last)).to.deep.equal([]);
    // Where the old one still had the lock of the data folder, the new one could not start.
    expect(agent.output()).to.not.match(/"level":(50|"error")|kpi1\.lock/);
  });

  it('goes on with the old one, HTTP included, where the new one has errors', async () => {
    const [port] = ports;
    await start({ port, target: urlOf(0) });
    await gets(0, 1);
    folder.edit('agent.yaml', 'every: 1s', 'every: never');
    const answer = await fetch(`http://127.0.0.1:${port}/-/reload`, { method: 'POST' });
    expect([answer.status, await answer.text()]).to.deep.equal([
      409,
      '16:12: FIELD-FORM `every` is `never`, but must be a duration such as 30s, 5m, 1h or 7d.\n',
    ]);
    process.kill(agent.pid, 'SIGHUP');
    await says('the new configuration has errors: the agent goes on with the old one');
    await serves(port);
    await gets(0, (receivers[0] as HttpReceiver).reports.length + 2);
    const received = bySequence((receivers[0] as HttpReceiver).reports);
    expect(gaps(received, Math.max(...received.keys()))).to.deep.equal([]);
  });

  it('tells who asks for it by HTTP that the file cannot be read', async () => {
    const [port] = ports;
    await start({ port, target: urlOf(0) });
    rmSync(folder.at('agent.yaml'));
    const answer = await fetch(`http://127.0.0.1:${port}/-/reload`, { method: 'POST' });
    expect([answer.status, await answer.text()]).to.deep.equal([
      409,
      `${folder.at('agent.yaml')} does not exist.\n`,
    ]);
    await serves(port);
  });

  it('K55 goes on with the old one where a port of the new one is in use; what waited for its targets waits still', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const [port] = ports;
    const later = await freePort('tcp');
    const target = `http://127.0.0.1:${later}/kpi1`;
    await start({ port, target });
    await eventually('reports wait', async () => (await waiting(port)) >= 2 || undefined);
    configure({ port: (taken.address() as AddressInfo).port, target: urlOf(1), name: 'another' });
    process.kill(agent.pid, 'SIGHUP');
    await says('the agent starts with the old one');
    expect(agent.output()).to.match(/http\.listen: \S+ cannot be listened on .*EADDRINUSE/);
    taken.close();
    await serves(port);
    expect((receivers[1] as HttpReceiver).reports).to.deep.equal([]);
    receivers.push(await startHttpReceiver(later));
    await gets(2, 3);
    await eventually('nothing waits', async () => (await waiting(port)) === 0 || undefined);
    const received = bySequence((receivers[2] as HttpReceiver).reports);
    expect(gaps(received, Math.max(...received.keys()))).to.deep.equal([]);
  });
});
