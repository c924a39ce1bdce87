import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { Client, fetch } from 'undici';
import { query, type Serving, startServing } from '../agent/http/serving.ts';

describe('HTTP clients and the HTTP binding', () => {
  let serving: Serving;
  before(async () => {
    serving = await startServing({ config: { maxBodySize: 1_000_000 } });
  });
  after(() => serving.server.close());

  it('K39 K45 K52 fetch of undici asks, and undoes the content coding', async () => {
    const response = await fetch(serving.url, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: query('Large'),
    });
    expect([response.status, response.headers.get('content-encoding')]).to.deep.equal([200, 'gzip']);
    expect(await response.text()).to.contain('<OEPMQueryResponse ');
  });

  it('K48 a stream of unknown length is taken, in chunks', async () => {
    async function* halves() {
      const body = query('Ratio');
      yield Buffer.from(body.slice(0, 40));
      await new Promise(setImmediate);
      yield Buffer.from(body.slice(40));
    }
    const response = await fetch(serving.url, { method: 'POST', body: halves(), duplex: 'half' });
    expect(response.status).to.equal(200);
    expect(await response.text()).to.contain('98.76');
  });

  it('K49 a hundred requests at once over one connection are answered in their order', async () => {
    const client = new Client(new URL(serving.url).origin, { pipelining: 100 });
    try {
      const answers = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => {
          const body = query(n % 2 === 0 ? 'Ratio' : 'Nought');
          const answer = await client.request({ path: '/kpi1', method: 'POST', body, blocking: false });
          return { status: answer.statusCode, text: await answer.body.text() };
        }),
      );
      for (const [n, { status, text }] of answers.entries()) {
        expect(status).to.equal(n % 2 === 0 ? 200 : 404);
        expect(text).to.contain(n % 2 === 0 ? '98.76' : 'Nought is not known');
      }
    } finally {
      await client.close();
    }
  });

  it('an agent without http loads no HTTP server: serveHttp loads fastify when it is called', () => {
    const server = fileURLToPath(new URL('../../agent/http/server.ts', import.meta.url));
    const program = `
      import { createRequire } from 'node:module';
      await import(${JSON.stringify(server)});
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      console.log(loaded.filter((file) => /node_modules.(fastify|prom-client|undici)/.test(file)).length);`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { encoding: 'utf8' },
    );
    expect(stderr).to.equal('');
    expect(stdout).to.equal('0\n');
  });
});
