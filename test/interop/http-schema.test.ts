import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createHttpTarget } from '../../agent/http/report-target.ts';
import { decodeMultipart, encodeMultipart } from '../../messages/multipart.ts';
import { KPI1_NAMESPACE } from '../../messages/xml/element-rules.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { ask, exchangeRaw, query, type Serving, startServing } from '../agent/http/serving.ts';
import { requirePeer } from './peers.ts';

const SCHEMA = fileURLToPath(new URL('../../agent/http/kpi1.xsd', import.meta.url));

describe('What goes over HTTP, held against kpi1.xsd by xmllint', () => {
  let serving: Serving;
  let xmllint: string;
  before(async function () {
    xmllint = requirePeer(this, 'xmllint');
    serving = await startServing();
  });
  after(() => serving?.server.close());

  function expectValid(document: string | Uint8Array): void {
    const { status, stderr } = spawnSync(xmllint, ['--noout', '--nonet', '--schema', SCHEMA, '-'], {
      input: document,
    });
    expect(String(stderr)).to.equal('- validates\n');
    expect(status).to.equal(0);
  }

  for (const [what, document] of [
    ['K60 an answer about measurements', query('Ratio')],
    ['K60 O10 a partial answer', query('Ratio', 'Nought <&"')],
    ['K58 an answer about configuration', config('reporting')],
    ['O10 an error for what is not known', query('Nought <&"')],
    ['O10 an error for what is no XML', '<OEPM"&'],
    ['O10 an error with a control character from the request', '<a \u0001="x"/>'],
  ] as const) {
    it(`${what} is valid`, async () => expectValid((await ask(serving.url, document)).body));
  }

  it('K40 every part of a multipart answer is valid', async () => {
    const { contentType, body } = encodeMultipart([query('Ratio'), config('reporting'), '<broken']);
    const reply = await ask(serving.url, body, { 'content-type': contentType });
    const decoded = decodeMultipart(reply.headers['content-type'] as string, reply.body);
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
    expect(decoded.documents).to.have.length(3);
    for (const document of decoded.documents) expectValid(document);
  });

  for (const [what, octets] of [
    ['a wrong method', 'GET /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['another path', 'GET /%3C HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['a path that cannot be decoded', 'GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['what is no HTTP', 'hello\r\n\r\n'],
    [
      'a type that is not read',
      `POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: a/"<&\r\nContent-Length: 1\r\n\r\nx`,
    ],
  ] as const) {
    it(`O10 the error for ${what} is valid`, async () => {
      const answer = await exchangeRaw(serving.port, octets);
      expect(answer).to.match(/^HTTP\/1\.1 4\d\d /);
      expectValid(answer.slice(answer.indexOf('\r\n\r\n') + 4));
    });
  }

  it('K54 a report is valid', async () => {
    let body = '';
    const receiver = createServer(async (request, response) => {
      for await (const chunk of request) body += chunk;
      response.end();
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const target = createHttpTarget(
      { name: 'oe', url: `http://127.0.0.1:${port}/`, timeoutMs: 5000 },
      { instanceId: 'test-01', software: 'kpi1 test', namespace: KPI1_NAMESPACE },
    );
    const times = { begin: new Date(0), end: new Date(300_000) };
    const items = [{ name: 'Größe <&"', text: '98.76', oid: [1, 3], value: { type: 'Integer32', value: 1 } }];
    await target.deliver(
      { sequence: 1, identifier: 'TEST-MIB', ...times, validity: 'valid', items: items as never },
      new AbortController().signal,
    );
    await target.close();
    receiver.close();
    expect(body).to.contain('Größe &lt;&amp;&quot;');
    expectValid(body);
  });
});

function config(identifier: string): string {
  return encodeMessage({ kind: 'OEConfigQueryRequest', oeId: 'oe-1', identifiers: [identifier] });
}
