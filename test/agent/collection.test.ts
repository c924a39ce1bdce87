import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PerformanceMeasurement } from '../../messages/message.ts';
import { eventually } from '../interop/eventually.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';

const MODULE = 'EXAMPLE-CALL-KPI-MIB';
const NOT_REQUESTED = 'collection has not been requested';

describe('Collection by jobs', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  const mib = kpi1Mib(model);
  let folder: string;
  let metrics: MetricsServer;
  let agent: RunningAgent;

  async function start(autostart: boolean, startAt?: number): Promise<void> {
    const source = {
      ...{ name: 'switch', type: 'prometheus', url: metrics.url },
      ...{ every: '10s', measurements: CALL_MAPPINGS },
    };
    agent = await startRunningAgent({
      ...{ model, folder, sources: [source], more: { collection: { autostart } } },
      ...(startAt !== undefined && { startAt }),
    });
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-collection-'));
    metrics = await startMetricsServer({ ...CALL_SERIES });
  });
  afterEach(async () => {
    await agent.stop();
    await metrics.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Items by name: the value, or why there is none. */
  const itemsOf = (found: readonly PerformanceMeasurement[]) =>
    Object.fromEntries(
      found.flatMap(({ items }) => items.map(({ name, value, description }) => [name, description ?? value])),
    );
  const query = (...identifiers: string[]) => itemsOf(agent.service.queryMeasurements(identifiers).found);
  const collect = (...identifiers: string[]) => agent.service.collect('oe', 'default', identifiers);
  const configure = (identifier: string, values: Readonly<Record<string, string>>) =>
    agent.service.configure('oe', {
      identifier,
      items: Object.entries(values).map(([name, value]) => ({ name, value })),
    });
  const sampled = () => agent.says('the source answers', 'switch');
  /** Waits until a query tells this of an item. */
  const tells = (name: string, value: string) =>
    eventually(`${name}: ${value}`, async () => query(name)[name] === value || undefined, 3000);
  async function kpiCell(kpi: string, column: string): Promise<string> {
    const { value } = await agent.manager.get(mib.oid(column, model.modules[0]!.arc, agent.figure(kpi).arc));
    return String(value);
  }

  it('K16 samples nothing before a command, and says why there is nothing', async () => {
    await start(false);
    await agent.clock.advance(60_000);
    expect(metrics.asked).to.equal(0);
    expect(query('attempts', 'Answer Ratio')).to.include({
      attempts: NOT_REQUESTED,
      'Answer Ratio': NOT_REQUESTED,
    });
    expect(await kpiCell('Answer Ratio', 'kpi1KpiReason')).to.equal(NOT_REQUESTED);
  });

  it('K32 K61 collects what a command names, and what its KPIs need; nothing else (K15)', async () => {
    await start(false);
    expect(collect('Answer Ratio')).to.deep.equal([]);
    await sampled();
    await tells('attempts', '1000');
    expect(query('active')['active']).to.equal(NOT_REQUESTED);
    await agent.endInterval(10);
    metrics.series['calls_attempted_total'] = 1010;
    metrics.series['calls_answered_total'] = 608;
    await agent.endInterval(10);
    expect(query('Answer Ratio')).to.deep.equal({
      ...{ 'kpi1.begin': '2026-11-21T12:00:10.000Z', 'kpi1.end': '2026-11-21T12:00:20.000Z' },
      ...{ 'kpi1.granularity': '10', 'kpi1.validity': 'valid', 'Answer Ratio': '80.00' },
    });
    expect(query('Total Load')['Total Load']).to.equal(NOT_REQUESTED);
  });

  it('K11 O11 ends a job with its reporting duration; a new command restarts it', async () => {
    await start(false);
    collect('Answer Ratio');
    await sampled();
    for (let n = 0; n < 4; n++) await agent.endInterval(10);
    const ended = 'collection ended at 2026-11-21T12:00:40Z';
    await tells('Answer Ratio', ended);
    expect(await kpiCell('Answer Ratio', 'kpi1KpiReason')).to.equal(ended);
    const { asked } = metrics;
    await agent.clock.advance(60_000);
    expect(metrics.asked).to.equal(asked);
    collect('Answer Ratio');
    await tells('attempts', '1000');
    expect(metrics.asked).to.be.above(asked);
  });

  it('O11 ends with collection.active = false, and goes on when everything is allowed again', async () => {
    await start(true);
    await sampled();
    await tells('active', '7');
    expect(configure('collection', { active: 'false' })).to.deep.equal([]);
    await eventually(
      'it ended',
      async () => /^collection ended at/.test(query('active')['active'] ?? '') || undefined,
      3000,
    );
    const { type } = await agent.manager.get(`${agent.figure('active').oid}.0`);
    expect(type).to.equal('NoSuchInstance');
    await agent.clock.advance(1000);
    configure('collection', { active: 'true' });
    await tells('active', '7');
  });

  it('K61 refuses a command as a whole, with every reason', async () => {
    await start(false);
    const problems = agent.service.collect('oe', 'defualt', ['Answer Ratio', 'atempts', 'trunkCalls[north]']);
    expect(problems.map(({ place }) => place)).to.deep.equal([
      'ConfigInfoIdentifier',
      'atempts',
      'trunkCalls[north]',
    ]);
    expect(problems.map(({ message }) => message).join(' ')).to.match(
      /write default.*Did you mean attempts.*Leave the index out/,
    );
    await agent.clock.advance(20_000);
    expect(metrics.asked).to.equal(0);
  });

  it('K61 can be told to take no commands', async () => {
    await start(false);
    configure('collection', { commands: 'false' });
    expect(collect('attempts')[0]?.message).to.match(/takes no collection commands/);
  });

  it('K18 discards rows before they are published, stored and calculated', async () => {
    await start(false);
    configure('north', { 'filter.instances': 'nor*' });
    agent.service.collect('oe', 'north', [MODULE]);
    await sampled();
    await tells('trunkCalls[north]', '4');
    for (let n = 0; n < 2; n++) await agent.endInterval(20);
    expect(agent.service.queryMeasurements(['trunkCalls[south]']).unknown).to.deep.equal([
      'trunkCalls[south]',
    ]);
    expect(query('Total Load')['Total Load']).to.equal('4');
    const range = { begin: 0, end: agent.clock.now() + 1 };
    const stored = agent.service.queryMeasurements(['trunkCalls', 'Trunk Load'], range).found;
    const names = new Set(stored.flatMap(({ items }) => items.map(({ name }) => name)));
    expect([...names].filter((name) => !name.startsWith('kpi1.'))).to.have.members([
      'trunkCalls[north]',
      'Trunk Load[north]',
    ]);
  });

  it('K29 calculates with a formula that was set, from the next interval on', async () => {
    await start(true);
    await sampled();
    await agent.endInterval(20);
    expect(configure('kpi.Total Load', { formula: '10 * sum(trunkCalls)' })).to.deep.equal([]);
    expect(await kpiCell('Total Load', 'kpi1KpiFormula')).to.equal('sum(trunkCalls)');
    await agent.endInterval(20);
    expect(query('Total Load')['Total Load']).to.equal('7');
    expect(await kpiCell('Total Load', 'kpi1KpiFormula')).to.equal('10 * sum(trunkCalls)');
    await agent.endInterval(20);
    expect(query('Total Load')['Total Load']).to.equal('70');
    const { oid } = mib;
    const implied = [...Buffer.from('formula')];
    const cell = await agent.manager.get(oid('kpi1ConfigValue', 'kpi.exCallTotalLoad', ...implied));
    expect(String(cell.value)).to.equal('10 * sum(trunkCalls)');
  });

  it('K71 tells the same configuration over SNMP as to a query, as it is now', async () => {
    await start(false);
    configure('night', { duration: '8h' });
    configure('kpi.Trunk Load', { 'report.period': '1m' });
    const walked = await agent.manager.walk(mib.oid('kpi1ConfigValue'));
    const { found } = agent.service.queryConfiguration(['*']);
    const values = found.flatMap(({ items }) => items.map(({ value }) => value));
    expect(walked.map(({ value }) => String(value)).sort()).to.deep.equal(values.sort());
    expect(values).to.include.members(['8h', '1m']);
  });

  it('K20 answers history after a restart, and kpi1IntervalTable goes on', async () => {
    await start(true);
    await sampled();
    for (let n = 0; n < 3; n++) await agent.endInterval(10);
    const now = agent.clock.now();
    await agent.stop();
    await start(true, now + 5000);
    const range = { begin: 0, end: now + 1 };
    const { found } = agent.service.queryMeasurements(['Trunk Load[south]', 'active'], range);
    const loads = found.filter(({ identifier }) => identifier === 'Trunk Load[south]');
    expect(loads.map((each) => itemsOf([each])['kpi1.end'])).to.deep.equal([
      '2026-11-21T12:00:10.000Z',
      '2026-11-21T12:00:20.000Z',
      '2026-11-21T12:00:30.000Z',
    ]);
    const samples = found.filter(({ identifier }) => identifier === 'active');
    expect(samples.map((each) => itemsOf([each])['active'])).to.deep.equal(['7', '7', '7', '7']);
    const walked = await agent.manager.walk(
      mib.oid('kpi1IntervalValue', model.modules[0]!.arc, agent.figure('Trunk Load').arc),
    );
    expect(walked.map(({ value }) => String(value)).slice(1)).to.deep.equal(['4', '3', '4', '3', '4', '3']);
  });

  it('takes up jobs and settings after a restart', async () => {
    await start(false);
    configure('long', { duration: '10m' });
    agent.service.collect('oe', 'long', ['Answer Ratio']);
    await sampled();
    const now = agent.clock.now();
    await agent.stop();
    await start(false, now + 5000);
    await tells('attempts', '1000');
    expect(query('active')['active']).to.equal(NOT_REQUESTED);
  });

  it('K15 samples more often once it is told to', async () => {
    await start(true);
    await sampled();
    await agent.endInterval(10);
    expect(configure('source.switch', { every: '5s', timeout: '1s' })).to.deep.equal([]);
    await agent.endInterval(10);
    const { asked } = metrics;
    await agent.endInterval(10);
    await eventually('two samples', async () => metrics.asked === asked + 2 || undefined, 3000);
    expect(query('Trunk Load')['Trunk Load[north]']).to.equal('4');
  });

  for (const [what, jump] of [
    ['forward', 3 * 3_600_000],
    ['back', -3 * 3_600_000],
  ] as const) {
    it(`goes on with honest intervals when the clock jumps ${what}`, async () => {
      await start(true);
      await sampled();
      for (let n = 0; n < 2; n++) await agent.endInterval(10);
      agent.clock.jump(jump);
      await agent.clock.advance(60_000);
      await agent.clock.advance(10_000 - (agent.clock.now() % 10_000));
      for (let n = 0; n < 3; n++) await agent.endInterval(10);
      expect(query('Trunk Load')['Trunk Load[north]']).to.equal('4');
      expect(agent.logged.filter(({ level }) => level === 'error')).to.deep.equal([]);
      const { found } = agent.service.queryMeasurements(['Trunk Load[north]'], { begin: 0, end: 4e12 });
      const ends = found.map((each) => Date.parse(itemsOf([each])['kpi1.end'] ?? ''));
      expect(ends).to.have.length(new Set(ends).size);
      expect(ends.every((end) => end % 10_000 === 0)).to.equal(true);
      expect(ends.at(what === 'back' ? 0 : -1)).to.be.closeTo(agent.clock.now(), 60_000);
    });
  }
});
