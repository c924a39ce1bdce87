import { Worker } from 'node:worker_threads';
import { KpiCalculator } from '../agent/kpi/calculate.ts';
import { Publication } from '../agent/publish/publication.ts';
import { Publisher } from '../agent/publish/publisher.ts';
import { createCounters } from '../agent/snmp/counters.ts';
import { Dispatcher } from '../agent/snmp/dispatch.ts';
import { UdpListener } from '../agent/snmp/udp-listener.ts';
import { ValueIndex } from '../agent/snmp/value-index.ts';
import { View } from '../agent/snmp/view.ts';
import type { ModelModule } from '../model/model.ts';
import { makeModel } from './model.ts';
import { atMost, type Figure } from './report.ts';

const VALUES = 100_000;

/** Asks again and again, one request at a time, and tells the longest wait when told to end. */
const CLIENT = `
const { parentPort, workerData } = require('node:worker_threads');
const socket = require('node:dgram').createSocket('udp4');
let sent = 0, longest = 0, answers = 0;
const ask = () => { sent = performance.now(); socket.send(workerData.request, workerData.port, '127.0.0.1'); };
socket.on('message', () => { longest = Math.max(longest, performance.now() - sent); answers += 1; ask(); });
parentPort.on('message', (told) => {
  if (told === 'reset') { longest = 0; answers = 0; parentPort.postMessage('ready'); }
  else parentPort.postMessage({ longest, answers });
});
ask();
`;

/** Publishing 100,000 changed values: how long it takes, and how long requests wait meanwhile. */
export async function benchPublish(): Promise<Figure[]> {
  const index = new ValueIndex();
  const module = manyKpis();
  const calculator = new KpiCalculator([], []);
  const publisher = new Publisher(new Publication(index, [module]), calculator, []);
  const results = (value: number) =>
    module.kpis.map((kpi) => ({ module, kpi, begin: 0, end: 0, rows: [{ index: [], key: '', value }] }));
  const publish = (all: ReturnType<typeof results>) => publisher.publishInterval(all, () => undefined);
  await publish(results(1));

  const view = new View({ include: [[1, 3, 6, 1]] }, { index, subtrees: [] });
  const dispatcher = new Dispatcher({
    communities: [{ name: 'public', from: ['127.0.0.0/8'], view }],
    counters: createCounters(),
  });
  const listener = await UdpListener.open({ host: '127.0.0.1', port: 0 }, (...request) =>
    dispatcher.answer(...request),
  );
  const request = Buffer.from(
    '302602010104067075626c6963a119020101020100020100300e300c06082b060102010103000500',
    'hex',
  );
  const client = new Worker(CLIENT, { eval: true, workerData: { request, port: listener.endpoint.port } });
  try {
    await publish(results(2));
    // Made beforehand: what calculates them in an agent lets requests have their turn, too.
    const changed = results(3);
    await told(client, 'reset');
    const began = performance.now();
    await publish(changed);
    const took = performance.now() - began;
    const { longest, answers } = (await told(client, 'end')) as { longest: number; answers: number };
    return [
      atMost('100,000 changed values published', took, 500, ' ms'),
      atMost('longest wait of a request meanwhile', longest, 20, ' ms', ` (${answers} answered)`),
    ];
  } finally {
    await client.terminate();
    await listener.close();
  }
}

/** The KPIs of the benchmark's model, many times over, each with OIDs of its own. */
function manyKpis(): ModelModule {
  const [module] = makeModel(1_000).model.modules;
  if (!module) throw new Error('the model has no module');
  const scalars = module.kpis.filter(({ per }) => per === undefined);
  const kpis = Array.from({ length: VALUES }, (_, n) => {
    const kpi = scalars[n % scalars.length] as (typeof scalars)[number];
    return { ...kpi, arc: n + 1, oid: kpi.oid.replace(/\d+$/, `${n + 1}`) };
  });
  return { ...module, kpis, measurements: [] };
}

function told(worker: Worker, what: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage(what);
  });
}
