import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { AgentConfig, FtpTargetConfig, HttpTargetConfig } from '../../agent/config/config.ts';
import type { PreparedConfig } from '../../agent/config/prepare.ts';
import { testNotification } from '../../cli/test-notification.ts';
import type { Model } from '../../model/model.ts';
import { freePort } from '../interop/free-port.ts';
import { type FtpDaemon, startFtpDaemon } from '../interop/ftp-daemon.ts';
import { requirePeer } from '../interop/peers.ts';
import { startTestListener, type TestListener } from '../oe/listen/listening.ts';

const MODEL = { enterprise: 32473, baseOid: '1.3.6.1.4.1.32473.1' } as Model;
const basic = (password: string) => ({ type: 'basic', user: 'sip-01', password }) as const;

/** What is printed, and whether a target failed. */
async function send(
  httpTargets: readonly Partial<HttpTargetConfig>[],
  ftpTargets: readonly Partial<FtpTargetConfig>[] = [],
) {
  const config = {
    ...{ instanceId: 'sip-01', xmlNamespace: '', notify: [], snmp: {} },
    httpTargets: httpTargets.map((target) => ({ name: 'oe', timeoutMs: 5000, ...target })),
    ftpTargets: ftpTargets.map((target) => ({ name: 'files', timeoutMs: 5000, tls: false, ...target })),
  } as unknown as AgentConfig;
  const lines: string[] = [];
  const terminal = { out: (line: string) => lines.push(line) } as never;
  const prepared = { config, model: MODEL } as PreparedConfig;
  const failed = await testNotification('agent.yaml', prepared, 'kpi1 0.0.0', terminal);
  return { failed, lines };
}

describe('kpi1 agent --send-test-notification', () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  it('says so where there is no target', async () => {
    const error = await send([]).catch((reason: Error) => reason);
    expect(error).to.have.property('message', 'agent.yaml has no target to notify.');
  });

  describe('to targets over HTTP', () => {
    /** A receiver that answers with this status; gives its URL and the requests it gets. */
    const receive = async (status: number) => {
      const requests: IncomingMessage[] = [];
      const server = createServer((request, response) => {
        requests.push(request);
        response.writeHead(status, { location: 'http://127.0.0.2/' }).end();
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closers.push(() => server.close());
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oe`, requests };
    };

    it('posts nothing to `kpi1 oe listen`, which shows that credentials are right, and keeps nothing', async () => {
      const listener: TestListener = await startTestListener(() => ({
        http: { host: '127.0.0.1', port: 0, maxSize: 100_000, credential: basic('right') },
      }));
      closers.push(() => listener.close());
      const { url } = listener;
      expect(await send([{ url, credential: basic('right') }])).to.deep.equal({
        failed: false,
        lines: ['oe (http): takes reports (status 400 to an empty POST)'],
      });
      const wrong = await send([{ url, credential: basic('wrong') }]);
      expect(wrong.failed).to.equal(true);
      expect(wrong.lines.join('\n')).to.match(
        /^oe \(http\): fails: http:\S+: status 401: it wants credentials, or others; write/,
      );
      expect(wrong.lines.join()).to.not.contain('wrong');
      expect(listener.reports()).to.deep.equal([]);
    });

    it('sends the headers that reports have', async () => {
      const { url, requests } = await receive(204);
      expect((await send([{ url, credential: basic('right') }])).failed).to.equal(false);
      const [request] = requests;
      expect(request).to.have.property('method', 'POST');
      expect(request?.headers).to.include({ 'content-length': '0', 'content-type': 'application/xml' });
      expect(request?.headers.authorization).to.match(/^Basic /);
    });

    for (const status of [200, 400, 411, 415]) {
      it(`takes ${status} for a receiver that reports get to`, async () => {
        const { url } = await receive(status);
        const lines = [`oe (http): takes reports (status ${status} to an empty POST)`];
        expect(await send([{ url }])).to.deep.equal({ failed: false, lines });
      });
    }

    for (const status of [301, 401, 403, 404, 405, 413, 500, 503]) {
      it(`tells ${status}, and what to do about it`, async () => {
        const { url } = await receive(status);
        const { failed, lines } = await send([{ url }]);
        expect(failed).to.equal(true);
        expect(lines.join('\n')).to.match(
          new RegExp(`^oe \\(http\\): fails: ${url}: status ${status}: .{10,}$`),
        );
      });
    }

    it('tells each target that cannot be reached, beside one that can', async () => {
      const { url } = await receive(200);
      const nobody = `http://127.0.0.1:${await freePort('tcp')}/oe`;
      const { failed, lines } = await send([
        { url },
        { name: 'gone', url: nobody },
        { name: 'tls', url: url.replace('http:', 'https:') },
      ]);
      expect(failed).to.equal(true);
      expect(lines.toSorted().map((line) => line.replace(/ http\S+:/, ''))).to.deep.equal([
        'gone (http): fails: nothing listens there; is the service running, and is the port right?',
        'oe (http): takes reports (status 200 to an empty POST)',
        'tls (http): fails: the port speaks no TLS; is it http: instead?',
      ]);
    });
  });

  describe('to targets over FTP', () => {
    let daemon: FtpDaemon;
    beforeEach(async function () {
      daemon = await startFtpDaemon(requirePeer(this, 'vsftpd'));
      closers.push(() => daemon.stop());
    });
    const target = (changes: Partial<FtpTargetConfig> = {}) => ({
      ...{ FTPServerIP: '127.0.0.1', FTPServerPort: daemon.port, InstanceID: 'sip-01' },
      ...{ FTPUserName: daemon.user, FTPUserPasswd: daemon.password, FTPDir: daemon.folder },
      ...changes,
    });

    it('logs in and enters FTPDir, and leaves nothing there', async () => {
      const lines = [`files (ftp): takes reports (anonymous is logged in, in ${daemon.folder})`];
      expect(await send([], [target()])).to.deep.equal({ failed: false, lines });
      expect(readdirSync(daemon.folder)).to.deep.equal([]);
      const changing = daemon.commands().filter((command) => /^(APPE|STOR|STOU|MKD|DELE|RN)/.test(command));
      expect(changing).to.deep.equal([]);
    });

    it('tells that FTPDir is not there, and does not make it', async () => {
      const { failed, lines } = await send([], [target({ FTPDir: `${daemon.folder}/new` })]);
      expect(failed).to.equal(true);
      expect(lines.join('\n')).to.match(
        /^files \(ftp\): fails: FTP server \S+: the folder \S+\/new is not there or may not be entered: make it; or/,
      );
      expect(readdirSync(daemon.folder)).to.deep.equal([]);
    });

    it('tells that the login is refused, that TLS is, and that nobody listens; never a password', async () => {
      const gone = await freePort('tcp');
      const { failed, lines } = await send(
        [],
        [
          target({ name: 'a', FTPUserPasswd: 'hunter2' }),
          target({ name: 'b', tls: true }),
          target({ name: 'c', FTPServerPort: gone }),
        ],
      );
      expect(failed).to.equal(true);
      const [login, tls, nobody] = lines.toSorted();
      expect(login).to.match(/^a \(ftp\): fails: .*the login of anonymous was refused: check/);
      expect(tls).to.match(/^b \(ftp\): fails: .*it refuses TLS: enable FTPS there/);
      expect(nobody).to.match(/^c \(ftp\): fails: .*nothing listens there/);
      expect(lines.join()).to.not.contain('hunter2').and.not.contain(daemon.password);
    });
  });
});
