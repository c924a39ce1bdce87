import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { createJsonSource, type JsonSourceOptions } from '../../../../agent/collect/json/source.ts';
import { ScrapeServers } from '../prometheus/scrape-server.ts';
import { mappingFor, perTrunk, scalar, shorten } from './mapping-for.ts';

describe('a JSON source', () => {
  const servers = new ScrapeServers();
  afterEach(() => servers.close());

  const open = (url: string, options: Partial<JsonSourceOptions> = {}) =>
    createJsonSource({
      name: 'gateway',
      url,
      mappings: [mappingFor(scalar(), { value: '/calls' })],
      ...options,
    });
  async function read(source: ReturnType<typeof open>): Promise<string[]> {
    const sample = await source.read(new AbortController().signal);
    return sample.ok ? shorten(sample) : [sample.reason];
  }
  const answer = async (listener: RequestListener, options: Partial<JsonSourceOptions> = {}) => {
    const source = open(await servers.http(listener), options);
    const said = await read(source);
    await source.close();
    return said.map((text) => text.replace(/http:\/\/[\d.:]+/, ''));
  };

  it('reads what a live service says, with the headers it wants (K17)', async () => {
    let seen: unknown[] = [];
    const said = await answer(
      ({ headers }, response) => {
        seen = [headers.accept, headers['authorization'], headers['x-tenant']];
        response.end('{"calls":5,"trunks":[{"trunkName":"a","calls":2}]}');
      },
      {
        headers: new Map([
          ['Authorization', 'Bearer abc'],
          ['X-Tenant', 'one'],
        ]),
        mappings: [
          mappingFor(scalar(), { value: '/calls' }),
          mappingFor(perTrunk(), { rows: '/trunks', value: '/calls' }),
        ],
      },
    );
    expect(said).to.deep.equal(['0[]: 5', '1[a]: 2']);
    expect(seen).to.deep.equal(['application/json, */*;q=0.1', 'Bearer abc', 'one']);
  });

  it('reads a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kpi1-json-'));
    writeFileSync(join(folder, 'status.json'), '{"calls":7}');
    expect(await read(open(pathToFileURL(join(folder, 'status.json')).href))).to.deep.equal(['0[]: 7']);
    rmSync(folder, { recursive: true });
  });

  it('says what is wrong with an answer, and shows nothing of it', async () => {
    expect(await answer((_, response) => response.end('{"secret":"hunter2"'))).to.satisfy(
      ([text]: string[]) =>
        /^\/metrics: it cannot be read as JSON: /.test(text!) && !text!.includes('hunter2'),
    );
    expect(
      await answer((_, response) => response.setHeader('content-type', 'text/html').end('<html>')),
    ).to.deep.equal(['/metrics: it is text/html, no JSON; check the path']);
    expect(await answer((_, response) => response.end(`"${'x'.repeat(4 * 2 ** 20)}"`))).to.deep.equal([
      '/metrics: it is larger than 4 MiB; have it say less',
    ]);
  });

  it('asks again where a service is starting, more rarely where it is down, and finds it again', async () => {
    let asked = 0;
    let isUp = false;
    const url = await servers.http((_, response) => {
      asked++;
      response.writeHead(isUp ? 200 : 503).end('{"calls":1}');
    });
    const source = open(url, { every: 10 });
    const down = `${url}: status 503: the service is overloaded or starting`;
    for (let n = 0; n < 3; n++) expect(await read(source)).to.deep.equal([down]);
    expect(asked).to.equal(9);
    expect(await read(source)).to.deep.equal([
      `${down} (found at an earlier sample; it is tried less often now)`,
    ]);
    expect([asked, source.counts]).to.deep.equal([9, { retries: 6, skipped: 1, isBackingOff: true }]);
    isUp = true;
    expect(await read(source)).to.deep.equal(['0[]: 1']);
    expect([asked, source.counts?.isBackingOff]).to.deep.equal([10, false]);
    await source.close();
  });
});
