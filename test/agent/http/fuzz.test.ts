import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { handleKpi1 } from '../../../agent/http/kpi1-handler.ts';
import { Refusal } from '../../../agent/http/refusal.ts';
import type { InstanceService } from '../../../agent/requests/service.ts';
import { decodeMultipart, encodeMultipart } from '../../../messages/multipart.ts';
import { KPI1_NAMESPACE } from '../../../messages/xml/element-rules.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { mutate, Random } from '../../fuzz/mutation.ts';
import { ask, messageIn, query, startServing } from './serving.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 3000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 82);

const service: InstanceService = {
  instanceId: 'fuzz',
  queryMeasurements: (identifiers) => ({
    found: identifiers.map((identifier) => ({ identifier, items: [{ name: identifier, value: '1' }] })),
    unknown: [],
  }),
  queryConfiguration: (unknown) => ({ found: [], unknown }),
  configure: (oeId) => [{ place: oeId, message: 'no' }],
  collect: () => [],
};

const DOCUMENTS = [
  query('Ratio', 'MODULE::Name[1,a]'),
  encodeMessage({ kind: 'OEConfigQueryRequest', oeId: 'oe', identifiers: ['a', 'b'] }),
  encodeMessage({
    kind: 'OEConfigurationCmd',
    oeId: 'oe',
    info: { identifier: 'a', items: [{ name: 'b', value: 'c&<"' }] },
  }),
  encodeMessage({ kind: 'OEPMCollectionCmd', oeId: 'oe', configInfoIdentifier: 'a', identifiers: ['x'] }),
];
const several = encodeMultipart(DOCUMENTS);
const BODIES = [
  ...DOCUMENTS.map((document) => Buffer.from(document)),
  several.body,
  gzipSync(several.body),
  deflateSync(DOCUMENTS[0] as string),
];
const HEADERS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'content-type': [
    undefined,
    'application/xml',
    several.contentType,
    'multipart/mixed; boundary="a',
    'text/xml;;',
  ],
  'content-encoding': [undefined, undefined, 'gzip', 'deflate', 'identity'],
  accept: [undefined, '*/*', 'application/xml, multipart/mixed;q=0.1', 'multipart/*', ',;='],
  'accept-encoding': [undefined, 'gzip', 'deflate;q=0.5, *;q=0', 'identity;q=0', ';'],
  'accept-msgsize': [undefined, undefined, '600', '100000', '-1'],
};
const STATUSES = [200, 400, 404, 406, 409, 411, 413, 415];

describe('Any body and headers of a POST', () => {
  it(`O17 end in a status, and in messages that can be read (${RUNS} requests)`, async () => {
    const random = new Random(SEED);
    const failures: unknown[] = [];
    const note = (fields: object) => failures.push(fields);
    const log = { info: note, warn: note, error: note };
    const seen = new Map<number, number>();
    for (let run = 0; run < RUNS; run++) {
      const body = random.below(4) === 0 ? random.pick(BODIES) : mutate(random, random.pick(BODIES));
      const headers: IncomingHttpHeaders = {};
      for (const [name, values] of Object.entries(HEADERS)) {
        const value = random.below(3) === 0 ? random.pick(values) : values[0];
        if (value !== undefined) headers[name] = value;
      }
      const request = { headers, body: Buffer.from(body), by: 'fuzz' };
      try {
        const answer = await handleKpi1(request, {
          service,
          namespace: KPI1_NAMESPACE,
          log,
          maxBodySize: 50_000,
        });
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
        if (answer.body && answer.headers['content-encoding'] === undefined) {
          const type = answer.headers['content-type'] ?? '';
          const parts = type.startsWith('multipart/')
            ? decodeMultipart(type, Buffer.from(answer.body))
            : undefined;
          if (parts && !parts.ok) throw new Error(JSON.stringify(parts.problems));
          for (const part of parts?.documents ?? [Buffer.from(answer.body)])
            if (part.length > 0) messageIn({ body: part });
        }
      } catch (error) {
        if (!(error instanceof Refusal)) {
          throw new Error(`run ${run} of seed ${SEED}: ${JSON.stringify(headers)} ${body.toString('hex')}`, {
            cause: error,
          });
        }
        seen.set(error.status, (seen.get(error.status) ?? 0) + 1);
      }
    }
    expect(failures).to.deep.equal([]);
    expect([...seen.keys()].filter((status) => !STATUSES.includes(status))).to.deep.equal([]);
    for (const status of [200, 400, 404, 406, 413]) expect(seen.get(status)).to.be.above(0);
  }).timeout(0);

  it('O17 leave a server that answers the next request, whatever octets came before', async () => {
    const serving = await startServing({ limits: { headersMs: 50, requestMs: 50, checkMs: 10 } });
    try {
      const random = new Random(SEED);
      const request = Buffer.from(
        `POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${DOCUMENTS[0]?.length}\r\n\r\n${DOCUMENTS[0]}`,
      );
      for (let run = 0; run < 200; run++) {
        const socket = connect(serving.port, '127.0.0.1').on('error', () => {});
        await once(socket, 'connect');
        socket.end(mutate(random, request));
        socket.resume();
      }
      expect((await ask(serving.url, query('Ratio'))).status).to.equal(200);
      expect(serving.logged).to.deep.equal([]);
    } finally {
      await serving.server.close();
    }
  });
});
