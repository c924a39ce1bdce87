import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { findBlocks } from '../../docs/markdown.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { installBaseMibs } from '../mib-checkers.ts';
import { type Manager, netSnmpManager } from '../net-snmp.ts';
import { type PeerProcess, startPeer } from '../peer-process.ts';
import { requirePeer, requireUnpacked, requireVersion } from '../peers.ts';
import { NOC, type ServedCalls, serveCalls } from './served-calls.ts';

/** Figures of a scrape by series, `name{label="value"}`. */
type Scraped = ReadonlyMap<string, number>;

/** Of each version the program and the file that is for it. */
const EXPORTERS = [
  {
    version: '0.21',
    file: 'nms/snmp_exporter-0.21/snmp.yml',
    program: (context: Mocha.Context) =>
      requireVersion(context, 'prometheus-snmp-exporter', '0.21', '--version'),
  },
  {
    version: '0.28',
    file: 'nms/snmp_exporter/snmp.yml',
    program: (context: Mocha.Context) =>
      join(requireUnpacked(context, 'snmp_exporter-0.28'), 'usr/bin/prometheus-snmp-exporter'),
  },
] as const;
/** The file with an access over SNMPv3 that docs/nms.md has, for our user. */
const AUTHS = findBlocks('docs/nms.md')
  .find(({ text }) => text.startsWith('auths:'))!
  .text.replace(/username: .*/, `username: ${NOC.name}`)
  .replace('AUTH_PASSPHRASE', NOC.auth!.passphrase)
  .replace('PRIV_PASSPHRASE', NOC.priv!.passphrase);
/** What comes with the project, built of its KPI sets. */
const OURS = join(import.meta.dirname, '../../..');
/** 0.28 multiplies: 57 * 0.01 is 0.5700000000000001. */
const ROUNDING = 1e-12;

describe('nms/ for Prometheus', function () {
  this.timeout(60_000);
  let calls: ServedCalls | undefined;
  /** Names and labels of what each exporter had scraped, in order. */
  const names = new Map<string, readonly string[]>();

  before(async () => {
    calls = await serveCalls();
  });
  after(() => calls?.stop());

  for (const { version, file, program: require } of EXPORTERS) {
    describe(`snmp_exporter ${version} with our file scrapes our agent`, () => {
      let exporter: PeerProcess | undefined;
      let program: string;
      let snmp: Manager;
      let port: number;

      before(async function () {
        program = require(this);
        const tools = { snmpget: requirePeer(this, 'snmpget'), snmpwalk: requirePeer(this, 'snmpwalk') };
        const mibs = join(calls!.folder, 'mibs');
        installBaseMibs(mibs);
        snmp = netSnmpManager(tools, Number(calls!.target.split(':')[1]), {
          folder: mibs,
          modules: ['EXAMPLE-CALL-KPI-MIB', 'KPI1-MIB'],
        });
        port = await freePort('tcp');
        const auths = join(calls!.folder, 'auths.yml');
        writeFileSync(auths, AUTHS);
        exporter = startPeer(program, [
          `--config.file=${join(calls!.folder, file)}`,
          ...(version === '0.28' ? [`--config.file=${auths}`] : []),
          `--web.listen-address=127.0.0.1:${port}`,
        ]);
        await eventually(
          'snmp_exporter answers',
          async () => (await fetch(`http://127.0.0.1:${port}/`)).ok || undefined,
        );
      });
      after(() => exporter?.stop());
      afterEach(function () {
        if (this.currentTest?.isFailed()) console.log(exporter?.output());
      });

      /** 0.21 takes no notice of `auth`. */
      const scrape = async (module: string, auth = 'public_v2'): Promise<Scraped> => {
        const query = `auth=${auth}&module=${module}&target=${calls!.target}`;
        const answer = await fetch(`http://127.0.0.1:${port}/snmp?${query}`);
        const text = await answer.text();
        expect(answer.status, text).to.equal(200);
        const series = text.split('\n').filter((line) => /^ex|^kpi1/.test(line));
        return new Map(
          series.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
        );
      };
      /** An object as snmpget prints it, by the MIB's DISPLAY-HINT and without its type, name of a state and unit. */
      const asked = async (name: string) => {
        const value = (await snmp.get(name)).get(name);
        return Number(/^\w+: (?:\w+\()?(-?[\d.]+)/.exec(value ?? '')?.[1]);
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
          expect(expected).to.equal(percent);
          if (version === '0.21') expect(ratio).to.equal(percent);
          else expect(ratio).to.be.closeTo(percent, ROUNDING);
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
        const status = scraped.get('kpi1SourceStatus{kpi1SourceName="switch"}');
        expect(status).to.equal(await asked("KPI1-MIB::kpi1SourceStatus.'switch'"));
        expect(status).to.equal(1);
        const statuses = [...scraped.keys()].filter((series) => series.startsWith('kpi1KpiStatus{'));
        const labels = ['Answer Ratio', 'Größte Last', 'Trunk Load'].map(
          (name) => `kpi1KpiModuleName="EXAMPLE-CALL-KPI-MIB",kpi1KpiName="${name}"}`,
        );
        expect(
          statuses.map((series) => series.slice(series.indexOf('kpi1KpiModuleName'))).sort(),
        ).to.deep.equal(labels);
        const all = [...(await scrape('example_call_kpi_mib')).keys(), ...scraped.keys()];
        names.set(version, all.sort());
      });

      it('takes the file that comes with the project', async () => {
        const check = startPeer(program, [`--config.file=${join(OURS, file)}`, '--dry-run']);
        expect(await check.exited, check.output()).to.equal(0);
      });

      if (version === '0.28') {
        it('the same over SNMPv3, by an access of ours in a second file', async () => {
          const asUser = await scrape('example_call_kpi_mib', 'noc_v3');
          expect([...asUser.keys()]).to.include('exCallTrunkLoad{exCallTrunkName="north"}');
          expect(asUser).to.deep.equal(await scrape('example_call_kpi_mib'));
        });

        it('has the same metrics and labels as 0.21, and all of them in one request', async function () {
          if (!names.has('0.21')) this.skip();
          expect(names.get('0.28')).to.deep.equal(names.get('0.21'));
          const scraped = await scrape('example_call_kpi_mib,kpi1_mib');
          expect([...scraped.keys()].sort()).to.deep.equal(names.get('0.21'));
        });
      }
    });
  }
});

describe('nms/prometheus/rules.yml', function () {
  this.timeout(60_000);
  let calls: ServedCalls | undefined;
  let promtool: string;

  before(async function () {
    promtool = requirePeer(this, 'promtool');
    calls = await serveCalls();
  });
  after(() => calls?.stop());

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
