import { expect } from 'chai';
import { askHistory } from '../../oe/calculate/ask-history.ts';
import { compareKpis } from '../../oe/calculate/compare-kpis.ts';
import { readReports } from '../../oe/calculate/read-reports.ts';
import { HttpInstance } from '../../oe/http/http-instance.ts';
import type { InstanceClient } from '../../oe/instance-client.ts';
import { SnmpInstance } from '../../oe/snmp/snmp-instance.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from '../agent/running/calls.ts';
import { type MetricsServer, startMetricsServer } from '../agent/running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from '../agent/running/running-agent.ts';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { startTestListener, type TestListener } from './listen/listening.ts';

const EVERY = { tolerance: 1, isWanted: () => true };

describe('An Operational Environment at a running agent', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  const [module] = model.modules as [(typeof model.modules)[0]];
  let metrics: MetricsServer;
  let agent: RunningAgent;
  let listener: TestListener;
  let http: InstanceClient;
  let snmp: InstanceClient;

  before(async () => {
    metrics = await startMetricsServer({ ...CALL_SERIES });
    const port = await freePort('udp');
    listener = await startTestListener(() => ({
      snmp: { host: '127.0.0.1', port, communities: ['public'], model },
      http: { host: '127.0.0.1', port: 0, maxSize: 1e6 },
    }));
    const [httpPort, snmpPort] = [await freePort('tcp'), await freePort('udp')];
    agent = await startRunningAgent({
      model,
      sources: [
        {
          ...{ name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' },
          measurements: CALL_MAPPINGS,
        },
      ],
      notify: [
        { type: 'snmp', to: `127.0.0.1:${listener.listening.snmpPort}`, community: 'public', inform: true },
        { type: 'http', url: listener.url },
      ],
      more: {
        http: { listen: `127.0.0.1:${httpPort}` },
        snmp: { listen: [`127.0.0.1:${snmpPort}`] },
      },
    });
    http = new HttpInstance(
      {
        url: new URL(`http://127.0.0.1:${httpPort}/kpi1`),
        timeoutMs: 5000,
        maxSize: 1e7,
        software: 'kpi1 test',
      },
      'test',
    );
    const access = { host: '127.0.0.1', port: snmpPort, community: 'public', timeoutMs: 2000, retries: 2 };
    snmp = new SnmpInstance(access, model);
    await agent.says('the source answers', 'switch');
    for (let n = 1; n <= 6; n++) {
      metrics.series['calls_attempted_total'] = Number(metrics.series['calls_attempted_total']) + 90 + n;
      metrics.series['calls_answered_total'] = Number(metrics.series['calls_answered_total']) + 60;
      await agent.endInterval(10);
    }
  });
  after(async () => {
    await http.close();
    await snmp.close();
    await agent.stop();
    await listener.close();
    await metrics.close();
  });

  /** Values by name, without reserved items. */
  const valuesOf = async (instance: InstanceClient, ...identifiers: string[]) => {
    const { found, unknown, instanceId } = await instance.queryMeasurements(identifiers);
    expect(instanceId).to.equal('test-01');
    const items = found.flatMap((each) => each.items).filter(({ name }) => !name.startsWith('kpi1.'));
    return { values: Object.fromEntries(items.map(({ name, value }) => [name, value])), unknown };
  };

  for (const binding of ['HTTP', 'SNMP'] as const) {
    const instance = () => (binding === 'HTTP' ? http : snmp);

    it(`K22 K34 K70 asks for KPIs, measurements, rows and modules over ${binding}`, async () => {
      expect(
        await valuesOf(instance(), 'Answer Ratio', 'EXAMPLE-CALL-KPI-MIB::active', 'nothing'),
      ).to.deep.equal({
        values: { 'Answer Ratio': '62.50', active: '7' },
        unknown: ['nothing'],
      });
      expect((await valuesOf(instance(), 'Trunk Load[north]')).values).to.deep.equal({
        'Trunk Load[north]': '4',
      });
      expect((await valuesOf(instance(), module.name)).values).to.deep.equal({
        'Answer Ratio': '62.50',
        'Trunk Load[north]': '4',
        'Trunk Load[south]': '3',
        'Total Load': '7',
        attempts: '1561',
        answered: '960',
        active: '7',
        'trunkCalls[north]': '4',
        'trunkCalls[south]': '3',
        'trunkAttempts[north]': '700',
        'trunkAttempts[south]': '300',
      });
    });

    it(`K20 K34 asks for the history of KPIs over ${binding}`, async () => {
      const range = { begin: Date.UTC(2026, 10, 21, 12, 0, 20), end: Date.UTC(2026, 10, 21, 12, 0, 40) };
      const { found } = await instance().queryMeasurements(['Answer Ratio'], range);
      const history = found.map(({ items }) =>
        Object.fromEntries(items.map(({ name, value }) => [name, value])),
      );
      expect(
        history.map((each) => [each['kpi1.begin'], each['kpi1.end'], each['Answer Ratio']]),
      ).to.deep.equal([
        ['2026-11-21T12:00:20.000Z', '2026-11-21T12:00:30.000Z', '64.52'],
        ['2026-11-21T12:00:30.000Z', '2026-11-21T12:00:40.000Z', '63.83'],
      ]);
    });
  }

  it('K71 reads the same configuration over SNMP as over HTTP', async () => {
    const [overHttp, overSnmp] = [await http.queryConfiguration(['*']), await snmp.queryConfiguration(['*'])];
    const items = ({ found }: typeof overHttp) =>
      found
        .flatMap((info) => info.items.map(({ name, value }) => `${info.identifier} ${name} ${value}`))
        .sort();
    expect(items(overSnmp)).to.deep.equal(items(overHttp)).and.not.to.deep.equal([]);
    const [first] = overHttp.found;
    const { found, unknown } = await snmp.queryConfiguration([first!.identifier, 'nothing']);
    expect(found.map(({ identifier }) => identifier)).to.deep.equal([first!.identifier]);
    expect(unknown).to.deep.equal(['nothing']);
  });

  it('K72 sends no commands over SNMP: Table 1 has none', async () => {
    let said = '';
    await snmp.configure({ identifier: 'a', items: [] }).catch((error: Error) => {
      said = error.message;
    });
    expect(said).to.contain('cannot be configured over SNMP');
  });

  it('K35 calculates from history the KPIs that the instance has', async () => {
    const kpis = module.kpis.map((kpi) => ({ module, kpi }));
    const range = { begin: Date.UTC(2026, 10, 21, 12), end: Date.UTC(2026, 10, 21, 13) };
    const { instanceId, figures } = await askHistory(http, model, kpis, range);
    const comparisons = compareKpis(figures, { ...EVERY, instanceId, isSampled: true });
    expect(comparisons.filter(({ verdict }) => verdict !== 'equal')).to.deep.equal([]);
    const names = new Set(comparisons.map(({ name }) => name));
    expect([...names].sort()).to.deep.equal([
      'Answer Ratio',
      'Total Load',
      'Trunk Load[north]',
      'Trunk Load[south]',
    ]);
  });

  it('K31 K35 receives its reports over SNMP and HTTP, and calculates from them the KPIs that they have', async () => {
    const complete = await eventually('reports over both bindings', () => {
      const reports = listener.reports();
      const of = (via: string) =>
        reports.filter((report) => report.via === via).map(({ sequence }) => sequence);
      const both = { http: of('http'), snmp: of('snmp') };
      return Promise.resolve(both.http.length >= 5 && both.snmp.length >= 5 ? both : undefined);
    });
    expect(complete.http.slice(0, 5)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(complete.snmp.slice(0, 5)).to.deep.equal([1, 2, 3, 4, 5]);
    const { instances, unreadable } = await readReports(`${listener.folder}/reports.jsonl`, model);
    expect(unreadable).to.deep.equal([]);
    const figures = instances.get('test-01')!;
    const comparisons = compareKpis(figures, { ...EVERY, instanceId: 'test-01', isSampled: false });
    const wrong = comparisons.filter(({ verdict }) => verdict === 'different' || verdict === 'uncertain');
    expect(wrong).to.deep.equal([]);
    const equal = comparisons.filter(({ verdict }) => verdict === 'equal').map(({ name }) => name);
    expect(equal).to.include.members(['Answer Ratio', 'Total Load', 'Trunk Load[north]']);
  });
});
