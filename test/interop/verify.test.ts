import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';
import { callsEvery } from '../agent/running/calls.ts';
import { compileModel } from '../agent/running/running-agent.ts';
import { run } from '../cli/run.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import { netSnmpManager } from './net-snmp.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';
import { userOptions } from './usm-users.ts';
import { verifyOptions } from './verified-agent.ts';

const MODEL = fileURLToPath(new URL('../../agent/generated/model.json', import.meta.url));
const MIBS = fileURLToPath(new URL('../../mibs', import.meta.url));
const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';

/** With passphrases in which a configuration would see variables. */
const USER: UserCredentials = {
  name: 'noc',
  auth: { protocol: 'SHA-512', passphrase: 'a pa$$phrase' },
  priv: { protocol: 'AES-256', passphrase: 'of $' + '{nobody}' },
};

describe('kpi1 simulate and kpi1 verify', function () {
  this.timeout(60_000);
  let folder: string;
  let running: PeerProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-verify-'));
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const simulate = async (...args: readonly string[]) => {
    const own = startKpi1('simulate', ...args);
    running = own;
    await eventually(
      'the simulation answers',
      async () => own.output().includes('answers SNMP on') || undefined,
    );
  };

  it('serve the shipped sets without a finding, and Net-SNMP decodes them', async function () {
    const programs = { snmpget: requirePeer(this, 'snmpget'), snmpwalk: requirePeer(this, 'snmpwalk') };
    const port = await freePort('udp');
    await simulate('--model', MODEL, '--listen', `127.0.0.1:${port}`, '--rows', '2');
    const { code, out, err } = await run('verify', `127.0.0.1:${port}`, '--model', MODEL);
    expect([code, err], out).to.deep.equal([0, '']);
    const manager = netSnmpManager(programs, port, { folder: MIBS, modules: ['SIP-KPI-MIB', 'KPI1-MIB'] });
    const rows = await eventually('measurements have been sampled', async () => {
      const walked = [...(await manager.walk('sipKpiTrunkTable')).keys()];
      return walked.some((name) => name.includes('"trunk-1"')) ? walked : undefined;
    });
    expect(rows).to.include('SIP-KPI-MIB::sipKpiTrunkAttempts."trunk-2"');
  });

  it('serve a user of SNMPv3 alone, and inform as it', async function () {
    const programs = { snmpget: requirePeer(this, 'snmpget'), snmpwalk: requirePeer(this, 'snmpwalk') };
    const [port, informed] = [await freePort('udp'), await freePort('udp')];
    const model = join(folder, 'model.json');
    writeFileSync(model, JSON.stringify(compileModel({ 'calls.yaml': callsEvery(1) })));
    const ours = ['--model', model, ...verifyOptions(USER, folder)];
    const where = ['--listen', `127.0.0.1:${port}`, '--notify', `127.0.0.1:${informed}`];
    await simulate(...ours, ...where, '--every', '1s');
    const listen = ['--listen', `127.0.0.1:${informed}`, '--for', '20s'];
    const { code, out } = await run('verify', `127.0.0.1:${port}`, ...ours, ...listen);
    expect(code, out).to.equal(0);
    expect(out).to.match(/^[1-9]\d* notifications? checked\.$/m);
    const base = { folder: MIBS, modules: ['KPI1-MIB'] };
    const manager = netSnmpManager(programs, port, base, userOptions(USER));
    expect([...(await manager.walk('kpi1KpiName')).values()]).to.include('STRING: Answer Ratio');
    const stranger = await run('verify', `127.0.0.1:${port}`, '--model', model, '--timeout', '1s');
    expect(stranger.code, stranger.out).to.equal(3);
  });

  it('report as defined, and a fault that is scripted is seen', async () => {
    const definitions = join(folder, 'defs');
    mkdirSync(definitions);
    writeFileSync(join(definitions, 'calls.yaml'), callsEvery(1));
    writeFileSync(join(definitions, 'project.yaml'), PROJECT);
    const faults = join(folder, 'faults.yaml');
    writeFileSync(faults, 'faults: [{ type: threshold, at: 4s, kpi: Answer Ratio }]\n');
    const build = await run('build', definitions, '--out', folder);
    expect(build.code, build.out).to.equal(0);
    const model = join(folder, 'agent/generated/model.json');
    const [port, trapPort, verifyPort] = [
      await freePort('udp'),
      await freePort('udp'),
      await freePort('udp'),
    ];
    const receiver = startKpi1('oe', 'listen', '--snmp', `127.0.0.1:${trapPort}`, '--model', model);
    try {
      await eventually(
        'traps are listened for',
        async () => receiver.output().includes('Waiting for') || undefined,
      );
      const notify = ['--notify', `127.0.0.1:${trapPort}`, `127.0.0.1:${verifyPort}`];
      await simulate(
        definitions,
        '--every',
        '1s',
        '--listen',
        `127.0.0.1:${port}`,
        ...notify,
        '--fault',
        faults,
      );
      const listen = ['--listen', `127.0.0.1:${verifyPort}`, '--for', '20s'];
      const { code, out } = await run('verify', `127.0.0.1:${port}`, '--model', model, ...listen);
      expect(code, out).to.equal(0);
      expect(out).to.match(/^[1-9]\d* notifications? checked\.$/m);
      const raised = /kpi1ThresholdRaised: .*kpi1ThresholdKpi = Answer Ratio/;
      await eventually('the threshold is told', async () => raised.test(receiver.output()) || undefined);
    } finally {
      await receiver.stop();
    }
  });

  it("find at Net-SNMP's snmpd that all of it is missing", async function () {
    const snmpd = requirePeer(this, 'snmpd');
    const port = await freePort('udp');
    const configuration = join(folder, 'snmpd.conf');
    writeFileSync(configuration, 'rocommunity public 127.0.0.1\n');
    running = startPeer(
      snmpd,
      ['-f', '-Lo', '-C', '-c', configuration, '-I', '-smux', `udp:127.0.0.1:${port}`],
      { env: { ...process.env, SNMP_PERSISTENT_DIR: folder } },
    );
    const verified = await eventually('snmpd answers', async () => {
      const each = await run(
        'verify',
        `127.0.0.1:${port}`,
        '--model',
        MODEL,
        '--timeout',
        '1s',
        '--format',
        'json',
      );
      return each.code === 3 ? undefined : each;
    });
    expect(verified.code).to.equal(1);
    const said = JSON.parse(verified.out);
    const missing = said.findings.map(
      ({ rule, module }: { rule: string; module: string }) => `${rule} ${module}`,
    );
    expect(missing).to.deep.equal(
      said.coverage.map(({ module }: { module: string }) => `MODULE-MISSING ${module}`),
    );
    expect(said.coverage.every(({ instances }: { instances: number }) => instances === 0)).to.equal(true);
  });
});
