/** Serves rows with this project's engine: `serve.js ROWS`. Tells its parent a `Served`. */
import { setFlagsFromString } from 'node:v8';
import { createCounters } from '../../../agent/snmp/counters.ts';
import { Dispatcher } from '../../../agent/snmp/dispatch.ts';
import { snmpGroup } from '../../../agent/snmp/snmp-group.ts';
import { UdpListener } from '../../../agent/snmp/udp-listener.ts';
import { AuthoritativeEngine } from '../../../agent/snmp/usm/engine.ts';
import { securityGroups, snmpEngineGroup } from '../../../agent/snmp/usm/engine-groups.ts';
import { createSecurityStatistics } from '../../../agent/snmp/usm/statistics.ts';
import { V3Processor } from '../../../agent/snmp/usm/v3-processor.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import { View } from '../../../agent/snmp/view.ts';
import { COLUMN, COMMUNITY, ENGINE_BOOTS, ENGINE_ID, USER } from '../table.ts';

/** What it tells when it listens. */
export interface Served {
  readonly port: number;
  /** How the resident set grew by the rows, in octets. */
  readonly rss: number;
  /** How what V8 accounts for grew, heap and typed arrays. */
  readonly accounted: number;
}

const MAX_MESSAGE_SIZE = 65_507;

function fill(index: ValueIndex, rows: number): void {
  index.declare(COLUMN);
  for (let row = 1; row <= rows; row++) {
    index.publish(index.open([...COLUMN, row]), { type: 'Gauge32', value: row });
  }
}

/** Memory in use once garbage is collected; node runs with --expose-gc. */
function memory(): { rss: number; accounted: number } {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss, accounted: heapUsed + arrayBuffers };
}

// As `kpi1 agent` runs.
setFlagsFromString('--semi-space-growth-factor=1');
const before = memory();
const index = new ValueIndex();
fill(index, Number(process.argv[2]));
const after = memory();

const engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots: ENGINE_BOOTS });
const counters = createCounters();
const statistics = createSecurityStatistics();
const subtrees = [
  snmpGroup(counters, false),
  snmpEngineGroup(engine, MAX_MESSAGE_SIZE),
  ...securityGroups(statistics, counters),
];
const access = new View({ include: [[1, 3, 6, 1]] }, { index, subtrees });
const dispatcher = new Dispatcher({
  communities: [{ name: COMMUNITY, from: ['127.0.0.0/8'], view: access }],
  v3: new V3Processor(engine, [{ credentials: USER, access }], statistics, MAX_MESSAGE_SIZE),
  counters,
  limits: { requestsPerSecond: 5_000, burst: 5_000, amplification: 50, trusted: ['127.0.0.0/8'] },
});
const listener = await UdpListener.open({ host: '127.0.0.1', port: 0 }, (datagram, address, writer) =>
  dispatcher.answer(datagram, address, writer),
);
const served: Served = {
  port: listener.endpoint.port,
  rss: after.rss - before.rss,
  accounted: after.accounted - before.accounted,
};
process.send?.(served);
