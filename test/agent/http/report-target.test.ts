import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { HttpTargetConfig } from '../../../agent/config/config.ts';
import { createHttpTarget } from '../../../agent/http/report-target.ts';
import type { PmReport } from '../../../agent/report/pm-report.ts';
import type { ReportTarget } from '../../../agent/report/report-target.ts';
import { KPI1_NAMESPACE } from '../../../messages/xml/element-rules.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { requirePeer } from '../../interop/peers.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { messageIn } from './serving.ts';

const INSTANCE = { instanceId: 'test-01', software: 'kpi1 0.1.0', namespace: KPI1_NAMESPACE };

function report(items = 1): PmReport {
  return {
    sequence: 7,
    identifier: 'TEST-MIB',
    begin: new Date('2026-11-21T10:00:00Z'),
    end: new Date('2026-11-21T10:05:00Z'),
    validity: 'valid',
    items: Array.from({ length: items }, (_, n) => ({
      ...{ name: `Figure ${n}`, text: `${n}.50`, oid: [1, 3, n], value: { type: 'Integer32', value: n } },
    })) as unknown as PmReport['items'],
  };
}

interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

describe('Reports by HTTP POST (KPIinOMA 8.2.2)', () => {
  const closers: (() => unknown)[] = [];
  let received: Received[];
  let connections: number;
  beforeEach(() => {
    received = [];
    connections = 0;
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const never = new AbortController().signal;
  const targetAt = (url: string, more: Partial<HttpTargetConfig> = {}): ReportTarget => {
    const target = createHttpTarget({ name: 'oe', url, timeoutMs: 5000, ...more }, INSTANCE);
    closers.push(() => target.close());
    return target;
  };
  const failure = (target: ReportTarget, signal = never) =>
    target.deliver(report(), signal).then(
      () => expect.fail('it was acknowledged'),
      (error: Error) => error.message,
    );

  /** A receiver; answers as `respond` says. */
  async function receive(
    respond: (response: ServerResponse, count: number) => void,
    port = 0,
  ): Promise<string> {
    const server: Server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({ request, body: Buffer.concat(chunks) });
      respond(response, received.length);
    });
    server.on('connection', () => {
      connections += 1;
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/oe?from=x`;
  }
  const with200 = (response: ServerResponse) => response.end();

  it('K54 sends one InstancePMReport, its reserved items first', async () => {
    await targetAt(await receive(with200)).deliver(report(2), never);
    expect(received).to.have.length(1);
    expect(messageIn(received[0]!)).to.deep.equal({
      kind: 'InstancePMReport',
      instanceId: 'test-01',
      measurements: [
        {
          identifier: 'TEST-MIB',
          items: [
            { name: 'kpi1.sequence', value: '7' },
            { name: 'kpi1.begin', value: '2026-11-21T10:00:00.000Z' },
            { name: 'kpi1.end', value: '2026-11-21T10:05:00.000Z' },
            { name: 'kpi1.granularity', value: '300' },
            { name: 'kpi1.validity', value: 'valid' },
            { name: 'Figure 0', value: '0.50' },
            { name: 'Figure 1', value: '1.50' },
          ],
        },
      ],
    });
  });

  it('K41 K42 K43 K44 K45 K46 K47 K48 sends every header of 8.2.1.2', async () => {
    let text = '';
    const server = createTcpServer((socket: Socket) => {
      socket
        .on('error', () => {})
        .on('data', (chunk) => {
          text += chunk;
          if (text.includes('</InstancePMReport>'))
            socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const target = targetAt(`http://127.0.0.1:${port}/oe`, {
      credential: { type: 'basic', user: 'agent', password: 'pass:word' },
    });
    await target.deliver(report(), never);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const [line, ...headers] = head.split('\r\n');
    expect(line).to.equal('POST /oe HTTP/1.1');
    const values = Object.fromEntries(headers.map((header) => header.split(/: (.*)/).slice(0, 2)));
    expect(values).to.deep.include({
      host: `127.0.0.1:${port}`,
      accept: 'application/xml, multipart/mixed',
      'accept-encoding': 'gzip, deflate',
      'accept-language': 'en, *;q=0.5',
      'accept-msgsize': '65536',
      'content-type': 'application/xml',
      'content-length': String(Buffer.byteLength(body)),
      authorization: `Basic ${Buffer.from('agent:pass:word').toString('base64')}`,
    });
    expect(values['user-agent']).to.match(/^[\w.-]+-[\w.-]+\/\S+ kpi1\/0\.1\.0$/);
  });

  it('K45 compresses a large report', async () => {
    await targetAt(await receive(with200)).deliver(report(100), never);
    const [{ request, body }] = received as [Received];
    expect(request.headers['content-encoding']).to.equal('gzip');
    expect(Number(request.headers['content-length'])).to.equal(body.length);
    expect(messageIn({ body: gunzipSync(body) })).to.have.property('kind', 'InstancePMReport');
  });

  it('K45 sends it as it is to a receiver that refuses the coding, and from then on', async () => {
    const target = targetAt(
      await receive((response, count) => response.writeHead(count === 1 ? 415 : 204).end()),
    );
    await target.deliver(report(100), never);
    await target.deliver(report(100), never);
    expect(received.map(({ request }) => request.headers['content-encoding'])).to.deep.equal([
      ...['gzip', undefined, undefined],
    ]);
  });

  it('K55 sends report after report over one connection', async () => {
    const target = targetAt(await receive(with200));
    for (let n = 0; n < 5; n++) await target.deliver(report(), never);
    expect([received.length, connections]).to.deep.equal([5, 1]);
  });

  it('bears a token', async () => {
    const url = await receive(with200);
    await targetAt(url, { credential: { type: 'bearer', name: 'oe', token: 'abc' } }).deliver(
      report(),
      never,
    );
    expect(received[0]?.request.headers.authorization).to.equal('Bearer abc');
  });

  for (const status of [200, 201, 202, 204]) {
    it(`K55 takes ${status} for an acknowledgement`, async () => {
      await targetAt(await receive((response) => response.writeHead(status).end())).deliver(report(), never);
    });
  }

  it('K55 takes 200 for an acknowledgement, even if its body breaks off', async () => {
    const target = targetAt(
      await receive((response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => response.destroy());
      }),
    );
    await target.deliver(report(), never);
  });

  const error = encodeMessage({
    kind: 'KPI1Error',
    status: 400,
    problems: [{ place: '1:5', message: 'the identifier is unknown; send another' }],
  });
  for (const [what, respond, message] of [
    [
      'a redirect',
      (response) => response.writeHead(307, { location: 'http://127.0.0.2/' }).end(),
      /^status 307: it has moved to http:\/\/127\.0\.0\.2\/; redirects are not followed/,
    ],
    [
      '401',
      (response) => response.writeHead(401).end(),
      /^status 401: it wants credentials, or others; write/,
    ],
    [
      '404',
      (response) => response.writeHead(404).end('gone\n\x1b[2J away'),
      /^status 404: .* \(it says: gone \[2J away\)$/,
    ],
    [
      '415 for good',
      (response) => response.writeHead(415).end(),
      /^status 415: it takes no application\/xml/,
    ],
    [
      'a KPI1Error',
      (response) => response.writeHead(400, { 'content-encoding': 'gzip' }).end(gzipSync(error)),
      /^status 400: .* \(it says: 1:5 the identifier is unknown; send another\)$/,
    ],
    [
      'a long page',
      (response) => response.writeHead(500).end('x'.repeat(1_000_000)),
      /^status 500: look into the log .*x{200}…\)$/,
    ],
    ['what is no HTTP', (response) => response.socket?.end('BYE\r\n\r\n'), /^the answer is no HTTP/],
    ['nothing', (response) => response.socket?.destroy(), /^the connection was closed before/],
  ] as [string, (response: ServerResponse) => void, RegExp][]) {
    it(`K55 takes ${what} for no acknowledgement, and says why`, async () => {
      const url = await receive(respond);
      const target = targetAt(url, { credential: { type: 'basic', user: 'agent', password: 'hunter2' } });
      const told = await failure(target);
      const place = `${url.replace('?from=x', '')}: `;
      expect(told.slice(0, place.length)).to.equal(place);
      expect(told.slice(place.length)).to.match(message);
      expect(told).not.to.contain('hunter2');
      expect(received.length).to.be.within(1, 2);
    });
  }

  it('K55 delivers as soon as the receiver is back', async () => {
    const gone = await receive(with200);
    const target = targetAt(gone);
    await target.deliver(report(), never);
    await closers.shift()?.();
    expect(await failure(target)).to.match(/: (nothing listens there|the connection was closed)/);
    await receive(with200, Number(new URL(gone).port));
    await target.deliver(report(), never);
    expect(received).to.have.length(2);
  });

  describe('over TLS', () => {
    let certificates: Certificates | undefined;
    before(function () {
      certificates = makeCertificates(requirePeer(this, 'openssl'));
    });
    after(() => certificates?.remove());

    it('O17 trusts the authority of caFile, and shows its own certificate', async () => {
      const { file, read } = certificates!;
      let client = '';
      const server = createTlsServer(
        {
          ...{ cert: read('server.pem'), key: read('server.key'), ca: read('ca.pem') },
          ...{ requestCert: true, rejectUnauthorized: true },
        },
        (request, response) => {
          client = String((request.socket as TLSSocket).getPeerCertificate().subject.CN);
          response.end();
        },
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closers.push(() => server.close());
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const own = { certFile: file('client.pem'), keyFile: file('client.key') };
      await targetAt(url, { caFile: file('ca.pem'), ...own }).deliver(report(), never);
      expect(client).to.equal('client');
      expect(await failure(targetAt(url, own))).to.match(
        /: its certificate is of an? (unknown|private) authority; name/,
      );
      expect(await failure(targetAt(url, { caFile: file('ca.pem') }))).to.match(/^https:.*: \S/);
    });
  });

  it('gives up on a receiver that says nothing, after its timeout', async () => {
    const target = targetAt(await receive(() => {}), { timeoutMs: 50 });
    expect(await failure(target)).to.match(/: it did not acknowledge within 0\.05 s; /);
  });

  it('gives up at once when the agent stops', async () => {
    const stop = new AbortController();
    const target = targetAt(await receive(() => stop.abort()));
    expect(await failure(target, stop.signal)).to.match(/: the agent stops$/);
  });

  it('says which file cannot be read, and reads it as soon as it can', async () => {
    const url = (await receive(with200)).replace('http:', 'https:');
    expect(await failure(targetAt(url, { caFile: '/none/ca.pem' }))).to.match(
      /: caFile cannot be read \(ENOENT.*; name a file of PEM$/,
    );
    expect(await failure(targetAt(url))).to.match(/: the port speaks no TLS; /);
  });
});
