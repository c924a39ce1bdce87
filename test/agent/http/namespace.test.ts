import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createHttpTarget } from '../../../agent/http/report-target.ts';
import { encodeMultipart } from '../../../messages/multipart.ts';
import { KPI1_NAMESPACE } from '../../../messages/xml/element-rules.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { ask, exchangeRaw, type Reply, type Serving, startServing } from './serving.ts';

const OURS = 'https://example.net/kpi';
const query = (namespace: string, identifier = 'Ratio') =>
  encodeMessage({ kind: 'OEPMQueryRequest', oeId: 'oe', identifiers: [identifier] }, namespace);

describe('An instance whose messages are of a namespace of its own (O01)', () => {
  let serving: Serving;
  before(async () => {
    serving = await startServing({ more: { namespace: OURS } });
  });
  after(() => serving.server.close());
  const namespacesOf = (text: string) => [...text.matchAll(/ xmlns="([^"]*)"/g)].map((match) => match[1]);
  const namespaceOf = ({ status, body }: Reply) => [status, ...namespacesOf(body.toString())];

  it('takes messages of it and of none, and answers under it', async () => {
    for (const namespace of [OURS, '']) {
      expect(namespaceOf(await ask(serving.url, query(namespace)))).to.deep.equal([200, OURS]);
    }
  });

  it('refuses messages of another namespace, and names its own', async () => {
    const reply = await ask(serving.url, query(KPI1_NAMESPACE));
    expect(namespaceOf(reply)).to.deep.equal([400, OURS]);
    expect(reply.body.toString()).to.contain('KPI-1 messages are of &quot;https://example.net/kpi&quot;');
  });

  it('answers several messages under it, each and its errors', async () => {
    const { contentType, body } = encodeMultipart([query(OURS), query(OURS, 'Nothing'), '<broken']);
    const reply = await ask(serving.url, body, { 'content-type': contentType });
    expect(namespaceOf(reply)).to.deep.equal([200, OURS, OURS, OURS]);
  });

  it('tells under it what is refused before a message is read', async () => {
    expect(namespaceOf(await ask(`${serving.url}/no`, ''))).to.deep.equal([404, OURS]);
    const small = { 'accept-msgsize': '1000' };
    expect(namespaceOf(await ask(serving.url, query(OURS, 'Large'), small))).to.deep.equal([413, OURS]);
    for (const octets of ['nonsense\r\n\r\n', 'GET /%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n']) {
      const answer = await exchangeRaw(serving.port, octets);
      expect([answer.slice(0, 12), ...namespacesOf(answer)]).to.deep.equal(['HTTP/1.1 400', OURS]);
    }
  });

  it('reports under it, and reads what its receiver says under it', async () => {
    let body = '';
    const receiver = createServer(async (request, response) => {
      for await (const chunk of request) body += chunk;
      const problems = [{ place: '', message: 'no room' }];
      response.statusCode = 503;
      response.end(encodeMessage({ kind: 'KPI1Error', status: 503, problems }, OURS));
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/kpi1`;
    const instance = { instanceId: 'i', software: 'kpi1 test', namespace: OURS };
    const target = createHttpTarget({ name: 'oe', url, timeoutMs: 5000 }, instance);
    const times = { begin: new Date(0), end: new Date(300_000) };
    const item = { name: 'A', text: '1', oid: [1, 3], value: { type: 'Integer32' as const, value: 1 } };
    const reason = await target
      .deliver({ sequence: 1, identifier: 'M', ...times, items: [item] }, new AbortController().signal)
      .then(String, (error: Error) => error.message);
    await target.close();
    receiver.close();
    expect(namespacesOf(body)).to.deep.equal([OURS]);
    expect(reason).to.match(/\(it says: no room\)$/);
  });
});
