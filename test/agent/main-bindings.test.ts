import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Kpi1Message } from '../../messages/message.ts';
import { splitDocuments } from '../../messages/split-documents.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { HttpInstance } from '../../oe/http/http-instance.ts';
import type { InstanceClient } from '../../oe/instance-client.ts';
import { SnmpInstance } from '../../oe/snmp/snmp-instance.ts';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { type FtpDaemon, startFtpDaemon } from '../interop/ftp-daemon.ts';
import { requirePeer } from '../interop/peers.ts';
import { startTestListener, type TestListener } from '../oe/listen/listening.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';

const FIGURE = 'Trunk Load[north]';
const model = compileModel({ 'calls.yaml': CALLS });
const mib = kpi1Mib(model);

const httpTo = (port: number | undefined) => {
  const access = { timeoutMs: 5000, maxSize: 1e7, software: 'kpi1 test' };
  return new HttpInstance({ url: new URL(`http://127.0.0.1:${port}/kpi1`), ...access }, 'oe-1');
};
const snmpTo = (port: number | undefined) =>
  new SnmpInstance(
    { host: '127.0.0.1', port: port ?? 0, community: 'public', timeoutMs: 2000, retries: 2 },
    model,
  );
const ftpTo = ({ port, user, password, folder }: FtpDaemon) => ({
  ...{ type: 'ftp', FTPServerIP: '127.0.0.1', FTPServerPort: port, InstanceID: 'test-01' },
  ...{ FTPUserName: user, FTPUserPasswd: password, FTPDir: folder },
});
/** The messages in the files of a folder. */
const messagesIn = (folder: string): Kpi1Message[] =>
  readdirSync(folder).flatMap((name) =>
    splitDocuments(readFileSync(join(folder, name))).map(({ bytes }) => {
      const decoded = decodeMessage(bytes);
      if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
      return decoded.message;
    }),
  );

describe('The bindings of a running agent', () => {
  let metrics: MetricsServer;
  let daemon: FtpDaemon;
  const closers: (() => unknown)[] = [];
  before(async function () {
    daemon = await startFtpDaemon(requirePeer(this, 'vsftpd'));
    metrics = await startMetricsServer({ ...CALL_SERIES });
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  after(async () => {
    await metrics?.close();
    await daemon?.stop();
  });

  const start = async (more: object, notify: readonly object[]): Promise<RunningAgent> => {
    const source = { name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' };
    const sources = [{ ...source, measurements: CALL_MAPPINGS }];
    const agent = await startRunningAgent({ model, sources, notify, more });
    closers.push(() => agent.stop());
    await agent.says('the source answers', 'switch');
    for (let n = 0; n < 2; n++) await agent.endInterval(10);
    return agent;
  };
  const ask = async (instance: InstanceClient) => {
    const { found } = await instance.queryMeasurements([FIGURE]);
    return found[0]?.items.find(({ name }) => name === FIGURE)?.value;
  };

  for (const subset of [
    ['SNMP'],
    ['HTTP'],
    ['FTP'],
    ['SNMP', 'HTTP'],
    ['SNMP', 'FTP'],
    ['HTTP', 'FTP'],
    ['SNMP', 'HTTP', 'FTP'],
  ]) {
    it(`may be ${subset.join(', ')} and no other (K37)`, async () => {
      const has = (binding: string) => subset.includes(binding);
      const folder = join(daemon.folder, subset.join('-'));
      const { snmpPort, httpPort } = await start(
        {
          ...(!has('SNMP') && { snmp: { listen: [] } }),
          ...(has('HTTP') && { http: { listen: '127.0.0.1:0' } }),
        },
        has('FTP') ? [{ ...ftpTo(daemon), FTPDir: folder }] : [],
      );
      expect([snmpPort !== undefined, httpPort !== undefined]).to.deep.equal([has('SNMP'), has('HTTP')]);
      const instances = [
        ...(has('SNMP') ? [snmpTo(snmpPort)] : []),
        ...(has('HTTP') ? [httpTo(httpPort)] : []),
      ];
      for (const instance of instances) {
        closers.push(() => instance.close());
        expect(await ask(instance)).to.equal('4');
      }
      if (has('FTP')) {
        const appended = () =>
          readdirSync(daemon.folder).includes(subset.join('-')) ? messagesIn(folder) : [];
        await eventually('a report is appended', async () => appended().length > 0 || undefined);
      }
    });
  }

  describe('as Table 1 has them (K38)', () => {
    let agent: RunningAgent;
    let listener: TestListener;
    let http: InstanceClient;
    let snmp: InstanceClient;
    let folder: string;
    beforeEach(async () => {
      const port = await freePort('udp');
      listener = await startTestListener((own) => {
        folder = join(own, 'ftp');
        mkdirSync(folder, { recursive: true });
        return {
          http: { host: '127.0.0.1', port: 0, maxSize: 1e6 },
          snmp: { host: '127.0.0.1', port, communities: ['public'], model },
          folder: { folder, everyMs: 10 },
        };
      });
      closers.push(() => listener.close());
      const { snmpPort } = listener.listening;
      agent = await start({ http: { listen: '127.0.0.1:0' } }, [
        { type: 'snmp', to: `127.0.0.1:${snmpPort}`, community: 'public', inform: true },
        { type: 'http', url: listener.url },
        ftpTo(daemon),
      ]);
      http = httpTo(agent.httpPort);
      snmp = snmpTo(agent.snmpPort);
      closers.push(
        () => http.close(),
        () => snmp.close(),
      );
    });

    const reported = (via: string) =>
      eventually(`a report over ${via}`, async () =>
        listener.reports().some((report) => report.via === via) ? 'yes' : undefined,
      );
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => 'yes',
        (error: Error) => error.message,
      );
    const collection = { identifier: 'collection', items: [{ name: 'active', value: 'true' }] };
    /** What an Operational Environment says of a message that somebody put into its folder. */
    const overFtp = (message: Kpi1Message) => {
      appendFileSync(join(folder, 'a.xml'), encodeMessage(message));
      return eventually('it is told', async () => listener.told.find((each) => each.startsWith('a.xml')));
    };
    const noReport = (kind: string) => `a.xml: the document at octet 0 is a ${kind}, not an InstancePMReport`;

    it('InstancePMReport: HTTP, SNMP and FTP', async () => {
      expect(await reported('http')).to.equal('yes');
      expect(await reported('snmp')).to.equal('yes');
      await eventually('it is appended', async () => readdirSync(daemon.folder).some(isFile) || undefined);
      for (const name of readdirSync(daemon.folder).filter(isFile)) {
        appendFileSync(join(folder, name), readFileSync(join(daemon.folder, name)));
      }
      expect(await reported('ftp')).to.equal('yes');
    });

    it('OEConfigurationCmd: HTTP alone', async () => {
      expect(await refusal(http.configure(collection))).to.equal('yes');
      expect(await refusal(snmp.configure(collection))).to.match(/cannot be configured over SNMP/);
      const items = await agent.manager.walk(mib.oid('kpi1ConfigValue'));
      expect(items.length).to.be.greaterThan(0);
      for (const { oid } of items) {
        expect(await refusal(agent.manager.set(oid, 'true'))).to.match(/^NotWritable/);
      }
      const command = { kind: 'OEConfigurationCmd', oeId: 'oe-1', info: collection } as const;
      expect(await overFtp(command)).to.equal(noReport('OEConfigurationCmd'));
    });

    it('OEConfigQueryRequest and OEConfigQueryResponse: HTTP and SNMP', async () => {
      for (const instance of [http, snmp]) {
        const { found } = await instance.queryConfiguration(['collection']);
        expect(found.map(({ identifier }) => identifier)).to.deep.equal(['collection']);
      }
      const request = { kind: 'OEConfigQueryRequest', oeId: 'oe-1', identifiers: ['*'] } as const;
      expect(await overFtp(request)).to.equal(noReport('OEConfigQueryRequest'));
    });

    it('OEConfigQueryResponse: not over FTP', async () => {
      const kind = 'OEConfigQueryResponse';
      const response = { kind, instanceId: 'test-01', infos: [collection], unknown: [] } as const;
      expect(await overFtp(response)).to.equal(noReport(kind));
    });

    it('OEPMQueryRequest and OEPMQueryResponse: HTTP and SNMP', async () => {
      expect([await ask(http), await ask(snmp)]).to.deep.equal(['4', '4']);
      const request = { kind: 'OEPMQueryRequest', oeId: 'oe-1', identifiers: [FIGURE] } as const;
      expect(await overFtp(request)).to.equal(noReport('OEPMQueryRequest'));
    });

    it('OEPMQueryResponse: not over FTP', async () => {
      const kind = 'OEPMQueryResponse';
      const response = { kind, instanceId: 'test-01', measurements: [collection], unknown: [] } as const;
      expect(await overFtp(response)).to.equal(noReport(kind));
    });

    it('OEPMCollectionCmd: HTTP alone', async () => {
      expect(await refusal(http.collect('default', [model.modules[0]!.name]))).to.equal('yes');
      expect(await refusal(snmp.collect('default', ['attempts']))).to.match(/over SNMP/);
      const identifiers = ['attempts'];
      const command = {
        kind: 'OEPMCollectionCmd',
        oeId: 'oe-1',
        configInfoIdentifier: 'default',
        identifiers,
      };
      expect(await overFtp(command as Kpi1Message)).to.equal(noReport('OEPMCollectionCmd'));
    });

    it('FTP: the agent appends InstancePMReports, and reads nothing', async () => {
      await eventually('it is appended', async () => readdirSync(daemon.folder).some(isFile) || undefined);
      const verbs = new Set(daemon.commands().map((command) => command.split(' ')[0]));
      expect([...verbs]).to.not.include.oneOf(['RETR', 'LIST', 'NLST', 'MLSD', 'STOR', 'DELE', 'RNFR']);
    });
  });
});

function isFile(name: string): boolean {
  return name.endsWith('.xml');
}
