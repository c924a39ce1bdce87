import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Certificates, makeCertificates } from '../agent/http/certificates.ts';
import { freePort } from '../interop/free-port.ts';
import { type Peer, requirePeer } from '../interop/peers.ts';
import { follow } from './follow.ts';
import { findBlocks } from './markdown.ts';
import { SECRETS, Service } from './service.ts';

const PEERS: readonly Peer[] = ['openssl', 'snmptable', 'xmllint', 'sqlite3', 'curl'];

/** Documents on a service's agent, with that agent. */
describe('The commands on an agent that runs, in', function () {
  this.timeout(60_000);
  const service = new Service();
  let certificates: Certificates | undefined;
  const at = (port: keyof Service['ports']) => `127.0.0.1:${service.ports[port]}`;
  before(async function () {
    for (const peer of PEERS) requirePeer(this, peer);
    certificates = makeCertificates(requirePeer(this, 'openssl'));
    await service.start(certificates.file('.'));
  });
  after(async () => {
    await service.stop();
    certificates?.remove();
  });
  const inProject = (instead: Record<string, string>) => ({
    folder: service.project.folder,
    variables: { PATH: service.project.path, ...SECRETS },
    instead,
  });

  it('docs/command-line.md', async () => {
    const folder = join(service.project.folder, 'ftp');
    mkdirSync(folder);
    await follow('docs/command-line.md', {
      ...inProject({
        '127.0.0.1:8161': at('http'),
        '127.0.0.1:1161': at('snmp'),
        '0.0.0.0:1162': at('reports'),
        '127.0.0.1:8080': `127.0.0.1:${await freePort('tcp')}`,
        '/srv/ftp/reports': folder,
      }),
    });
  });

  it('docs/kpi-1.md', async () => {
    const { folder } = service.project;
    const messages = findBlocks('docs/kpi-1.md').filter(({ language }) => language === 'xml');
    const [report = ''] = messages.map(({ text }) => text);
    writeFileSync(join(folder, 'message.xml'), report);
    writeFileSync(join(folder, 'C20261121.1200+0000-20261121.1300+0000_sip-01.xml'), report.repeat(3));
    await follow(
      'docs/kpi-1.md',
      inProject({
        '127.0.0.1:8161': at('http'),
        '192.0.2.10:8161': at('https'),
        'ca.pem': certificates?.file('ca.pem') ?? '',
        'EXAMPLE-SIP-KPI-MIB': 'SIP-KPI-MIB',
      }),
    );
  });

  it('docs/operations.md', async () => {
    const { folder } = service.project;
    mkdirSync(join(folder, 'etc/systemd/system'), { recursive: true });
    await follow('docs/operations.md', inProject({ '/etc/': `${folder}/etc/` }));
    expect(service.project.run('sqlite3 copy.sqlite .tables')).to.match(/\breport\b/);
  });

  it('docs/reporting.md', () => follow('docs/reporting.md', inProject({ '127.0.0.1:1161': at('snmp') })));

  it('docs/store.md', () => follow('docs/store.md', inProject({})));

  it('docs/verify.md', async () => {
    const { folder } = service.project;
    writeFileSync(join(folder, 'sip.json'), service.project.read('agent/generated/model.json'));
    await follow(
      'docs/verify.md',
      inProject({
        '127.0.0.1:1161': at('snmp'),
        '192.0.2.7': at('snmp'),
        'sip-01': at('snmp'),
        '0.0.0.0:1162': at('traps'),
      }),
    );
  });
});
