import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type Mapping, resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import {
  createPrometheusSource,
  type PrometheusSourceOptions,
} from '../../../../agent/collect/prometheus/source.ts';
import { measurement } from '../../small-model.ts';
import { ScrapeServers } from './scrape-server.ts';

const BODY = '# what a service says\nrequests_total{m="INVITE"} 41 1795295962231\nup 1\n';

function mappings(...selectors: string[]): Mapping[] {
  return selectors.map((metric) => {
    const resolved = resolveMapping({ measurement: measurement('m') }, { metric });
    if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
    return resolved.mapping;
  });
}

async function sample(
  url: string,
  options: Partial<PrometheusSourceOptions> = {},
  signal = new AbortController().signal,
) {
  const source = createPrometheusSource({
    name: 'kamailio',
    url,
    mappings: mappings('requests_total'),
    ...options,
  });
  try {
    return await source.read(signal);
  } finally {
    await source.close();
  }
}

/** Why a sample failed, with the URL before it. */
async function failure(url: string, options?: Partial<PrometheusSourceOptions>, signal?: AbortSignal) {
  const taken = await sample(url, options, signal);
  return taken.ok ? 'it was taken' : taken.reason;
}

async function values(url: string, options?: Partial<PrometheusSourceOptions>) {
  const taken = await sample(url, options);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.readings.flatMap(({ series }) => [...series.values()]);
}

describe('a Prometheus source', () => {
  const servers = new ScrapeServers();
  afterEach(() => servers.close());

  it('reads what a live service says (K17)', async () => {
    let accept: string | undefined;
    const url = await servers.http((request, response) => {
      accept = request.headers.accept;
      response.setHeader('content-type', 'text/plain; version=0.0.4').end(BODY);
    });
    expect(await values(url)).to.deep.equal([41]);
    expect(accept).to.match(/^text\/plain;version=0\.0\.4,/);
  });

  it('asks once more where the connection was lost, and reads again and again', async () => {
    let requests = 0;
    const url = await servers.http((request, response) => {
      requests++;
      if (requests === 2) request.socket.destroy();
      else response.end(`requests_total ${requests}\n`);
    });
    const source = createPrometheusSource({ name: 'x', url, mappings: mappings('requests_total') });
    const { signal } = new AbortController();
    const samples = [await source.read(signal), await source.read(signal), await source.read(signal)];
    await source.close();
    expect(samples.map(({ ok }) => ok)).to.deep.equal([true, true, true]);
    expect(requests).to.equal(4);
    expect(source.counts).to.deep.equal({ retries: 1, skipped: 0, isBackingOff: false });
  });

  it('reads a body that is chunked, or coded in gzip', async () => {
    const chunked = await servers.http((_, response) => {
      response.write(BODY.slice(0, 30));
      response.end(BODY.slice(30));
    });
    const coded = await servers.http((request, response) => {
      expect(request.headers['accept-encoding']).to.equal('gzip');
      response.setHeader('content-encoding', 'gzip').end(gzipSync(BODY));
    });
    expect(await values(chunked)).to.deep.equal([41]);
    expect(await values(coded)).to.deep.equal([41]);
  });

  it('sends the credentials of its URL, and shows neither them nor the query', async () => {
    let authorization: string | undefined;
    const url = await servers.http((request, response) => {
      authorization = request.headers.authorization;
      response.writeHead(401).end();
    });
    const secret = url.replace('http://', 'http://ops:p%40ss@').concat('?token=geheim');
    expect(await failure(secret)).to.equal(
      `${url}: status 401: it wants credentials: write them into the URL, http://user:password@…`,
    );
    expect(authorization).to.equal(`Basic ${Buffer.from('ops:p@ss').toString('base64')}`);
  });

  it('says with which measurement something is wrong', async () => {
    const url = await servers.http((_, response) => response.end(BODY));
    const taken = await sample(url, { mappings: mappings('request_total', 'up') });
    expect(taken).to.deep.include({
      problems: [{ measurement: 0, reason: 'no series matches request_total: did you mean requests_total?' }],
    });
    expect(taken.ok && taken.readings.map((reading) => reading.measurement)).to.deep.equal([1]);
  });
});

describe('a Prometheus source that fails', () => {
  const servers = new ScrapeServers();
  afterEach(() => servers.close());

  it('says that nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    expect(await failure(`http://127.0.0.1:${port}/metrics`)).to.equal(
      `http://127.0.0.1:${port}/metrics: nothing listens there; is the service running, and is the port right?`,
    );
  });

  for (const [status, reason] of [
    [500, 'status 500: look into the log of the service'],
    [404, 'status 404: there is nothing at this path'],
    [
      302,
      'status 302: it has moved to http://127.0.0.1/elsewhere; redirects are not followed, put that address into the configuration',
    ],
    [204, 'status 204: look into the log of the service'],
  ] as const) {
    it(`says what status ${status} means`, async () => {
      const url = await servers.http((_, response) => {
        response
          .writeHead(status, { location: 'http://127.0.0.1/elsewhere' })
          .end(status === 204 ? undefined : BODY);
      });
      expect(await failure(url)).to.equal(`${url}: ${reason}`);
    });
  }

  it('ends when its time is up, whether the service hangs or drips', async () => {
    const aborts: AbortController[] = [];
    const abortSoon = () => {
      for (const abort of aborts) abort.abort(new Error('did not answer within 1 s'));
    };
    const hanging = await servers.http(() => abortSoon());
    const dripping = await servers.http((_, response) => {
      response.write(BODY.slice(0, 30), () => abortSoon());
    });
    for (const url of [hanging, dripping]) {
      const abort = new AbortController();
      aborts.splice(0, 1, abort);
      expect(await failure(url, {}, abort.signal)).to.equal(`${url}: did not answer within 1 s`);
    }
  });

  it('has had no time at all', async () => {
    const url = await servers.http((_, response) => response.end(BODY));
    const aborted = AbortSignal.abort(new Error('sampling was stopped'));
    expect(await failure(url, {}, aborted)).to.equal(`${url}: sampling was stopped`);
  });

  it('refuses a body shorter than its Content-Length', async () => {
    const url = await servers.tcp((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${BODY.length + 5}\r\n\r\n${BODY}`),
    );
    expect(await failure(url)).to.match(
      /: the (answer was cut off: it is shorter than its Content-Length|connection was closed before the answer was whole)$/,
    );
  });

  it('refuses a chunked body without its last chunk', async () => {
    const url = await servers.tcp((socket) =>
      socket.end(
        `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n`,
      ),
    );
    expect(await failure(url)).to.match(/: the connection was closed before the answer was whole$/);
  });

  it('refuses a body that ends within a line: Kamailio with too small a buffer', async () => {
    const url = await servers.http((_, response) => response.end(BODY.slice(0, -2)));
    expect(await failure(url)).to.equal(`${url}: it was cut off: its last line does not end`);
  });

  it('refuses OpenMetrics without # EOF', async () => {
    const type = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
    const url = await servers.http((_, response) => response.setHeader('content-type', type).end(BODY));
    expect(await failure(url)).to.equal(`${url}: it was cut off: # EOF is missing`);
  });

  it('refuses a broken gzip coding, and one that was not asked for', async () => {
    const broken = await servers.http((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(BODY).subarray(0, -9));
    });
    const other = await servers.http((_, response) => response.setHeader('content-encoding', 'br').end('x'));
    expect(await failure(broken)).to.match(/: its gzip coding is broken: /);
    expect(await failure(other)).to.equal(`${other}: its Content-Encoding br was not asked for`);
  });

  it('refuses more than it may hold, also where gzip hides it', async () => {
    const huge = `up 1\n`.repeat(500_000);
    const plain = await servers.http((_, response) => response.end(huge));
    const coded = await servers.http((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(huge));
    });
    for (const url of [plain, coded]) {
      expect(await failure(url, { maxBytes: 2 ** 20 })).to.equal(
        `${url}: it is larger than 1 MiB; have it say less`,
      );
    }
  });

  it('refuses what is no Prometheus text', async () => {
    const html = await servers.http((_, response) =>
      response.setHeader('content-type', 'text/html').end('<p>'),
    );
    const prose = await servers.http((_, response) => response.end('It works!\n'));
    expect(await failure(html)).to.equal(`${html}: it is text/html, no Prometheus text; check the path`);
    expect(await failure(prose)).to.match(/: it is no Prometheus text: line 1 /);
  });

  it('refuses what is no HTTP, and a connection that is reset', async () => {
    const smtp = await servers.tcp((socket) => socket.end('220 mail.example ESMTP\r\n'));
    const reset = await servers.tcp((socket) => socket.resetAndDestroy());
    expect(await failure(smtp)).to.match(/: the answer is no HTTP \(/);
    expect(await failure(reset)).to.equal(`${reset}: the connection was reset before the answer was whole`);
  });
});

describe('a Prometheus source over TLS', () => {
  const servers = new ScrapeServers();
  let folder: string;
  let port: number;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-tls-'));
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    openssl('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test authority');
    openssl('req', ...curve, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=localhost');
    writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost\n');
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    openssl('x509', '-req', '-in', 'request.pem', ...authority, '-extfile', 'names', '-out', 'cert.pem');
    const read = (name: string) => readFileSync(join(folder, name));
    port = await servers.https({ key: read('key.pem'), cert: read('cert.pem') }, (_, response) =>
      response.end(BODY),
    );
  });
  after(async () => {
    await servers.close();
    rmSync(folder, { recursive: true });
  });

  it('trusts the authority that caFile names', async () => {
    expect(await values(`https://localhost:${port}/`, { caFile: join(folder, 'ca.pem') })).to.deep.equal([
      41,
    ]);
  });

  it('trusts no other, and says what to do', async () => {
    expect(await failure(`https://localhost:${port}/`)).to.equal(
      `https://localhost:${port}/: its certificate is of an unknown authority; name that one in caFile`,
    );
  });

  it('refuses a certificate for another name', async () => {
    expect(await failure(`https://127.0.0.1:${port}/`, { caFile: join(folder, 'ca.pem') })).to.equal(
      `https://127.0.0.1:${port}/: its certificate is for another host name`,
    );
  });

  it('says when the port speaks no TLS', async () => {
    const url = (await servers.http((_, response) => response.end(BODY))).replace('http:', 'https:');
    expect(await failure(url)).to.match(/: the port speaks no TLS; is it http: instead\?$/);
  });

  it('says when caFile cannot be read, and reads it as soon as it can', async () => {
    const caFile = join(folder, 'late.pem');
    const url = `https://localhost:${port}/`;
    const source = createPrometheusSource({ name: 'x', url, caFile, mappings: mappings('up') });
    const { signal } = new AbortController();
    const first = await source.read(signal);
    writeFileSync(caFile, readFileSync(join(folder, 'ca.pem')));
    const second = await source.read(signal);
    await source.close();
    expect(first)
      .to.have.property('reason')
      .that.matches(/: caFile cannot be read: ENOENT/);
    expect(second.ok).to.equal(true);
  });
});

describe('a Prometheus source that is a file', () => {
  let folder: string;
  let file: string;
  const url = () => pathToFileURL(file).href;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-file-'));
    file = join(folder, 'node.prom');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads what the file says now, however often it is replaced', async () => {
    for (const value of [1, 2]) {
      writeFileSync(`${file}.new`, `requests_total ${value}\n`);
      renameSync(`${file}.new`, file);
      expect(await values(url())).to.deep.equal([value]);
    }
  });

  it('says that the file is not there, is empty, cut off, or too large', async () => {
    expect(await failure(url())).to.equal(`${file}: there is no such file; has its writer run?`);
    writeFileSync(file, '');
    expect(await failure(url())).to.equal(`${file}: it is empty; write it beside and rename it into place`);
    writeFileSync(file, 'requests_total 1\nup');
    expect(await failure(url())).to.equal(`${file}: it was cut off: its last line does not end`);
    expect(await failure(url(), { maxBytes: 10 })).to.match(/: it is larger than /);
  });

  it('says that a folder or a pipe is no file', async () => {
    expect(await failure(pathToFileURL(folder).href)).to.equal(`${folder}: it is no regular file`);
    execFileSync('mkfifo', [file]);
    expect(await failure(url())).to.equal(`${file}: it is no regular file`);
  });

  it('ends when its time is up', async () => {
    writeFileSync(file, 'requests_total 1\n');
    const aborted = AbortSignal.abort(new Error('did not answer within 1 s'));
    expect(await failure(url(), {}, aborted)).to.equal(`${file}: did not answer within 1 s`);
  });
});
