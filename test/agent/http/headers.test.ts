import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { encodeMultipart } from '../../../messages/multipart.ts';
import { ask, exchangeRaw, messageIn, problemsIn, query, type Serving, startServing } from './serving.ts';

describe('Headers of KPI-1 requests and answers (KPIinOMA 8.2.1.2)', () => {
  let serving: Serving;
  before(async () => {
    serving = await startServing();
  });
  after(() => serving.server.close());

  const bare = (headers: string, body: string) =>
    exchangeRaw(
      serving.port,
      `POST /kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n${body}`,
    );

  it('K49 K48 takes a bare POST, and answers with every header it owes', async () => {
    const body = query('Ratio');
    const answer = await bare(`Content-Length: ${body.length}\r\n`, body);
    const [head = '', content = ''] = answer.split('\r\n\r\n');
    expect(head.split('\r\n')[0]).to.equal('HTTP/1.1 200 OK');
    expect(head).to.match(/^content-type: application\/xml$/im);
    expect(head).to.match(new RegExp(`^content-length: ${Buffer.byteLength(content)}$`, 'im'));
    expect(head).to.match(/^etag: "[\w.-]+"$/im);
    expect(head).to.match(/^content-language: en$/im);
    expect(head).not.to.match(/^content-encoding:/im);
    expect(messageIn({ body: Buffer.from(content) })).to.have.property('kind', 'OEPMQueryResponse');
  });

  it('K48 takes a body in chunks', async () => {
    const body = query('Ratio');
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    expect(await bare('Transfer-Encoding: chunked\r\n', chunked)).to.match(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('K48 answers 411 where no header announces a body, and 400 where the body is empty', async () => {
    expect(await bare('', '')).to.match(/^HTTP\/1\.1 411 Length Required\r\n[\s\S]*KPI1Error/);
    expect(await bare('Content-Length: 0\r\n', '')).to.match(
      /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*it is empty/,
    );
  });

  it('K42 asks for Host where HTTP/1.1 does, and takes HTTP/1.0 without it', async () => {
    const body = query('Ratio');
    const rest = `Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    expect(await exchangeRaw(serving.port, `POST /kpi1 HTTP/1.1\r\n${rest}`)).to.match(
      /^HTTP\/1\.1 400 [\s\S]*RFC 9112/,
    );
    expect(await exchangeRaw(serving.port, `POST /kpi1 HTTP/1.0\r\n${rest}`)).to.match(/^HTTP\/1\.1 200 /);
  });

  it('K42 takes the address of the receiver in the request line', async () => {
    const body = query('Ratio');
    const answer = await exchangeRaw(
      serving.port,
      `POST http://127.0.0.1:${serving.port}/kpi1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).to.match(/^HTTP\/1\.1 200 /);
  });

  it('K51 has an ETag that no other answer has, after a restart neither', async () => {
    const tags = new Set<unknown>();
    for (let n = 0; n < 500; n++) tags.add((await ask(serving.url, query('Ratio'))).headers.etag);
    await serving.server.close();
    serving = await startServing();
    for (let n = 0; n < 500; n++) tags.add((await ask(serving.url, query('Nought'))).headers.etag);
    expect(tags.size).to.equal(1000);
    for (const tag of tags) expect(tag).to.match(/^"[\w.-]+"$/);
  });

  const large = encodeMultipart([query('Large')]);
  const CASES: readonly [string, Record<string, string>, number, (string | RegExp)?][] = [
    ['K39 no type at all', {}, 200],
    ['K39 application/xml', { 'content-type': 'application/xml' }, 200],
    [
      'K39 application/xml in capitals and with a charset',
      { 'content-type': 'Application/XML; charset="UTF-8"' },
      200,
    ],
    ['K39 text/xml, its older name', { 'content-type': 'text/xml' }, 200],
    [
      'K39 application/json',
      { 'content-type': 'application/json' },
      415,
      /^Content-Type: .*application\/xml/,
    ],
    ['K39 text/plain', { 'content-type': 'text/plain' }, 415, /^Content-Type: /],
    ['K39 an unknown charset', { 'content-type': 'application/xml; charset=koi8-r' }, 415, /koi8-r/],
    ['K39 what is no media type', { 'content-type': 'xml' }, 415, /^Content-Type: /],
    ['K40 multipart/mixed without a boundary', { 'content-type': 'multipart/mixed' }, 400, /boundary/],
    ['K44 Accept of both', { accept: 'application/xml, multipart/mixed' }, 200],
    ['K44 Accept of everything', { accept: '*/*' }, 200],
    ['K44 Accept of application/*', { accept: 'text/html, application/*;q=0.5' }, 200],
    ['K44 an empty Accept', { accept: '' }, 200],
    ['K44 Accept of something else', { accept: 'application/json' }, 406, /^Accept: .*application\/xml/],
    [
      'K44 Accept that excludes it',
      { accept: '*/*, application/xml;q=0, multipart/*;q=0' },
      406,
      /^Accept: /,
    ],
    ['K44 a malformed Accept', { accept: 'application/xml;q=2' }, 400, /^Accept: it is malformed/],
    ['K45 Accept-Encoding of both', { 'accept-encoding': 'gzip, deflate' }, 200],
    ['K45 Accept-Encoding of an unknown one', { 'accept-encoding': 'br' }, 200],
    [
      'K45 Accept-Encoding of nothing we have',
      { 'accept-encoding': 'br, identity;q=0' },
      406,
      /^Accept-Encoding: /,
    ],
    ['K45 a malformed Accept-Encoding', { 'accept-encoding': 'gzip;q=x' }, 400, /^Accept-Encoding: /],
    [
      'K45 an unknown Content-Encoding',
      { 'content-encoding': 'br' },
      415,
      /^Content-Encoding: br .*gzip, deflate/,
    ],
    ['K45 several codings', { 'content-encoding': 'gzip, gzip' }, 415, /^Content-Encoding: /],
    ['K45 identity', { 'content-encoding': 'identity' }, 200],
    [
      'K45 a Content-Encoding that is not true',
      { 'content-encoding': 'gzip' },
      400,
      /^body: it is no whole gzip/,
    ],
    ['K46 Accept-Language of English', { 'accept-language': 'en' }, 200],
    ['K46 Accept-Language of another, as there is English only', { 'accept-language': 'de, *;q=0.1' }, 200],
    ['K47 Accept-MsgSize that is enough', { 'accept-msgsize': '65536' }, 200],
    [
      'K47 Accept-MsgSize that is no size',
      { 'accept-msgsize': '64k' },
      400,
      /^Accept-MsgSize: 64k is no size/,
    ],
    ['K47 Accept-MsgSize of nothing', { 'accept-msgsize': '0' }, 400, /^Accept-MsgSize: /],
    ['K43 User-Agent of a terminal', { 'user-agent': 'vendor-model/1.0 oe/2.3' }, 200],
    ['a header nobody knows', { 'x-unknown': 'y' }, 200],
  ];
  for (const [what, headers, status, problem] of CASES) {
    it(`${what}: ${status}`, async () => {
      const reply = await ask(serving.url, query('Ratio'), headers);
      expect(reply.status).to.equal(status);
      if (problem) expect(problemsIn(reply)[0]).to.match(new RegExp(problem));
      else expect(messageIn(reply)).to.have.property('kind', 'OEPMQueryResponse');
    });
  }

  it('K47 O24 answers 413 where the answer has more octets than Accept-MsgSize says', async () => {
    const reply = await ask(serving.url, query('Large'), {
      'accept-msgsize': '1000',
      'accept-encoding': 'gzip',
    });
    expect(reply.status).to.equal(413);
    expect(problemsIn(reply)[0]).to.match(
      /^Accept-MsgSize: the answer has 200\d+ octets, and at most 1000 are accepted; ask for less at a time$/,
    );
  });

  it('O10 tells all that is wrong with the headers at once, and which codings are read', async () => {
    const reply = await ask(serving.url, query('Ratio'), {
      ...{ 'content-encoding': 'br', accept: 'image/png', 'accept-msgsize': 'x', 'content-type': 'text/csv' },
    });
    expect(reply.status).to.equal(415);
    expect(problemsIn(reply).map((problem) => problem.split(':')[0])).to.deep.equal([
      ...['Content-Type', 'Content-Encoding', 'Accept', 'Accept-MsgSize'],
    ]);
    expect(reply.headers['accept-encoding']).to.equal('gzip, deflate');
  });

  it('K44 answers one message as multipart/mixed to who accepts that only', async () => {
    const reply = await ask(serving.url, query('Ratio'), { accept: 'multipart/mixed' });
    expect(reply.headers['content-type']).to.match(/^multipart\/mixed; boundary=/);
  });

  it('K44 answers 406 to several messages of who does not accept several', async () => {
    const { contentType, body } = encodeMultipart([query('Ratio')]);
    const reply = await ask(serving.url, body, { 'content-type': contentType, accept: 'application/xml' });
    expect(reply.status).to.equal(406);
    expect(serving.asked).to.have.length.above(0);
  });

  for (const [coding, decode] of [
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const) {
    it(`K45 compresses a large answer with ${coding} for who accepts it`, async () => {
      const reply = await ask(serving.url, query('Large'), { 'accept-encoding': coding });
      expect(reply.headers['content-encoding']).to.equal(coding);
      expect(Number(reply.headers['content-length'])).to.equal(reply.body.length);
      expect(reply.body.length).to.be.below(5000);
      expect(messageIn({ body: decode(reply.body) })).to.have.property('kind', 'OEPMQueryResponse');
    });
  }

  it('K45 compresses a small answer for who takes no other', async () => {
    const reply = await ask(serving.url, query('Ratio'), { 'accept-encoding': 'gzip, identity;q=0' });
    expect(reply.headers['content-encoding']).to.equal('gzip');
  });

  it('K45 prefers what the sender prefers', async () => {
    const reply = await ask(serving.url, query('Large'), { 'accept-encoding': 'gzip;q=0.5, deflate' });
    expect(reply.headers['content-encoding']).to.equal('deflate');
  });

  for (const [what, coding, encode] of [
    ['gzip', 'gzip', gzipSync],
    ['x-gzip, as old clients have it', 'x-gzip', gzipSync],
    ['deflate', 'deflate', deflateSync],
    ['deflate without the zlib format', 'deflate', deflateRawSync],
  ] as const) {
    it(`K45 reads a request in ${what}`, async () => {
      const reply = await ask(serving.url, encode(query('Ratio')), { 'content-encoding': coding });
      expect(messageIn(reply)).to.have.property('kind', 'OEPMQueryResponse');
    });
  }

  for (const [what, coding, encode] of [
    ['gzip', 'gzip', gzipSync],
    ['deflate', 'deflate', deflateSync],
    ['deflate without the zlib format', 'deflate', deflateRawSync],
  ] as const) {
    it(`O17 stops at a bomb of ${what}, with 413`, async () => {
      const bomb = encode(Buffer.alloc(50_000_000, ' '), { level: 9 });
      expect(bomb.length).to.be.below(100_000);
      const reply = await ask(serving.url, bomb, { 'content-encoding': coding });
      expect(reply.status).to.equal(413);
      expect(problemsIn(reply)[0]).to.match(/^body: decompressed it is larger than 100000 octets; /);
    });
  }

  it('O17 refuses what is far smaller than any text would be', async () => {
    const reply = await ask(serving.url, gzipSync(Buffer.alloc(90_000, ' ')), { 'content-encoding': 'gzip' });
    expect(reply.status).to.equal(413);
    expect(problemsIn(reply)[0]).to.contain('larger than 65536 octets');
  });

  it('K47 answers with the status alone where not even the error is small enough', async () => {
    const reply = await ask(serving.url, large.body, {
      ...{ 'content-type': large.contentType, 'accept-msgsize': '10' },
    });
    expect([reply.status, reply.reason, reply.body.length]).to.deep.equal([413, 'Payload Too Large', 0]);
  });
});
