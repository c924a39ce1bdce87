/** Serves KPI-1 over HTTP as the agent does, from figures that do not change. Tells its parent the port. */
import { setFlagsFromString } from 'node:v8';
import { serveHttp } from '../../agent/http/server.ts';
import type { InstanceService } from '../../agent/requests/service.ts';
import { KPI1_NAMESPACE } from '../../messages/xml/element-rules.ts';

// As `kpi1 agent` runs.
setFlagsFromString('--semi-space-growth-factor=1');

const service: InstanceService = {
  instanceId: 'bench',
  queryMeasurements: (identifiers) => ({
    found: identifiers.map((identifier) => ({ identifier, items: [{ name: identifier, value: '98.76' }] })),
    unknown: [],
  }),
  queryConfiguration: (unknown) => ({ found: [], unknown }),
  configure: () => [],
  collect: () => [],
};

const { endpoint } = await serveHttp({
  config: { listen: { host: '127.0.0.1', port: 0 }, credentials: [], maxBodySize: 1_000_000 },
  service,
  namespace: KPI1_NAMESPACE,
  log: { info: () => {}, warn: console.warn, error: console.error },
  figures: {
    sources: () => [],
    targets: () => [],
    intervals: () => 0,
    storeSize: () => 0,
    snmp: () => ({ received: 0, sent: 0, dropped: 0 }),
    kpis: () => [],
  },
  ready: () => [],
  reload: () => [],
});
process.send?.({ port: endpoint.port });
process.once('disconnect', () => process.exit());
