import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import type { AgentConfig } from '../../agent/config/config.ts';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';
import { printBanner } from '../../cli/banner.ts';
import type { ModelModule } from '../../model/model.ts';

const module = {
  name: 'WEB-KPI-MIB',
  prefix: 'web',
  kpis: [{ per: 'service' }],
  measurements: [{}, {}],
} as unknown as ModelModule;

const SNMP = { endpoints: [{ host: '127.0.0.1', port: 161 }] };
type Running = Parameters<typeof printBanner>[2];

function banner(
  communities: readonly string[],
  running: Running = SNMP,
  model = '/srv/kpi1/agent/generated/model.json',
  users: readonly UserCredentials[] = [],
): string {
  const config = {
    instanceId: 'web-01',
    model,
    snmp: { communities: communities.map((name) => ({ name })), users },
  } as unknown as AgentConfig;
  const lines: string[] = [];
  printBanner(config, [module], running, { out: (line) => lines.push(line), err: () => {} });
  return lines.join('\n');
}

describe('What an agent says when it has started', () => {
  it('is what it serves and on which addresses', () => {
    expect(banner([])).to.equal(
      'web-01 answers SNMP on 127.0.0.1:161 and serves\n  WEB-KPI-MIB: 1 KPI from 2 measurements',
    );
  });

  it('names what there is of SNMP and HTTP (K37)', () => {
    const httpEndpoint = { host: '::1', port: 8161 };
    expect(banner([], { ...SNMP, httpEndpoint })).to.contain(
      'web-01 answers SNMP on 127.0.0.1:161, KPI-1 at http://[::1]:8161/kpi1 and serves\n',
    );
    expect(banner(['public'], { endpoints: [], httpEndpoint })).to.match(
      /^web-01 answers KPI-1 at http:\S+ and serves\n {2}WEB-KPI-MIB: 1 KPI from 2 measurements$/,
    );
    expect(banner(['public'], { endpoints: [] })).to.contain('web-01 reports on\n');
  });

  it('is how to read it by name; all objects where no KPI is a scalar', () => {
    expect(banner(['public'])).to.match(
      /\n {2}snmpwalk -v2c -c public -M \S+ -m WEB-KPI-MIB:KPI1-MIB 127\.0\.0\.1:161 webObjects$/,
    );
    expect(banner(['public'], { endpoints: [{ host: '::1', port: 161 }] })).to.contain(
      ' udp6:[::1]:161 webObjects',
    );
  });

  it('names the folder of MIB modules from the current one, or whole where it is elsewhere', () => {
    const mibs = (model: string) => / -M ([^:\s]+):/.exec(banner(['public'], SNMP, model))?.[1];
    expect(mibs(resolve('agent/generated/model.json'))).to.equal('mibs');
    const folder = mkdtempSync(join(tmpdir(), 'kpi1-banner-'));
    try {
      mkdirSync(join(folder, 'mibs'));
      expect(mibs(join(folder, 'agent/generated/model.json'))).to.equal(join(folder, 'mibs'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is how to read it as a user, where there is no community, without the passphrases', () => {
    const passphrase = 's3cret s3cret';
    const ops: UserCredentials = {
      name: 'ops',
      auth: { protocol: 'SHA-1', passphrase },
      priv: { protocol: 'AES-256', passphrase },
    };
    const read = (...users: UserCredentials[]) => banner([], SNMP, undefined, users);
    expect(read(ops, { name: 'other' }))
      .to.contain('-v3 -u ops -l authPriv -a SHA -A AUTH_PASSPHRASE -x AES-256 -X PRIV_PASSPHRASE -M ')
      .and.not.contain('s3cret');
    expect(read({ name: 'ops', auth: { protocol: 'SHA-512', passphrase } })).to.contain(
      '-v3 -u ops -l authNoPriv -a SHA-512 -A AUTH_PASSPHRASE -M ',
    );
    expect(read({ name: 'ops' })).to.contain('-v3 -u ops -l noAuthNoPriv -M ');
  });

  it('shows no community that is not known to everybody', () => {
    expect(banner(['s3cret']))
      .to.contain('-c COMMUNITY ')
      .and.not.contain('s3cret');
  });
});
