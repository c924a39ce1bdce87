import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { HTTP_LIMITS } from '../../../agent/http/limits.ts';
import { ask, closed, exchangeRaw, problemsIn, query, type Serving, startServing } from './serving.ts';

describe('The HTTP server', () => {
  let serving: Serving;
  const start = async (options: Parameters<typeof startServing>[0] = {}) => {
    serving = await startServing(options);
  };
  afterEach(() => serving.server.close());

  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND']) {
    it(`K41 answers ${method} with 405 and Allow`, async () => {
      await start();
      const reply = await ask(serving.url, '', {}, method);
      expect([reply.status, reply.reason, reply.headers.allow]).to.deep.equal([
        ...[405, 'Method Not Allowed', 'POST'],
      ]);
      expect(problemsIn(reply)[0]).to.equal(`method: ${method} is not served here; use POST`);
      expect(reply.headers.etag).to.be.a('string');
    });
  }

  it('K41 answers HEAD with 405, and no body', async () => {
    await start();
    const reply = await ask(serving.url, '', {}, 'HEAD');
    expect([reply.status, reply.headers.allow, reply.body.length]).to.deep.equal([405, 'POST', 0]);
  });

  it('answers 404 at other paths', async () => {
    await start();
    const reply = await ask(serving.url.replace('kpi1', 'kpi2'), query('Ratio'));
    expect(reply.status).to.equal(404);
    expect(problemsIn(reply)[0]).to.equal('path: there is nothing here; KPI-1 is at POST /kpi1');
  });

  it('does not decode what is no path', async () => {
    await start();
    const reply = await ask(`http://127.0.0.1:${serving.port}/%zz`, query('Ratio'));
    expect(reply.status).to.equal(400);
    expect(problemsIn(reply)[0]).to.match(/^path: it cannot be decoded/);
  });

  it('O17 refuses a body by its Content-Length before it arrives', async () => {
    await start();
    const answer = await exchangeRaw(
      serving.port,
      'POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100001\r\n\r\n',
    );
    expect(answer).to.match(/^HTTP\/1\.1 413 Payload Too Large\r\n/);
    expect(answer).to.contain('it is larger than 100000 octets');
  });

  it('O17 refuses a body in chunks as soon as it is too large', async () => {
    await start();
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    const answer = await exchangeRaw(
      serving.port,
      `POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`,
    );
    expect(answer).to.match(/^HTTP\/1\.1 413 /);
  });

  it('O17 answers what is no HTTP with 400, and headers that are too large with 431', async () => {
    await start();
    const answer = await exchangeRaw(serving.port, 'GOOD DAY\r\n\r\n');
    expect(answer).to.match(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(problemsIn({ body: Buffer.from(answer.split('\r\n\r\n')[1] as string) })).to.deep.equal([
      'request: this is no HTTP/1.1 request',
    ]);
    const large = `POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: ${'x'.repeat(HTTP_LIMITS.headerSize)}\r\n\r\n`;
    expect(await exchangeRaw(serving.port, large)).to.match(/^HTTP\/1\.1 431 /);
  });

  const impatient = { headersMs: 60, requestMs: 120, checkMs: 20, stalledMs: 400, keepAliveMs: 50 };
  for (const [what, octets] of [
    ['says nothing', ''],
    ['sends half a request line', 'POST /kp'],
    ['sends headers and stops', 'POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\r\n'],
    [
      'sends half a body and stops',
      'POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n<OE',
    ],
  ] as const) {
    it(`O17 lets go of a client that ${what}, with 408`, async () => {
      await start({ limits: impatient });
      expect(await exchangeRaw(serving.port, octets)).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    });
  }

  it('O17 lets go of a client that sends an octet now and then', async () => {
    await start({ limits: impatient });
    const socket = connect(serving.port, '127.0.0.1').on('error', () => {});
    const octets = Array.from('POST /kpi1/and/so/on/and/on')[Symbol.iterator]();
    const drip = setInterval(() => socket.write(octets.next().value ?? 'x'), 10);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    await closed(socket);
    clearInterval(drip);
    expect(answer).to.match(/^HTTP\/1\.1 408 /);
  });

  it('O17 lets go of a client that does not take its answer', async () => {
    const found = [{ identifier: 'a', items: [{ name: 'a', value: 'x'.repeat(20_000_000) }] }];
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await start({
      limits: { ...impatient, stalledMs: 100, graceMs: 60_000 },
      service: {
        queryMeasurements: () => {
          answer();
          return { found, unknown: [] };
        },
      },
    });
    const body = query('a');
    const socket = connect(serving.port, '127.0.0.1').on('error', () => {});
    socket.pause();
    socket.write(`POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await answered;
    // Closing waits for answers under way: it ends when the server has lost patience.
    await serving.server.close();
    socket.destroy();
  });

  it('keeps a connection for the next request, and lets go of one that lies idle', async () => {
    await start({ limits: impatient });
    const body = query('Ratio');
    const request = `POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answers = await exchangeRaw(serving.port, request + request);
    expect(answers.match(/^HTTP\/1\.1 200 OK/gm)).to.have.length(2);
  });

  it('O17 takes so many connections and no more', async () => {
    await start({ limits: { connections: 2 } });
    const held = [1, 2].map(() => connect(serving.port, '127.0.0.1').on('error', () => {}));
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    expect(await exchangeRaw(serving.port, 'POST /kpi1 HTTP/1.1\r\n')).to.equal('');
    for (const socket of held) socket.destroy();
  });

  it('ends what is under way when it is closed, and soon', async () => {
    await start({ limits: { graceMs: 50 } });
    const socket = connect(serving.port, '127.0.0.1').on('error', () => {});
    socket.write('POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n<OE');
    await once(socket, 'connect');
    const over = closed(socket);
    socket.resume();
    await serving.server.close();
    await over;
  });

  it('says where it cannot listen', async () => {
    await start();
    const error = await startServing({
      config: { listen: { host: '127.0.0.1', port: serving.port } },
    }).catch((reason: Error) => reason);
    expect(error).to.be.an('error');
    expect((error as Error).message).to.match(
      new RegExp(`^http.listen: 127.0.0.1:${serving.port} cannot be listened on \\(.*EADDRINUSE`),
    );
  });
});
