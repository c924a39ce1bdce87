import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { expect } from 'chai';
import { FailureLog } from '../../../agent/http/failure-log.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { requirePeer } from '../../interop/peers.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { ask, exchangeRaw, problemsIn, type Serving, startServing } from './serving.ts';

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const CREDENTIALS = [
  { type: 'basic', user: 'ops', password: 'open:sesame' },
  { type: 'bearer', name: 'nms', token: 'abc.def' },
] as const;
const configure = encodeMessage({
  kind: 'OEConfigurationCmd',
  oeId: 'oe-1',
  info: { identifier: 'reporting', items: [{ name: 'interval', value: '30' }] },
});

describe('Who may ask over HTTP (O17)', () => {
  let serving: Serving;
  afterEach(() => serving.server.close());

  describe('with credentials', () => {
    beforeEach(async () => {
      serving = await startServing({ config: { credentials: CREDENTIALS } });
    });

    for (const [what, authorization, by] of [
      ['Basic', basic('ops', 'open:sesame'), 'ops'],
      ['basic in small letters', basic('ops', 'open:sesame').replace('B', 'b'), 'ops'],
      ['Bearer', 'Bearer abc.def', 'nms'],
    ] as const) {
      it(`O17 lets ${what} in, and names the credential to the audit`, async () => {
        expect((await ask(serving.url, configure, { authorization })).status).to.equal(200);
        expect(serving.asked[0]?.[1]).to.equal(`${by}/oe-1`);
      });
    }

    for (const [what, authorization] of [
      ['nothing', undefined],
      ['a wrong password', basic('ops', 'open')],
      ['another user', basic('root', 'open:sesame')],
      ['the password as a token', 'Bearer ops:open:sesame'],
      ['the token as Basic', `Basic ${Buffer.from('abc.def').toString('base64')}`],
      ['a longer token', 'Bearer abc.defg'],
      ['an empty token', 'Bearer '],
      ['another scheme', 'Digest username="ops"'],
      ['two tokens', 'Bearer abc.def abc.def'],
    ] as const) {
      it(`O17 answers ${what} with 401, both challenges and nothing done`, async () => {
        const reply = await ask(serving.url, configure, authorization ? { authorization } : {});
        expect([reply.status, reply.reason]).to.deep.equal([401, 'Unauthorized']);
        expect(reply.headers['www-authenticate']).to.equal(
          'Basic realm="KPI-1", charset="UTF-8", Bearer realm="KPI-1"',
        );
        expect(problemsIn(reply)[0]).to.match(/^Authorization: /);
        expect(serving.asked).to.deep.equal([]);
      });
    }

    it('O17 refuses before a body is read', async () => {
      const head = 'POST /kpi1 HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n';
      expect(await exchangeRaw(serving.port, head)).to.match(
        /^HTTP\/1\.1 401 [\s\S]*\r\nconnection: close\r\n/i,
      );
    });

    it('O17 logs a flood of wrong credentials once, and shows none of them', async () => {
      for (let n = 0; n < 20; n++) await ask(serving.url, configure, { authorization: `Bearer guess${n}` });
      expect(serving.logged).to.deep.equal([
        {
          level: 'warn',
          fields: { address: '127.0.0.1', reason: 'wrong credentials', failures: 1 },
          message: 'somebody was not let in over HTTP',
        },
      ]);
    });

    it('needs none for health, and does for metrics, reload and what is not there', async () => {
      const status = async (path: string, method = 'GET') =>
        (await ask(`http://127.0.0.1:${serving.port}${path}`, '', {}, method)).status;
      expect(await status('/-/healthy')).to.equal(200);
      expect(await status('/-/ready')).to.equal(200);
      expect(await status('/metrics')).to.equal(401);
      expect(await status('/-/reload', 'POST')).to.equal(401);
      expect(await status('/nowhere')).to.equal(401);
      expect(await status('/-/healthy/../reload', 'POST')).to.equal(401);
    });
  });

  describe('without credentials', () => {
    beforeEach(async () => {
      serving = await startServing();
    });

    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      it(`O17 does not listen on ${host}`, async () => {
        const error = await startServing({ config: { listen: { host, port: 0 } } }).catch((reason) => reason);
        expect(error.message).to.match(
          /^http\.listen: .* can be reached by everybody, .*; add http\.credentials/,
        );
      });
    }

    it('O17 refuses web pages of other origins', async () => {
      const reply = await ask(serving.url, configure, { origin: 'https://evil.example' });
      expect([reply.status, problemsIn(reply)[0]?.split(':')[0]]).to.deep.equal([403, 'Origin']);
      expect((await ask(serving.url, configure, { origin: 'null' })).status).to.equal(403);
      expect(serving.asked).to.deep.equal([]);
      const own = { origin: `http://127.0.0.1:${serving.port}` };
      expect((await ask(serving.url, configure, own)).status).to.equal(200);
    });

    it('O17 refuses names that were made to point to this machine', async () => {
      const host = `evil.example:${serving.port}`;
      const reply = await ask(serving.url, configure, { host, origin: `http://${host}` });
      expect([reply.status, problemsIn(reply)[0]?.split(':')[0]]).to.deep.equal([403, 'Host']);
      for (const known of ['localhost', '127.0.0.1', '[::1]:8161']) {
        expect((await ask(serving.url, configure, { host: known })).status).to.equal(200);
      }
    });
  });

  describe('over TLS', () => {
    let certificates: Certificates | undefined;
    before(function () {
      certificates = makeCertificates(requirePeer(this, 'openssl'));
    });
    after(() => certificates?.remove());
    const file = (name: string) => certificates!.file(name);
    const read = (name: string) => certificates!.read(name);

    const askOver = async (options: object) => {
      const agent = new Agent({ ca: read('ca.pem'), ...options });
      const asking = request(serving.url.replace('http:', 'https:'), { method: 'POST', agent });
      asking.end(configure);
      const [response] = await once(asking, 'response');
      response.resume();
      return response.statusCode as number;
    };
    const tls = () => ({ certFile: file('server.pem'), keyFile: file('server.key') });
    const client = () => ({ cert: read('client.pem'), key: read('client.key') });

    it('O17 serves', async () => {
      serving = await startServing({ config: { tls: tls() } });
      expect(await askOver({})).to.equal(200);
      expect(serving.asked[0]?.[1]).to.equal('anonymous/oe-1');
    });

    it('O17 speaks no TLS 1.1', async () => {
      serving = await startServing({ config: { tls: tls() } });
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
      const error = await askOver(old).catch((reason) => reason);
      expect(error.message).to.contain('alert protocol version');
    });

    it('O17 lets those in whose certificate the authority signed, and names it to the audit', async () => {
      serving = await startServing({ config: { tls: { ...tls(), clientCaFile: file('ca.pem') } } });
      expect(await askOver(client())).to.equal(200);
      expect(serving.asked[0]?.[1]).to.equal('client/oe-1');
      const error = await askOver({}).catch((reason) => reason);
      expect(error).to.be.an('error');
      expect(serving.asked).to.have.length(1);
    });

    it('O17 listens everywhere with client certificates', async () => {
      const listen = { host: '0.0.0.0', port: 0 };
      serving = await startServing({ config: { listen, tls: { ...tls(), clientCaFile: file('ca.pem') } } });
      expect(await askOver(client())).to.equal(200);
    });

    it('says which file cannot be read', async () => {
      const keyFile = file('none.key');
      const error = await startServing({ config: { tls: { ...tls(), keyFile } } }).catch((reason) => reason);
      expect(error.message).to.match(
        /^http\.tls\.keyFile: .*none\.key cannot be read \(ENOENT.*name a file of PEM$/,
      );
    });
  });
});

describe('The log of failed authentications', () => {
  it('O17 tells how many failures there were meanwhile, once a minute', () => {
    const lines: object[] = [];
    const note = (fields: object) => lines.push(fields);
    let now = 0;
    const log = new FailureLog({ info: note, warn: note, error: note }, () => now);
    for (now = 0; now <= 60_000; now += 1000) log.add('192.0.2.1', 'no');
    expect(lines).to.deep.equal(
      [1, 60].map((failures) => ({ address: '192.0.2.1', reason: 'no', failures })),
    );
  });
});
