import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Handler } from '../../agent/collect/handler/handler.ts';
import { eventually } from '../interop/eventually.ts';
import { BOX, CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { implied, kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';

const CALL_MODULE = 'EXAMPLE-CALL-KPI-MIB';
const BOX_MODULE = 'EXAMPLE-BOX-KPI-MIB';

describe('An agent with two sources (K17)', () => {
  const model = compileModel({ 'calls.yaml': CALLS, 'box.yaml': BOX });
  const mib = kpi1Mib(model);
  let folder: string;
  let metrics: MetricsServer;
  let agent: RunningAgent;
  /** What the handler's file exports; its methods may be replaced while it runs. */
  let box: { scalars: Record<string, NonNullable<Handler['scalars']>[string]>; close?: () => Promise<void> };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-sources-'));
    metrics = await startMetricsServer({ ...CALL_SERIES });
    box = { scalars: { temperature: () => 41.25, site: () => 'Zürich', doorOpen: () => false } };
    const methods = Object.fromEntries(
      Object.keys(box.scalars).map((name) => [name, (signal: AbortSignal) => box.scalars[name]?.(signal)]),
    );
    Object.assign(globalThis, { kpi1TestBox: { scalars: methods, close: () => box.close?.() } });
    writeFileSync(join(folder, 'box.mjs'), 'export default globalThis.kpi1TestBox;\n');
    agent = await startRunningAgent({
      model,
      sources: [
        {
          ...{ name: 'switch', type: 'prometheus', every: '10s', measurements: CALL_MAPPINGS },
          url: metrics.url.replace('//', '//user:hunter2@').replace(/$/, '?token=hunter2'),
        },
        { name: 'box', type: 'handler', module: BOX_MODULE, handler: join(folder, 'box.mjs'), every: '10s' },
      ],
      notify: [{ type: 'snmp', to: '127.0.0.1:9', community: 'hunter2' }],
      more: {
        snmp: {
          users: [
            {
              ...{ name: 'ops', view: 'all', auth: { protocol: 'SHA-256', passphrase: 'hunter2hunter2' } },
              priv: { protocol: 'AES-128', passphrase: 'hunter2hunter2' },
            },
          ],
        },
      },
    });
    await agent.says('the source answers', 'switch');
    await agent.says('the source answers', 'box');
  });
  afterEach(async () => {
    await agent.stop();
    await metrics.close();
    rmSync(folder, { recursive: true });
  });

  const shown = (value: unknown) => (Buffer.isBuffer(value) ? value.toString() : value);
  async function read(oid: string): Promise<unknown> {
    const { type, value } = await agent.manager.get(oid);
    return type.startsWith('No') ? type : shown(value);
  }
  const figure = (name: string) => read(`${agent.figure(name).oid}.0`);
  const source = (name: string, column: string) => read(mib.oid(`kpi1Source${column}`, ...implied(name)));
  const kpi = (module: string, name: string, column: string) =>
    read(mib.oid(`kpi1Kpi${column}`, agent.module(module).arc, agent.figure(name).arc));
  const pm = (module: string, name: string, column: string) =>
    read(mib.oid(`kpi1Pm${column}`, agent.module(module).arc, agent.figure(name).arc));
  /** Ends an interval that a source has not settled, once the agent has waited long enough for it. */
  async function endUnsettled() {
    const ended = agent.endInterval(10);
    await metrics.nextRequest();
    await agent.clock.advance(2000);
    return ended;
  }

  it('serves the figures of both, each of its type', async () => {
    await agent.endInterval(10);
    metrics.series['calls_attempted_total'] = 1010;
    metrics.series['calls_answered_total'] = 608;
    await agent.endInterval(10);
    expect(await figure('Answer Ratio')).to.equal(8000);
    expect(await figure('temperature')).to.equal(413);
    expect(await figure('site')).to.equal('Zürich');
    expect(await figure('doorOpen')).to.equal(2);
    expect(await figure('Mean Temperature')).to.equal(413);
  });

  it('shows each measurement with its source, value and time in kpi1PmTable', async () => {
    expect(await pm(BOX_MODULE, 'temperature', 'ModuleName')).to.equal(BOX_MODULE);
    expect(await pm(BOX_MODULE, 'temperature', 'Name')).to.equal('temperature');
    expect(await pm(BOX_MODULE, 'temperature', 'Description')).to.equal('Temperature inside.');
    expect(await pm(BOX_MODULE, 'temperature', 'Unit')).to.equal('degrees');
    expect(await pm(BOX_MODULE, 'temperature', 'DataType')).to.equal('real(1)');
    expect(await pm(BOX_MODULE, 'temperature', 'Source')).to.equal('box');
    expect(await pm(BOX_MODULE, 'temperature', 'Value')).to.equal('41.3');
    expect(await pm(BOX_MODULE, 'temperature', 'Status')).to.equal(1);
    expect(await pm(BOX_MODULE, 'temperature', 'Reason')).to.equal('');
    expect(await pm(BOX_MODULE, 'temperature', 'Object')).to.equal(`${agent.figure('temperature').oid}.0`);
    expect(await pm(CALL_MODULE, 'trunkCalls', 'Source')).to.equal('switch');
    expect(await pm(CALL_MODULE, 'trunkCalls', 'Value')).to.equal('2 of 2 rows have a value');
    expect(await pm(CALL_MODULE, 'trunkCalls', 'Object')).to.equal(agent.figure('trunkCalls').oid);
    const { value } = await agent.manager.get(
      mib.oid('kpi1PmTime', agent.module(BOX_MODULE).arc, agent.figure('temperature').arc),
    );
    expect((value as Buffer).toString('hex')).to.equal('07ea0b150c0001002b0000');
  });

  it('counts in kpi1SourceTable how each does', async () => {
    expect(await source('switch', 'Type')).to.equal('prometheus');
    expect(await source('box', 'Type')).to.equal('handler');
    expect(await source('box', 'Status')).to.equal(1);
    await agent.endInterval(10);
    expect(await source('box', 'Samples')).to.equal(2n);
    expect(await source('box', 'Failures')).to.equal(0n);
    expect(await source('box', 'Reason')).to.equal('');
  });

  it('goes on with the one when the other hangs: answers come, its KPIs have values, and the reason is there', async () => {
    await agent.endInterval(10);
    const hanging: object[] = [];
    metrics.answer = (response) => hanging.push(response);
    await endUnsettled();
    expect(hanging).to.have.length(1);
    expect(await figure('Mean Temperature')).to.equal(413);
    expect(await figure('Answer Ratio')).to.equal('NoSuchInstance');
    expect(await kpi(CALL_MODULE, 'Answer Ratio', 'Reason')).to.match(/no sample was taken in the interval/);
    // The sample began at the end of the interval and has 8 s, of which 2 have gone.
    await agent.clock.advance(6000);
    await agent.says('the source does not answer', 'switch');
    expect(await source('switch', 'Status')).to.equal(2);
    expect(await source('switch', 'Reason')).to.match(/\/metrics: did not answer within 8 s$/);
    expect(await pm(CALL_MODULE, 'attempts', 'Reason')).to.match(/^switch: .* did not answer within 8 s$/);
    expect(await figure('attempts')).to.equal('NoSuchInstance');
    expect(await figure('temperature')).to.equal(413);
  });

  it('goes on with the other when the handler hangs, in a method of it or in all', async () => {
    await agent.endInterval(10);
    box.scalars['site'] = () => new Promise(() => {});
    const ended = agent.endInterval(10);
    const isTaken = async () => (await source('switch', 'Samples')) === 3n || undefined;
    await eventually('the sample of the service is taken', isTaken);
    await agent.clock.advance(2000);
    await ended;
    expect(await kpi(CALL_MODULE, 'Trunk Load', 'Status')).to.equal(1);
    await agent.clock.advance(6000);
    // Only the method that hangs is without a value.
    expect(await source('box', 'Status')).to.equal(1);
    expect(await pm(BOX_MODULE, 'site', 'Reason')).to.match(
      /scalars\.site of the handler did not answer within 8 s/,
    );
    expect(await figure('temperature')).to.equal(413);
    expect(await figure('site')).to.equal('NoSuchInstance');
  });

  it('survives a source that dies, and one that comes back', async () => {
    await agent.endInterval(10);
    const { answer } = metrics;
    metrics.answer = (response) => response.destroy();
    box.scalars['temperature'] = () => {
      throw new Error('sensor unplugged');
    };
    await agent.endInterval(10);
    expect(await source('switch', 'Status')).to.equal(2);
    expect(await source('switch', 'Failures')).to.equal(1n);
    expect(await pm(BOX_MODULE, 'temperature', 'Reason')).to.match(/sensor unplugged/);
    expect(await figure('Mean Temperature')).to.equal('NoSuchInstance');
    expect(await kpi(BOX_MODULE, 'Mean Temperature', 'Reason')).to.match(/sensor unplugged/);
    metrics.answer = answer;
    box.scalars['temperature'] = () => 20;
    await agent.endInterval(10);
    expect(await source('switch', 'Status')).to.equal(1);
    expect(await source('switch', 'Reason')).to.equal('');
    expect(await figure('Mean Temperature')).to.equal(200);
    expect(await figure('Answer Ratio')).to.equal('NoSuchInstance');
    expect(agent.logged.filter(({ level }) => level === 'error')).to.deep.equal([]);
  });

  const lies: readonly (readonly [what: string, answer: MetricsServer['answer'], said: RegExp])[] = [
    ['a web page', (response) => response.end('<html>\n'), /no Prometheus text|web page|html/i],
    [
      'half an answer',
      (response) => response.end('calls_attempted_total 5\ncalls_answered_total 5'),
      /cut off/,
    ],
    ['nothing', (response) => response.end(''), /no series matches|empty/],
    ['an error', (response) => response.writeHead(500).end('oops'), /500/],
    ['a text for a number', (response) => response.end('calls_attempted_total many\nx 1\n'), /many/],
  ];
  for (const [what, answer, said] of lies) {
    it(`believes no source that answers with ${what}, and says so`, async () => {
      await agent.endInterval(10);
      metrics.answer = answer;
      await agent.endInterval(10);
      expect(await figure('attempts')).to.equal('NoSuchInstance');
      expect(await figure('Answer Ratio')).to.equal('NoSuchInstance');
      expect(await pm(CALL_MODULE, 'attempts', 'Reason')).to.match(said);
      expect(await figure('Mean Temperature')).to.equal(413);
    });
  }

  it('lets nothing through that a figure’s type does not hold, and says so', async () => {
    box.scalars['temperature'] = () => 1e12;
    box.scalars['site'] = () => 'x'.repeat(33);
    box.scalars['doorOpen'] = () => 'yes';
    await agent.endInterval(10);
    for (const name of ['temperature', 'site', 'doorOpen']) {
      expect(await figure(name), name).to.equal('NoSuchInstance');
      expect(await pm(BOX_MODULE, name, 'Reason'), name).to.not.equal('');
    }
  });

  it('stops in time though the handler never ends to close', async () => {
    box.close = () => new Promise(() => {});
    const stopped = agent.stop();
    for (let n = 0; n < 20; n++) await agent.clock.advance(100);
    await stopped;
    expect(agent.logged.at(-1)).to.deep.include({ message: 'the source could not be closed' });
  });

  it('K71 shows its configuration in kpi1ConfigTable by name, without any secret', async () => {
    const item = (info: string, name: string) => read(mib.oid('kpi1ConfigValue', info, ...implied(name)));
    expect(await item('instance', 'instanceId')).to.equal('test-01');
    expect(await item('source.switch', 'from')).to.equal(metrics.url);
    expect(await item('source.box', 'every')).to.equal('10s');
    expect(await item('notify.1', 'to')).to.equal('127.0.0.1:9');
    const description = mib.oid('kpi1ConfigDescription', 'history', ...implied('intervals'));
    expect(await read(description)).to.equal('Complete intervals of each KPI in kpi1IntervalTable.');
    expect(await item('notify.1', 'community')).to.equal('NoSuchInstance');
    const all = await agent.manager.walk('1.3.6.1');
    expect(all.length).to.be.greaterThan(200);
    for (const { oid, value } of all) expect(String(shown(value)), oid).to.not.contain('hunter2');
    expect(JSON.stringify(agent.logged)).to.not.contain('hunter2');
  });
});
