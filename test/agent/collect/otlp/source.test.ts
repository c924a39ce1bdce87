import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { expect } from 'chai';
import fc from 'fast-check';
import { LiveSeriesTable } from '../../../../agent/collect/metrics/live-series.ts';
import { type MappingSpec, resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import { DOTTED_NAMES } from '../../../../agent/collect/metrics/selector.ts';
import type { RunningTotal } from '../../../../agent/collect/otlp/running-total.ts';
import { createOtlpSource, takeRequest } from '../../../../agent/collect/otlp/source.ts';
import type { ListeningSource } from '../../../../agent/collect/push-source.ts';
import { atOnce } from '../../../../agent/slices.ts';
import { measurement, object } from '../../small-model.ts';
import { shorten } from '../json/mapping-for.ts';

type ResourceMetrics = Parameters<typeof ProtobufMetricsSerializer.serializeRequest>[0];

const service = object('service', { name: 'string(1..32)' });
const mapping = (dataType: string, spec: MappingSpec, isTable = false) => {
  const wanted = isTable
    ? { measurement: measurement('m', dataType, { per: 'service' }), object: service }
    : { measurement: measurement('m', dataType) };
  const resolved = resolveMapping(wanted, spec, DOTTED_NAMES);
  if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
  return resolved.mapping;
};
const PER_SERVICE = new Map([['name', 'service.name']]);
const MAPPINGS = [
  mapping('counter', { metric: 'http.requests', labels: PER_SERVICE }, true),
  mapping('gauge', { metric: 'queue.length{queue="in"}' }),
  mapping('counter', { metric: 'latency_count' }),
  mapping('counter', { metric: 'latency_sum' }),
];

/** What an SDK of OpenTelemetry hands to its serializer. */
function metrics(requests: number, start = 1000, time = start + 10): ResourceMetrics {
  const times = { startTime: [start, 0], endTime: [time, 0] };
  const descriptor = (name: string, type: string) => ({
    ...{ name, type, description: '', unit: '', valueType: type === 'GAUGE' ? 1 : 0, advice: {} },
  });
  const sum = { descriptor: descriptor('http.requests', 'COUNTER'), dataPointType: 3, isMonotonic: true };
  const histogram = { buckets: { boundaries: [1], counts: [2, 1] }, count: 3, sum: 4.5, min: 0.5, max: 3 };
  const point = (attributes: object, value: unknown) => ({ ...times, attributes, value });
  return {
    resource: { attributes: { 'service.name': 'shop' } },
    scopeMetrics: [
      {
        scope: { name: 'test' },
        metrics: [
          {
            ...{ ...sum, aggregationTemporality: 1 },
            dataPoints: [point({ route: '/a', secure: true }, requests), point({ route: '/b' }, 1)],
          },
          {
            ...{
              descriptor: descriptor('queue.length', 'GAUGE'),
              dataPointType: 2,
              aggregationTemporality: 1,
            },
            dataPoints: [point({ queue: 'in' }, 2.5), point({ queue: 'out' }, 9)],
          },
          {
            ...{
              descriptor: descriptor('latency', 'HISTOGRAM'),
              dataPointType: 0,
              aggregationTemporality: 1,
            },
            dataPoints: [point({}, histogram)],
          },
        ],
      },
    ],
  } as unknown as ResourceMetrics;
}

const sumOf = (points: object[], aggregationTemporality = 2) => ({
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeMetrics: [
        {
          metrics: [
            { name: 'http.requests', sum: { aggregationTemporality, isMonotonic: true, dataPoints: points } },
          ],
        },
      ],
    },
  ],
});
const at = (time: number, asInt: string, start = 1) => ({
  ...{ startTimeUnixNano: `${start}`, timeUnixNano: `${time}`, asInt },
});

describe('an OTLP source', () => {
  let source: ListeningSource;
  beforeEach(async () => {
    source = await createOtlpSource({
      ...{ name: 'otel', listen: { host: '127.0.0.1', port: 0 }, from: ['127.0.0.1'], expireMs: 60_000 },
      mappings: MAPPINGS,
    });
  });
  afterEach(() => source.close());

  interface Said {
    readonly status: number;
    readonly headers: Record<string, unknown>;
    readonly body: Buffer;
  }
  const post = (body: Uint8Array, headers: Record<string, string>, path = '/v1/metrics', method = 'POST') =>
    new Promise<Said>((resolve, reject) => {
      const { port } = source.endpoint;
      const sent = request(
        { host: '127.0.0.1', port, path, method, headers, agent: false },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const JSON_TYPE = { 'content-type': 'application/json' };
  const PROTOBUF_TYPE = { 'content-type': 'application/x-protobuf' };
  const postJson = async (message: unknown) => {
    const { status, body } = await post(Buffer.from(JSON.stringify(message)), JSON_TYPE);
    return [status, JSON.parse(body.toString())];
  };
  async function read(): Promise<string[]> {
    const sample = await source.read(new AbortController().signal);
    return sample.ok ? shorten(sample) : [sample.reason];
  }
  const FIGURES = ['0[shop]: 41 + 1', '1[]: 2.5', '2[]: 3', '3[]: 4.5'];

  it('has no sample before it was sent something', async () => {
    expect(await read()).to.deep.equal([`nothing has been received at TCP port ${source.endpoint.port} yet`]);
  });

  it('reads what an SDK sends in protobuf, also with gzip (K17)', async () => {
    const body = ProtobufMetricsSerializer.serializeRequest(metrics(40)) as Uint8Array;
    expect(await post(body, PROTOBUF_TYPE)).to.deep.include({ status: 200, body: Buffer.alloc(0) });
    const later = ProtobufMetricsSerializer.serializeRequest(metrics(41, 1000, 1020)) as Uint8Array;
    const { status, headers } = await post(gzipSync(later), { ...PROTOBUF_TYPE, 'content-encoding': 'gzip' });
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('application/x-protobuf');
    expect(await read()).to.deep.equal(FIGURES);
  });

  it('reads what an SDK sends in JSON (K17)', async () => {
    const body = JsonMetricsSerializer.serializeRequest(metrics(41)) as Uint8Array;
    const { status, body: said } = await post(body, JSON_TYPE);
    expect([status, said.toString()]).to.deep.equal([200, '{}']);
    expect(await read()).to.deep.equal(FIGURES);
  });

  it('adds up deltas, each once', async () => {
    for (const [time, n] of [
      [10, '5'],
      [20, '7'],
      [20, '7'],
      [15, '100'],
    ] as const) {
      await postJson(sumOf([at(time, n)], 1));
    }
    expect((await read())[0]).to.equal('0[shop]: 12');
  });

  it('goes on counting where a sender starts anew, even if it has counted further by then', async () => {
    await postJson(sumOf([at(10, '100')]));
    await postJson(sumOf([at(20, '150', 15)]));
    expect((await read())[0]).to.equal('0[shop]: 250');
    await postJson(sumOf([at(30, '20', 15)]));
    expect((await read())[0]).to.equal('0[shop]: 270');
  });

  it('keeps integers beyond 2^53 exact', async () => {
    await postJson(sumOf([at(10, '9223372036854775807')]));
    expect((await read())[0]).to.equal('0[shop]: 9223372036854775807');
  });

  it('says which points it cannot take as a partial success', async () => {
    const bad = sumOf([at(10, '5'), { timeUnixNano: '10', asDouble: 'NaN' }]);
    const errorMessage = 'http.requests: a data point has no number';
    expect(await postJson(bad)).to.deep.equal([
      200,
      { partialSuccess: { rejectedDataPoints: '1', errorMessage } },
    ]);
    expect((await read())[0]).to.equal('0[shop]: 5');
    expect(source.counts).to.deep.equal({ received: 1, dropped: 1 });
  });

  it('refuses what it cannot read, with the status of OTLP/HTTP for it', async () => {
    const body = Buffer.from('{}');
    const gzip = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const answers = [
      await post(Buffer.from('{'), JSON_TYPE),
      await post(Buffer.from('[]'), JSON_TYPE),
      await post(Buffer.from('ffffffff', 'hex'), PROTOBUF_TYPE),
      await post(body, gzip),
      await post(body, JSON_TYPE, '/v1/traces'),
      await post(Buffer.alloc(0), {}, '/v1/metrics', 'GET'),
      await post(Buffer.alloc(4 * 2 ** 20 + 1), JSON_TYPE),
      await post(gzipSync(Buffer.alloc(17 * 2 ** 20)), gzip),
      await post(body, { 'content-type': 'text/plain' }),
      await post(body, { ...JSON_TYPE, 'content-encoding': 'br' }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([
      400, 400, 400, 400, 404, 405, 413, 413, 415, 415,
    ]);
    expect(JSON.parse(answers[0]!.body.toString())).to.have.keys('code', 'message');
    expect(answers[2]!.body.subarray(0, 3).toString('hex')).to.equal('080312');
    expect(answers[5]!.headers['allow']).to.equal('POST');
    expect(source.counts).to.deep.equal({ received: 0, dropped: 10 });
  });

  it('lets nobody send who may not', async () => {
    await source.close();
    source = await createOtlpSource({
      ...{ name: 'otel', listen: { host: '127.0.0.1', port: 0 }, from: ['192.0.2.1'], expireMs: 1 },
      mappings: MAPPINGS,
    });
    expect((await post(Buffer.from('{}'), JSON_TYPE)).status).to.equal(403);
  });
});

describe('any JSON sent as OTLP', () => {
  it('ends in figures that are numbers, or is rejected', () => {
    const series = new LiveSeriesTable<RunningTotal>({
      ...{ mappings: MAPPINGS, expireMs: 1e9, maxSeries: 50 },
      publish: (total) => total.publish(),
    });
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.bigInt().map(String));
    const odd = fc.record(
      {
        attributes: fc.array(fc.record({ key: fc.string(), value: fc.record({ stringValue: value }) })),
        ...{
          startTimeUnixNano: value,
          timeUnixNano: value,
          asInt: value,
          asDouble: value,
          count: value,
          sum: value,
        },
      },
      { requiredKeys: [] },
    );
    const data = fc.record({
      dataPoints: fc.oneof(fc.array(odd), value),
      aggregationTemporality: fc.constantFrom(1, 2, 'x'),
    });
    const metric = fc.record(
      {
        name: fc.constantFrom('http.requests', 'latency', 'queue.length'),
        sum: data,
        gauge: data,
        histogram: data,
      },
      { requiredKeys: ['name'] },
    );
    const message = fc
      .array(metric)
      .map((all) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics: all }] }] }));
    fc.assert(
      fc.property(fc.oneof(message, fc.jsonValue()), (request) => {
        expect(atOnce(takeRequest(request, series)).rejected).to.be.at.least(0);
      }),
      { seed: 4318, numRuns: 2000 },
    );
    const { samples } = series.read();
    expect(samples).to.not.be.empty;
    expect(samples.every(({ value: said }) => typeof said === 'bigint' || Number.isFinite(said))).to.equal(
      true,
    );
  });
});
