import { expect } from 'chai';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { implied, kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';
import { startTrapReceiver, type TrapReceiver } from './running/trap-receiver.ts';

describe('An agent with a target that is dead', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  const mib = kpi1Mib(model);
  let metrics: MetricsServer;
  let alive: TrapReceiver;
  let dead: string;
  let agent: RunningAgent;

  beforeEach(async () => {
    metrics = await startMetricsServer({ ...CALL_SERIES });
    alive = await startTrapReceiver();
    dead = `127.0.0.1:${await freePort('udp')}`;
    const from = { name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' };
    const inform = { type: 'snmp', community: 'public', inform: true };
    agent = await startRunningAgent({
      model,
      sources: [{ ...from, measurements: CALL_MAPPINGS }],
      notify: [
        { ...inform, to: dead, timeout: '1s', retries: 0 },
        { ...inform, to: `127.0.0.1:${alive.port}` },
      ],
      more: { store: { backlog: 3 } },
    });
    await agent.says('the source answers', 'switch');
  });
  afterEach(async () => {
    await agent.stop();
    alive.close();
    await metrics.close();
  });

  const cell = async (target: string, descriptor: string) => {
    const { value } = await agent.manager.get(mib.oid(descriptor, ...implied(`snmp://${target}`)));
    return Buffer.isBuffer(value) ? value.toString() : Number(value);
  };
  const endIntervals = async (count: number) => {
    for (let n = 0; n < count; n++) await agent.endInterval(10);
  };

  it('brings every report to the others, and says in kpi1TargetTable how each is doing (K65)', async () => {
    await endIntervals(3);
    const reports = await alive.await(mib.notification('kpi1PmReport'), 2);
    expect(
      reports.map(({ values }) => values.get(mib.oid('kpi1ReportSequence', 0))).slice(0, 2),
    ).to.deep.equal([1, 2]);
    await eventually('it fails', async () => (await cell(dead, 'kpi1TargetStatus')) === 2 || undefined);
    expect(await cell(dead, 'kpi1TargetReason')).to.include('no answer to 1 try');
    expect(await cell(dead, 'kpi1TargetReports')).to.equal(0);
    expect(await cell(dead, 'kpi1TargetWaiting')).to.be.greaterThan(1);
    const other = `127.0.0.1:${alive.port}`;
    expect(await cell(other, 'kpi1TargetType')).to.equal('snmp');
    await eventually(
      'the other has all',
      async () => (await cell(other, 'kpi1TargetWaiting')) === 0 || undefined,
    );
    expect(await cell(other, 'kpi1TargetStatus')).to.equal(1);
  });

  it('drops the oldest beyond the backlog, counts them, and tells who else listens', async () => {
    await endIntervals(3);
    await eventually('it fails', async () => (await cell(dead, 'kpi1TargetStatus')) === 2 || undefined);
    await endIntervals(6);
    const [dropped] = await alive.await(mib.notification('kpi1ReportsDropped'), 1);
    const objects = dropped!.objects.map(({ oid, value }) => [
      oid,
      Buffer.isBuffer(value) ? `${value}` : value,
    ]);
    expect(objects.slice(0, 3)).to.deep.equal([
      [mib.oid('kpi1InstanceId', 0), 'test-01'],
      [mib.oid('kpi1DroppedTarget', 0), `snmp://${dead}`],
      [mib.oid('kpi1DroppedFirst', 0), 1],
    ]);
    expect(await cell(dead, 'kpi1TargetDropped')).to.be.greaterThan(0);
    const messages = agent.logged.map(({ message }) => message);
    expect(messages.filter((message) => message.startsWith('the oldest reports are dropped'))).to.have.length(
      1,
    );
  });
});
