import { expect } from 'chai';
import { eventually } from '../interop/eventually.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { type Kpi1Mib, kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';

describe('An agent that collects from a service', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  let metrics: MetricsServer;
  let agent: RunningAgent;
  let mib: Kpi1Mib;

  beforeEach(async () => {
    metrics = await startMetricsServer({ ...CALL_SERIES });
    const source = {
      name: 'switch',
      type: 'prometheus',
      url: metrics.url,
      every: '10s',
      measurements: CALL_MAPPINGS,
    };
    agent = await startRunningAgent({ model, sources: [source] });
    mib = kpi1Mib(model);
    await agent.says('the source answers', 'switch');
  });
  afterEach(async () => {
    await agent.stop();
    await metrics.close();
  });

  const source = () => ({
    ...{ name: 'switch', type: 'prometheus', url: metrics.url },
    ...{ every: '10s', measurements: CALL_MAPPINGS },
  });
  /** The value of a scalar's instance, or of a row; `NoSuchInstance` where there is none. */
  async function read(figure: string, row?: string): Promise<unknown> {
    const { oid } = agent.figure(figure);
    const octets = [...Buffer.from(row ?? '')];
    const index = row === undefined ? '0' : [octets.length, ...octets].join('.');
    const { type, value } = await agent.manager.get(`${oid}.${index}`);
    return type.startsWith('No') ? type : value;
  }
  async function kpiCell(kpi: string, column: string): Promise<unknown> {
    const module = model.modules[0]!;
    const { type, value } = await agent.manager.get(mib.oid(column, module.arc, agent.figure(kpi).arc));
    return type.startsWith('No') ? type : Buffer.isBuffer(value) ? value.toString() : value;
  }
  const series = (changes: Record<string, number | string>) => {
    metrics.series = { ...metrics.series, ...changes };
  };

  it('K70 publishes a measurement at every sample: a counter as its running total, a gauge as its value', async () => {
    expect(await read('attempts')).to.equal(1000n);
    expect(await read('active')).to.equal(7);
    expect(await read('trunkCalls', 'north')).to.equal(4);
    series({ calls_attempted_total: '18446744073709551615', calls_active: 8 });
    await agent.endInterval(10);
    expect(await read('attempts')).to.equal(2n ** 64n - 1n);
    expect(await read('active')).to.equal(8);
  });

  it('K30 O22 publishes a KPI at the end of each interval; until it has a value it is not there, and says why', async () => {
    expect(await read('Answer Ratio')).to.equal('NoSuchInstance');
    expect(await kpiCell('Answer Ratio', 'kpi1KpiStatus')).to.equal(2);
    expect(await kpiCell('Answer Ratio', 'kpi1KpiReason')).to.equal(
      'no interval has ended since the agent started',
    );
    expect(await kpiCell('Answer Ratio', 'kpi1KpiTime')).to.equal('NoSuchInstance');
    await agent.endInterval(10);
    expect(await read('Answer Ratio')).to.equal('NoSuchInstance');
    expect(await kpiCell('Answer Ratio', 'kpi1KpiReason')).to.equal(
      'answered: collection began within the interval; the first value comes at 2026-11-21T12:00:20Z',
    );
    series({ calls_attempted_total: 1090, calls_answered_total: 660 });
    await agent.endInterval(10);
    expect(await read('Answer Ratio')).to.equal(6667);
    expect(await kpiCell('Answer Ratio', 'kpi1KpiValue')).to.equal('66.67');
    expect(await kpiCell('Answer Ratio', 'kpi1KpiStatus')).to.equal(1);
    expect(await kpiCell('Answer Ratio', 'kpi1KpiReason')).to.equal('');
  });

  it('O22 has no value where nothing was attempted (÷0), never 0', async () => {
    await agent.endInterval(10);
    await agent.endInterval(10);
    expect(await read('Answer Ratio')).to.equal('NoSuchInstance');
    expect(await kpiCell('Answer Ratio', 'kpi1KpiReason')).to.match(/zero/);
  });

  it('K66 serves a KPI per table row, whose rows appear and vanish', async () => {
    await agent.endInterval(10);
    await agent.endInterval(10);
    expect([await read('Trunk Load', 'north'), await read('Trunk Load', 'south')]).to.deep.equal([4, 3]);
    expect(await kpiCell('Trunk Load', 'kpi1KpiValue')).to.equal('2 of 2 rows have a value');
    expect(await read('Total Load')).to.equal(7);
    series({ 'trunk_calls{trunk="east, \\"new\\""}': 9, 'trunk_attempts_total{trunk="east, \\"new\\""}': 0 });
    for (const name of ['trunk_calls{trunk="south"}', 'trunk_attempts_total{trunk="south"}']) {
      delete metrics.series[name];
    }
    await agent.endInterval(10);
    expect(await read('trunkCalls', 'south')).to.equal('NoSuchInstance');
    expect(await read('trunkCalls', 'east, "new"')).to.equal(9);
    expect(await read('Trunk Load', 'south')).to.equal('NoSuchInstance');
    const walked = await agent.manager.walk(agent.figure('Trunk Load').oid);
    expect(walked.map(({ value }) => value)).to.deep.equal([4, 9]);
  });

  it('tells a row that has no value in the reason, and serves the others', async () => {
    series({ 'trunk_calls{trunk="south"}': 'NaN' });
    for (let n = 0; n < 4; n++) await agent.endInterval(10);
    expect(await read('Trunk Load', 'north')).to.equal(4);
    expect(await read('Trunk Load', 'south')).to.equal('NoSuchInstance');
    expect(await kpiCell('Trunk Load', 'kpi1KpiStatus')).to.equal(3);
    expect(await kpiCell('Trunk Load', 'kpi1KpiReason')).to.match(/^south: .*NaN/);
    expect(await read('Total Load')).to.equal('NoSuchInstance');
    expect(await kpiCell('Total Load', 'kpi1KpiReason')).to.match(/NaN/);
  });

  it('K01 shows all ten fields of each KPI’s definition', async () => {
    const { kpis } = model.modules[0]!;
    for (const kpi of kpis) {
      const fields = {
        kpi1KpiModuleName: 'EXAMPLE-CALL-KPI-MIB',
        kpi1KpiName: kpi.name,
        kpi1KpiDescription: kpi.description,
        kpi1KpiPurpose: kpi.purpose,
        kpi1KpiFormula: kpi.formula,
        kpi1KpiUnit: kpi.unit,
        kpi1KpiDataType: kpi.dataType.kind === 'real' ? 'real(2)' : 'integer',
        kpi1KpiReportingFrequency: kpi.reportingFrequency,
        kpi1KpiReportingDuration: kpi.reportingDuration ?? 0,
        kpi1KpiDataSource: 'CPM',
        kpi1KpiCategory: kpi.category ?? '',
        kpi1KpiObject: kpi.per === undefined ? `${kpi.oid}.0` : kpi.oid,
      };
      for (const [column, value] of Object.entries(fields)) {
        expect(await kpiCell(kpi.name, column), `${column} of ${kpi.name}`).to.equal(value);
      }
    }
  });

  it('K72 answers every SET with notWritable', async () => {
    const { oid } = agent.figure('Answer Ratio');
    for (const name of [
      `${oid}.0`,
      mib.oid('kpi1InstanceId', 0),
      '1.3.6.1.2.1.1.4.0',
      '1.3.6.1.4.1.32473.9.9',
    ]) {
      const error = await agent.manager.set(name, 'x').then(
        () => undefined,
        (refused: Error) => refused,
      );
      expect(error?.message, name).to.match(/^NotWritable/);
    }
  });

  it('keeps the current interval and the ones before it in kpi1IntervalTable, as many as configured', async () => {
    const { arc } = model.modules[0]!;
    const kpi = agent.figure('Answer Ratio').arc;
    const cell = async (column: string, number: number) => {
      const { type, value } = await agent.manager.get(mib.oid(column, arc, kpi, number, ''));
      return type.startsWith('No') ? type : Buffer.isBuffer(value) ? value.toString() : value;
    };
    for (let n = 1; n <= 10; n++) {
      series({ calls_attempted_total: 1000 + n * 100, calls_answered_total: 600 + n * 10 });
      await agent.endInterval(10);
    }
    expect(await cell('kpi1IntervalValue', 1)).to.equal('10.00');
    expect(await cell('kpi1IntervalStatus', 1)).to.equal(1);
    expect(await cell('kpi1IntervalValue', 8)).to.equal('10.00');
    expect(await cell('kpi1IntervalValue', 9)).to.equal('NoSuchInstance');
    expect(await cell('kpi1IntervalStatus', 0)).to.equal(2);
    expect(await cell('kpi1IntervalReason', 0)).to.not.equal('');
    const walked = await agent.manager.walk(
      mib.oid('kpi1IntervalValue', arc, agent.figure('Trunk Load').arc),
    );
    // Of the interval that has just begun nothing is known yet.
    expect(walked).to.have.length(1 + 8 * 2);
  });

  it('says in kpi1IntervalTable what the interval under way has come to, anew with every sample', async () => {
    const often = { ...source(), every: '2s' };
    const other = await startRunningAgent({ model, sources: [often] });
    const oid = mib.oid(
      'kpi1IntervalValue',
      model.modules[0]!.arc,
      other.figure('Trunk Load').arc,
      0,
      'north',
    );
    const says = async (calls: number) =>
      String((await other.manager.get(oid)).value) === `${calls}` || undefined;
    try {
      await other.says('the source answers', 'switch');
      for (const calls of [50, 60, 70]) {
        series({ 'trunk_calls{trunk="north"}': calls });
        await other.clock.advance(2000 - (other.clock.now() % 2000));
        await eventually(`the value so far is ${calls}`, () => says(calls), 3000);
      }
    } finally {
      await other.stop();
    }
  });
});
