import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { encodeMultipart } from '../../../messages/multipart.ts';
import type { HttpListenerOptions } from '../../../oe/listen/http-listener.ts';
import { ask, exchangeRaw, problemsIn } from '../../agent/http/serving.ts';
import { reportDocument, startTestListener, type TestListener } from './listening.ts';

describe('Reports over HTTP', () => {
  let listener: TestListener;
  const start = async (more: Partial<HttpListenerOptions> = {}) => {
    const http = { host: '127.0.0.1', port: 0, maxSize: 100_000, ...more };
    listener = await startTestListener(() => ({ http }));
  };
  const sequences = () => listener.reports().map(({ sequence }) => sequence);
  afterEach(() => listener.close());

  it('K31 K53 K54 K55 are on disk when they are acknowledged, with 200 and an ETag', async () => {
    await start();
    const { status, headers, body } = await ask(listener.url, reportDocument(1));
    expect([status, body.length, headers['content-length']]).to.deep.equal([200, 0, '0']);
    expect(headers.etag).to.match(/^"[\w-]+\.1"$/);
    const [report] = listener.reports();
    expect(report).to.deep.include({ via: 'http', from: '127.0.0.1', instanceId: 'sip-01', sequence: 1 });
    expect(report!.measurements[0]!.items.at(-1)).to.deep.equal({ name: 'attempts', value: '100' });
  });

  it('O01 are of the namespace that the listener was told, or of none', async () => {
    const namespace = 'https://example.net/kpi';
    await start({ namespace });
    const ours = reportDocument(1);
    const under = (name: string) => ours.replace(/ xmlns="[^"]*"/, name);
    expect((await ask(listener.url, under(` xmlns="${namespace}"`))).status).to.equal(200);
    expect((await ask(listener.url, under(''))).status).to.equal(200);
    const refused = await ask(listener.url, ours);
    expect(refused.status).to.equal(400);
    expect(refused.body.toString()).to.contain(`<KPI1Error xmlns="${namespace}"`);
  });

  it('K40 come several at a time as multipart/mixed', async () => {
    await start();
    const { contentType, body } = encodeMultipart([1, 2, 3].map((sequence) => reportDocument(sequence)));
    const { status } = await ask(listener.url, body, { 'content-type': contentType });
    expect([status, sequences()]).to.deep.equal([200, [1, 2, 3]]);
  });

  it('K45 come compressed, deflate also without the zlib format around it', async () => {
    await start();
    const codings = [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['deflate', deflateRawSync],
    ] as const;
    for (const [at, [coding, compress]] of codings.entries()) {
      const body = compress(Buffer.from(reportDocument(at + 1)));
      const { status } = await ask(listener.url, body, { 'content-encoding': coding });
      expect(status).to.equal(200);
    }
    expect(sequences()).to.deep.equal([1, 2, 3]);
  });

  it('K55 are kept once where they come again, also after a restart, and gaps are told', async () => {
    await start();
    for (const sequence of [1, 2, 2]) await ask(listener.url, reportDocument(sequence));
    await listener.restart();
    for (const sequence of [2, 3, 5]) {
      expect((await ask(listener.url, reportDocument(sequence))).status).to.equal(200);
    }
    expect(sequences()).to.deep.equal([1, 2, 3, 5]);
    expect(listener.told).to.deep.equal([
      'sip-01: report 2 over http came again',
      'sip-01: report 2 over http came again',
      'sip-01: report 5 over http came, and report 4 before it did not',
    ]);
    expect(listener.listening.summaries()).to.deep.equal([
      'sip-01 over http: 4 reports, numbers 1 to 5; 1 missing, 1 came again',
    ]);
  });

  it('are kept once where they come again before the first is on disk', async () => {
    await start();
    const replies = await Promise.all(
      [1, 1, 1, 1].map((sequence) => ask(listener.url, reportDocument(sequence))),
    );
    expect(replies.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
    expect(sequences()).to.deep.equal([1]);
  });

  const query = '<OEPMQueryRequest OEID="a"><PMIdentifier>A</PMIdentifier></OEPMQueryRequest>';
  const bomb = gzipSync(Buffer.alloc(10_000_000, ' '));
  const cases: readonly (readonly [string, string | Buffer, Record<string, string>, number, RegExp])[] = [
    ['what is no XML', 'hello', {}, 400, /^1:\d+: /],
    ['a half document', reportDocument(1).slice(0, -30), {}, 400, /./],
    ['a document with a DTD', '<!DOCTYPE a><a/>', {}, 400, /./],
    ['nothing', '', {}, 400, /body: it is empty/],
    ['a query', query, {}, 400, /OEPMQueryRequest: send it to an instance/],
    ['JSON', '{}', { 'content-type': 'application/json' }, 415, /application\/json is not read/],
    ['a coding unknown here', 'x', { 'content-encoding': 'br' }, 415, /br is not read/],
    ['what is no gzip', 'x', { 'content-encoding': 'gzip' }, 400, /no whole gzip/],
    ['a zip bomb', bomb, { 'content-encoding': 'gzip' }, 413, /body: decompressed it is larger than 100000/],
    [
      'far less than text would be',
      gzipSync(Buffer.alloc(90_000, ' ')),
      { 'content-encoding': 'gzip' },
      413,
      /than 65536/,
    ],
    ['too much', Buffer.alloc(100_001), {}, 413, /larger than 100000 octets/],
  ];
  for (const [what, body, headers, status, said] of cases) {
    it(`K50 are refused with ${status} and a KPI1Error where there comes ${what}`, async () => {
      await start();
      const reply = await ask(listener.url, body, headers);
      expect(reply.status).to.equal(status);
      expect(problemsIn(reply).join('\n')).to.match(said);
      expect(listener.reports()).to.deep.equal([]);
    });
  }

  for (const [what, octets] of [
    ['headers', 'POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\r\n'],
    ['a body', 'POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n<Instance'],
  ] as const) {
    it(`O17 lets go of a sender that sends half of ${what} and stops, and takes those of others meanwhile`, async () => {
      await start({ patienceMs: 400 });
      const slow = exchangeRaw(Number(new URL(listener.url).port), octets);
      expect((await ask(listener.url, reportDocument(1))).status).to.equal(200);
      expect(await slow).to.match(/^(HTTP\/1\.1 4\d\d |$)/);
      expect(sequences()).to.deep.equal([1]);
      expect(listener.told.join('\n')).to.not.contain('cannot be kept');
    });
  }

  it('are refused as a whole where one of several is none', async () => {
    await start();
    const { contentType, body } = encodeMultipart([reportDocument(1), query]);
    const { status } = await ask(listener.url, body, { 'content-type': contentType });
    expect([status, listener.reports()]).to.deep.equal([400, []]);
  });

  it('K41 are POSTed to /kpi1: 405 and 404 otherwise', async () => {
    await start();
    const got = await ask(listener.url, '', {}, 'GET');
    expect([got.status, got.headers.allow]).to.deep.equal([405, 'POST']);
    expect((await ask(listener.url.replace('kpi1', 'other'), reportDocument(1))).status).to.equal(404);
  });

  it('need the credential where there is one', async () => {
    await start({ credential: { type: 'basic', user: 'sip-01', password: 'secret' } });
    const right = `basic ${Buffer.from('sip-01:secret').toString('base64')}`;
    expect((await ask(listener.url, reportDocument(1), { authorization: right })).status).to.equal(200);
    for (const authorization of [`${right}x`, 'Bearer secret', '']) {
      const { status, headers } = await ask(listener.url, reportDocument(2), { authorization });
      expect([status, headers['www-authenticate']]).to.deep.equal([401, 'Basic realm="kpi1"']);
    }
    expect(sequences()).to.deep.equal([1]);
  });

  it('K55 are not acknowledged where they cannot be kept, and are taken when they come again', async () => {
    let isFull = true;
    const kept: string[] = [];
    listener = await startTestListener(() => ({
      isPrinted: true,
      http: { host: '127.0.0.1', port: 0, maxSize: 100_000 },
      print: (line) =>
        isFull ? Promise.reject(new Error('no space')) : Promise.resolve(void kept.push(line)),
    }));
    const refused = await ask(listener.url, reportDocument(1));
    expect(refused.status).to.equal(503);
    expect(problemsIn(refused)).to.deep.equal([': the report cannot be kept now: send it again']);
    isFull = false;
    expect((await ask(listener.url, reportDocument(1))).status).to.equal(200);
    expect(kept).to.have.length(1);
  });
});
