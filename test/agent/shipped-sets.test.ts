import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Model, ModelModule } from '../../model/model.ts';
import { compileSets } from '../kpi-defs/compile-sets.ts';
import type { Seen } from './running/manager.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { type RunningAgent, startRunningAgent } from './running/running-agent.ts';

const HOST = 'HOST-KPI-MIB';
const ROWS = ['a', 'b.c', 'Zürich'];

/** Metrics for every measurement of these modules, and where each is; a table has three rows. */
function makeMetrics(modules: readonly ModelModule[]) {
  const series: Record<string, number> = {};
  const mappings: Record<string, object> = {};
  for (const { name: module, arc, objects, measurements } of modules) {
    for (const { name, per, arc: number } of measurements) {
      const metric = `m_${arc}_${number}`;
      const index = objects.find((object) => object.name === per)?.index ?? [];
      const labels = Object.fromEntries(index.map((each) => [each.name, each.name]));
      for (const [n, row] of (per === undefined ? [''] : ROWS).entries()) {
        const values = index.map((each) => `${each.name}="${each.dataType.kind === 'string' ? row : n + 1}"`);
        series[`${metric}{${values.join(',')}}`] = number;
      }
      mappings[`${module}::${name}`] = { metric, labels };
    }
  }
  return { series, mappings };
}

describe('An agent that serves every shipped set', function () {
  this.timeout(60_000);
  let model: Model;
  let metrics: MetricsServer;
  let agent: RunningAgent;

  before(async () => {
    ({ model } = compileSets(['5gc', 'host', 'messaging', 'sip', 'web']));
    const { series, mappings } = makeMetrics(model.modules.filter(({ name }) => name !== HOST));
    metrics = await startMetricsServer(series);
    const handler = fileURLToPath(new URL('../../agent/handlers/host-kpi-mib.ts', import.meta.url));
    agent = await startRunningAgent({
      model,
      sources: [
        { name: 'host', type: 'handler', module: HOST, handler, every: '10s' },
        { name: 'services', type: 'prometheus', url: metrics.url, every: '1m', measurements: mappings },
      ],
    });
    await agent.says('the source answers', 'services');
    await agent.says('the source answers', 'host');
  });
  after(async () => {
    await agent.stop();
    await metrics.close();
  });

  async function expectSoundTree(): Promise<readonly Seen[]> {
    // Throws where an OID does not come after the one before.
    const tree = await agent.manager.walk('1.3.6.1');
    for (let at = 0; at < tree.length; at += 40) {
      const some = tree.slice(at, at + 40);
      const exact = await agent.manager.getAll(some.map(({ oid }) => oid));
      expect(exact.map(({ oid, type }) => [oid, type])).to.deep.equal(
        some.map(({ oid, type }) => [oid, type]),
      );
    }
    return tree;
  }
  const below = (tree: readonly Seen[], oid: string) => tree.filter((seen) => seen.oid.startsWith(`${oid}.`));

  it('K70 walks the whole tree in rising order, and answers for each instance by its exact name', async () => {
    const tree = await expectSoundTree();
    for (const { name, measurements } of model.modules) {
      for (const { oid, name: measurement } of measurements) {
        expect(below(tree, oid), `${name} ${measurement}`).to.not.be.empty;
      }
    }
  });

  it('K66 knows every KPI, whether or not it has a value yet', async () => {
    for (const { kpis } of model.modules) {
      for (const { oid, name } of kpis) {
        expect((await agent.manager.get(`${oid}.0`)).type, name).to.equal('NoSuchInstance');
      }
    }
  });

  it('does so still when intervals have ended', async () => {
    for (let n = 0; n < 2; n++) await agent.endInterval(60);
    const tree = await expectSoundTree();
    const web = model.modules.find(({ name }) => name === 'WEB-KPI-MIB')!;
    const counted = web.kpis.filter(({ reportingFrequency }) => reportingFrequency === 60);
    expect(counted).to.not.be.empty;
    expect(counted.some(({ oid }) => below(tree, oid).length === ROWS.length)).to.equal(true);
  });
});
