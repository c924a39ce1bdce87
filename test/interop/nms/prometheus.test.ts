import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { installBaseMibs } from '../mib-checkers.ts';
import { type Manager, netSnmpManager } from '../net-snmp.ts';
import { type PeerProcess, startPeer } from '../peer-process.ts';
import { requirePeer } from '../peers.ts';
import { type ServedCalls, serveCalls } from './served-calls.ts';

/** Figures of a scrape by series, `name{label="value"}`. */
type Scraped = ReadonlyMap<string, number>;

describe('nms/ for Prometheus: snmp_exporter 0.21 with our file scrapes our agent', function () {
  this.timeout(60_000);
  let calls: ServedCalls | undefined;
  let exporter: PeerProcess | undefined;
  let snmp: Manager;
  let promtool: string;
  let port: number;

  before(async function () {
    const program = requirePeer(this, 'prometheus-snmp-exporter');
    promtool = requirePeer(this, 'promtool');
    const tools = { snmpget: requirePeer(this, 'snmpget'), snmpwalk: requirePeer(this, 'snmpwalk') };
    calls = await serveCalls();
    const mibs = join(calls.folder, 'mibs');
    installBaseMibs(mibs);
    snmp = netSnmpManager(tools, Number(calls.target.split(':')[1]), {
      folder: mibs,
      modules: ['EXAMPLE-CALL-KPI-MIB', 'KPI1-MIB'],
    });
    port = await freePort('tcp');
    exporter = startPeer(program, [
      `--config.file=${join(calls.folder, 'nms/snmp_exporter-0.21/snmp.yml')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    await eventually(
      'snmp_exporter answers',
      async () => (await fetch(`http://127.0.0.1:${port}/`)).ok || undefined,
    );
  });
  after(async () => {
    await exporter?.stop();
    await calls?.stop();
  });
  afterEach(function () {
    if (this.currentTest?.isFailed()) console.log(exporter?.output());
  });

  const scrape = async (module: string): Promise<Scraped> => {
    const answer = await fetch(`http://127.0.0.1:${port}/snmp?module=${module}&target=${calls!.target}`);
    const text = await answer.text();
    expect(answer.status, text).to.equal(200);
    const series = text.split('\n').filter((line) => /^ex|^kpi1/.test(line));
    return new Map(
      series.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
    );
  };
  /** An object as snmpget prints it, by the MIB's DISPLAY-HINT and without its type and unit. */
  const asked = async (name: string) => {
    const value = (await snmp.get(name)).get(name);
    return Number(/^\w+: (-?[\d.]+)/.exec(value ?? '')?.[1]);
  };

  for (const [answered, percent] of [
    [57, 0.57],
    [3, 0.03],
    [9876, 98.76],
    [10_000, 100],
  ] as const) {
    it(`a KPI with two decimals, ${percent}, as snmpget prints it`, async () => {
      await calls!.call(10_000, answered);
      const expected = await asked('EXAMPLE-CALL-KPI-MIB::exCallAnswerRatio.0');
      const ratio = (await scrape('example_call_kpi_mib')).get('exCallAnswerRatio');
      expect(ratio).to.equal(expected);
      expect(ratio).to.equal(percent);
    });
  }

  it('every other object of the module, rows with their index as label', async () => {
    const scraped = await scrape('example_call_kpi_mib');
    for (const [series, name] of [
      ['exCallAttempts', 'exCallAttempts.0'],
      ['exCallActive', 'exCallActive.0'],
      ['exCallTrunkCalls{exCallTrunkName="north"}', 'exCallTrunkCalls."north"'],
      ['exCallTrunkCalls{exCallTrunkName="south"}', 'exCallTrunkCalls."south"'],
      ['exCallTrunkAttempts{exCallTrunkName="south"}', 'exCallTrunkAttempts."south"'],
      ['exCallTrunkLoad{exCallTrunkName="north"}', 'exCallTrunkLoad."north"'],
    ] as const) {
      expect(scraped.get(series), series).to.equal(await asked(`EXAMPLE-CALL-KPI-MIB::${name}`));
    }
  });

  it('of KPI1-MIB, sources by name and the status of KPIs by theirs, looked up', async () => {
    const scraped = await scrape('kpi1_mib');
    expect(scraped.get('kpi1SourceStatus{kpi1SourceName="switch"}')).to.equal(1);
    const statuses = [...scraped.keys()].filter((series) => series.startsWith('kpi1KpiStatus{'));
    expect(statuses.join('\n')).to.include(
      'kpi1KpiModuleName="EXAMPLE-CALL-KPI-MIB",kpi1KpiName="Answer Ratio"',
    );
    expect(statuses).to.have.length(3);
  });

  it('promtool finds nothing wrong with rules.yml', async () => {
    const check = startPeer(promtool, ['check', 'rules', join(calls!.folder, 'nms/prometheus/rules.yml')]);
    expect(await check.exited, check.output()).to.equal(0);
    expect(check.output()).to.include('SUCCESS');
  });

  it('and its alerts fire at the thresholds, not before: what multiplying made of 50 is not < 50', async () => {
    const series = (name: string, values: string) => ({ series: name, values });
    const silent = (at: string, name: string) => ({ eval_time: at, alertname: name, exp_alerts: [] });
    const firing = (at: string, ...names: readonly string[]) => ({
      expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
      eval_time: at,
      exp_samples: names.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 })),
    });
    const test = {
      rule_files: [join(calls!.folder, 'nms/prometheus/rules.yml')],
      tests: [
        {
          interval: '1m',
          input_series: [
            series('exCallAnswerRatio{instance="sip-01"}', '49.99999999999999 49.99 19'),
            series('kpi1SourceStatus{instance="sip-01",kpi1SourceName="switch"}', '1 2 1'),
          ],
          alert_rule_test: [
            silent('0m', 'ExCallAnswerRatioWarning'),
            silent('1m', 'ExCallAnswerRatioCritical'),
            silent('2m', 'Kpi1SourceStatusWarning'),
          ],
          promql_expr_test: [
            firing('1m', 'ExCallAnswerRatioWarning', 'Kpi1SourceStatusWarning'),
            firing('2m', 'ExCallAnswerRatioWarning', 'ExCallAnswerRatioCritical'),
          ],
        },
      ],
    };
    const file = join(calls!.folder, 'rules-test.yml');
    writeFileSync(file, stringify(test));
    const run = startPeer(promtool, ['test', 'rules', file]);
    expect(await run.exited, run.output()).to.equal(0);
  });
});
