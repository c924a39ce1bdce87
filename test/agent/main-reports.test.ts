import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect } from 'chai';
import { eventually } from '../interop/eventually.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { type Kpi1Mib, kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';
import { type Received, startTrapReceiver, type TrapReceiver } from './running/trap-receiver.ts';

const COLD_START = '1.3.6.1.6.3.1.1.5.1';

describe('An agent that reports', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  const mib: Kpi1Mib = kpi1Mib(model);
  const PM_REPORT = mib.notification('kpi1PmReport');
  let metrics: MetricsServer;
  let traps: TrapReceiver;
  let agent: RunningAgent;

  beforeEach(async () => {
    metrics = await startMetricsServer({ ...CALL_SERIES });
    traps = await startTrapReceiver();
    agent = await startRunningAgent({
      model,
      sources: [
        {
          ...{ name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' },
          measurements: CALL_MAPPINGS,
        },
      ],
      notify: [{ type: 'snmp', to: `127.0.0.1:${traps.port}`, community: 'public', inform: true }],
      more: { history: { reports: 4, intervals: 3 } },
    });
    await agent.says('the source answers', 'switch');
  });
  afterEach(async () => {
    await agent.stop();
    traps.close();
    await metrics.close();
  });

  const text = (value: unknown) => (Buffer.isBuffer(value) ? value.toString() : value);
  const about = (report: Received, descriptor: string) => text(report.values.get(mib.oid(descriptor, 0)));
  /** A figure's value in a report, as it was on the wire. */
  const valueIn = ({ values }: Received, figure: string, index = '0') => {
    const value = values.get(`${agent.figure(figure).oid}.${index}`);
    return Buffer.isBuffer(value) ? Number(`0x${value.toString('hex')}`) : value;
  };
  /** Ends intervals of 10 s, in each of which so many calls are attempted and answered. */
  async function endIntervals(count: number, attempted = 100, answered = 60): Promise<void> {
    for (let n = 0; n < count; n++) {
      const { calls_attempted_total: attempts, calls_answered_total: answers } = metrics.series;
      metrics.series['calls_attempted_total'] = Number(attempts) + attempted;
      metrics.series['calls_answered_total'] = Number(answers) + answered;
      await agent.endInterval(10);
    }
  }

  it('K65 tells that it started: coldStart, and kpi1AgentStart with its identifier and software', async () => {
    await traps.await(COLD_START, 1);
    const [start] = await traps.await(mib.notification('kpi1AgentStart'), 1);
    expect(start!.objects.map(({ oid, value }) => [oid, text(value)])).to.deep.equal([
      [mib.oid('kpi1InstanceId', 0), 'test-01'],
      [mib.oid('kpi1InstanceSoftware', 0), 'kpi1 test'],
    ]);
  });

  it('K19 K69 sends a report an interval: whose it is, of when, its KPIs, then what they were calculated from', async () => {
    await endIntervals(3);
    const [, second] = await traps.await(PM_REPORT, 2);
    const fixed = second!.objects.slice(0, 7).map(({ oid }) => oid);
    expect(fixed).to.deep.equal(
      [
        ...['kpi1InstanceId', 'kpi1ReportIdentifier', 'kpi1ReportSequence', 'kpi1ReportPart'],
        ...['kpi1ReportParts', 'kpi1ReportBegin', 'kpi1ReportEnd'],
      ].map((name) => mib.oid(name, 0)),
    );
    expect(about(second!, 'kpi1ReportIdentifier')).to.equal('EXAMPLE-CALL-KPI-MIB');
    expect(about(second!, 'kpi1ReportPart')).to.equal(1);
    const end = second!.values.get(mib.oid('kpi1ReportEnd', 0)) as Buffer;
    expect(end.toString('hex')).to.equal('07ea0b150c001e002b0000');
    const names = second!.objects.slice(7).map(({ oid }) => oid);
    const kpis = model.modules[0]!.kpis.map(({ oid }) => oid);
    const isKpi = (oid: string) => kpis.some((kpi) => oid.startsWith(`${kpi}.`));
    expect(names.findLastIndex(isKpi)).to.be.lessThan(names.findIndex((oid) => !isKpi(oid)));
  });

  it('K35 reports measurements as they were at the end of the interval: KPIs follow from them', async () => {
    await endIntervals(2);
    await endIntervals(1, 90, 60);
    const [before, after] = await traps.await(PM_REPORT, 2);
    const increase = (name: string) => Number(valueIn(after!, name)) - Number(valueIn(before!, name));
    expect(increase('attempts')).to.equal(90);
    expect(valueIn(after!, 'Answer Ratio')).to.equal(
      Math.round((10_000 * increase('answered')) / increase('attempts')),
    );
  });

  it('K10 K11 O25 reports at the frequency until the duration is over, and no more', async () => {
    await endIntervals(8);
    // From the first whole interval on: seven times Trunk Load, three times Total Load, which comes every 20 s.
    const reports = await traps.await(PM_REPORT, 7 + 3);
    const values = (kpi: string, index?: string) =>
      reports.map((report) => valueIn(report, kpi, index)).filter((value) => value !== undefined);
    expect(values('Answer Ratio')).to.deep.equal([6000, 6000, 6000]);
    const north = [...Buffer.from('north')];
    expect(values('Trunk Load', [north.length, ...north].join('.'))).to.deep.equal([4, 4, 4, 4, 4, 4, 4]);
    expect(values('Total Load')).to.deep.equal([7, 7, 7]);
    // No further one was made, let alone sent.
    const log = await agent.manager.walk(mib.oid('kpi1ReportLogIdentifier'));
    expect(log.at(-1)?.oid).to.equal(mib.oid('kpi1ReportLogIdentifier', 10));
  });

  it('numbers reports from 1 without a gap, and keeps the last ones for a manager that missed some', async () => {
    await endIntervals(5);
    const sent = await traps.await(PM_REPORT, 5);
    expect(sent.map((report) => about(report, 'kpi1ReportSequence'))).to.deep.equal([1, 2, 3, 4, 5]);
    const identifiers = await agent.manager.walk(mib.oid('kpi1ReportLogIdentifier'));
    expect(identifiers.map(({ oid }) => Number(oid.split('.').at(-1)))).to.deep.equal([2, 3, 4, 5]);
    const last = sent.at(-1)!;
    const sequence = Number(about(last, 'kpi1ReportSequence'));
    const { value: count } = await agent.manager.get(mib.oid('kpi1ReportLogItems', sequence));
    expect(count).to.equal(last.objects.length - 7);
    const objects = await Promise.all(
      last.objects
        .slice(7)
        .map((_, n) => agent.manager.get(mib.oid('kpi1ReportItemObject', sequence, n + 1))),
    );
    expect(objects.map(({ value }) => value)).to.deep.equal(last.objects.slice(7).map(({ oid }) => oid));
    const past = await agent.manager.get(mib.oid('kpi1ReportItemName', sequence, last.objects.length - 6));
    expect(past.type).to.equal('NoSuchInstance');
    const name = await agent.manager.get(mib.oid('kpi1ReportItemName', sequence, 1));
    expect(text(name.value)).to.match(/^(Answer Ratio|Trunk Load\[north\])$/);
  });

  it('O22 leaves out of a report what has no value', async () => {
    metrics.answer = (response) => response.destroy();
    for (let n = 0; n < 3; n++) await agent.endInterval(10);
    const reports = await traps.await(PM_REPORT, 2);
    for (const report of reports) expect(report.objects).to.have.length(7);
  });

  describe('thresholds', () => {
    const RAISED = mib.notification('kpi1ThresholdRaised');
    const CLEARED = mib.notification('kpi1ThresholdCleared');
    const shown = (received: readonly Received[]) =>
      received.map((each) =>
        ['Kpi', 'Condition', 'Value'].map((part) => about(each, `kpi1Threshold${part}`)).join(' '),
      );

    it('K21 tells when a KPI meets the condition of a threshold, and when it no longer does', async () => {
      await endIntervals(2);
      await endIntervals(1, 100, 40);
      await endIntervals(1, 100, 10);
      expect(shown(await traps.await(RAISED, 2))).to.deep.equal([
        'Answer Ratio < 50 40.00',
        'Answer Ratio < 20 10.00',
      ]);
      const [warning] = await traps.await(RAISED, 2);
      expect(about(warning!, 'kpi1ThresholdSeverity')).to.equal(1);
      expect(about(warning!, 'kpi1ThresholdObject')).to.equal(`${agent.figure('Answer Ratio').oid}.0`);
      await endIntervals(1, 100, 20);
      await endIntervals(1, 100, 80);
      expect(shown(await traps.await(CLEARED, 2))).to.deep.equal([
        'Answer Ratio < 20 20.00',
        'Answer Ratio < 50 80.00',
      ]);
      expect(await traps.await(RAISED, 2)).to.have.length(2);
    });

    it('tells them of a table row by its name, and clears them when the row is gone', async () => {
      metrics.series['trunk_calls{trunk="south"}'] = 101;
      await endIntervals(2);
      expect(shown(await traps.await(RAISED, 1))).to.deep.equal(['Trunk Load[south] > 100 101']);
      delete metrics.series['trunk_calls{trunk="south"}'];
      delete metrics.series['trunk_attempts_total{trunk="south"}'];
      await endIntervals(1);
      const [cleared] = await traps.await(CLEARED, 1);
      expect(shown([cleared!])).to.deep.equal(['Trunk Load[south] > 100 ']);
      const row = [...Buffer.from('south')];
      expect(about(cleared!, 'kpi1ThresholdObject')).to.equal(
        [agent.figure('Trunk Load').oid, row.length, ...row].join('.'),
      );
    });
  });
});

describe('A report that does not fit into one notification', () => {
  const KPIS = 150;
  const kpis = Array.from(
    { length: KPIS },
    (_, n) => `\
  - name: Calls and ${n}
    description: Calls.
    purpose: Fills a report.
    formula: active + ${n}
    unit: calls
    dataType: integer
    reportingFrequency: 10s
    reportingDuration: continuous
    dataSource: CPM
`,
  );
  const model = compileModel({ 'many.yaml': `${CALLS}${kpis.join('')}` });

  it('K69 O26 comes in parts of at most 1,400 octets, numbered, with every object once', async () => {
    const metrics = await startMetricsServer({ ...CALL_SERIES });
    const traps = await startTrapReceiver();
    const wire = createSocket('udp4').bind(0, '127.0.0.1');
    await once(wire, 'listening');
    const sizes: number[] = [];
    wire.on('message', ({ length }) => sizes.push(length));
    const source = {
      name: 'switch',
      type: 'prometheus',
      url: metrics.url,
      every: '10s',
      measurements: CALL_MAPPINGS,
    };
    const notify = [traps.port, wire.address().port].map((port) => ({
      ...{ type: 'snmp', to: `127.0.0.1:${port}`, community: 'public', inform: port === traps.port },
    }));
    const agent = await startRunningAgent({ model, sources: [source], notify });
    const mib = kpi1Mib(model);
    try {
      await agent.says('the source answers', 'switch');
      await agent.endInterval(10);
      await agent.endInterval(10);
      const [first] = await traps.await(mib.notification('kpi1PmReport'), 1);
      const about = (part: Received, name: string) => Number(part.values.get(mib.oid(name, 0)));
      const count = about(first!, 'kpi1ReportParts');
      const parts = await traps.await(mib.notification('kpi1PmReport'), count);
      expect(count).to.be.greaterThan(2);
      expect(parts.map((part) => about(part, 'kpi1ReportPart'))).to.deep.equal(
        Array.from({ length: count }, (_, n) => n + 1),
      );
      expect(new Set(parts.map((part) => about(part, 'kpi1ReportSequence')))).to.deep.equal(new Set([1]));
      const names = parts.flatMap(({ objects }) => objects.slice(7).map(({ oid }) => oid));
      expect(new Set(names).size).to.equal(names.length);
      for (let n = 0; n < KPIS; n++) expect(names).to.include(`${agent.figure(`Calls and ${n}`).oid}.0`);
      await eventually('every part arrives', async () => sizes.length >= 2 + count || undefined);
      expect(Math.max(...sizes)).to.be.within(1200, 1400);
    } finally {
      await agent.stop();
      wire.close();
      traps.close();
      await metrics.close();
    }
  });
});
