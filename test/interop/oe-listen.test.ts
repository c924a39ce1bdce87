import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ReceivedReport } from '../../oe/listen/received-report.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';

/** KPI1-MIB of the shipped model, and a measurement of SIP-KPI-MIB. */
const BASE = '1.3.6.1.4.1.32473.1';
const PM_REPORT = `${BASE}.0.1`;
const INVITE_ATTEMPTS = '1.3.6.1.4.1.32473.5.1.1.1.0';
/** DateAndTime (RFC 2579) of 12:01 and 12:02 UTC. */
const BEGIN = '07EA0B150C0100002B0000';
const END = '07EA0B150C0200002B0000';

const V3 = ['-v3', '-u', 'ops', '-l', 'authPriv', '-a', 'SHA-256', '-A', 'auth passphrase', '-x', 'AES'];

describe("kpi1 oe listen, which Net-SNMP's snmptrap and snmpinform notify", function () {
  this.timeout(60_000);
  let folder: string;
  let port: number;
  let listener: PeerProcess;
  let snmptrap: string;
  let snmpinform: string;

  before(async function () {
    snmptrap = requirePeer(this, 'snmptrap');
    snmpinform = requirePeer(this, 'snmpinform');
    folder = mkdtempSync(join(tmpdir(), 'kpi1-oe-listen-'));
    port = await freePort('udp');
    writeFileSync(join(folder, 'auth'), 'auth passphrase\n');
    writeFileSync(join(folder, 'priv'), 'priv passphrase\n');
    await start();
  });
  after(async () => {
    await listener?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  afterEach(function () {
    if (this.currentTest?.isFailed()) console.log(listener.output());
  });

  const start = async () => {
    const user = ['--user', 'ops', '--auth', 'SHA-256', '--auth-file', join(folder, 'auth')];
    const priv = ['--priv', 'AES-128', '--priv-file', join(folder, 'priv')];
    const where = ['--snmp', `127.0.0.1:${port}`, '--append', join(folder, 'reports.jsonl'), '-c', 'noc'];
    listener = startKpi1('oe', 'listen', ...where, ...user, ...priv);
    await eventually('it listens', () => Promise.resolve(listener.output().includes('Waiting') || undefined));
  };
  const reports = (): ReceivedReport[] =>
    readFileSync(join(folder, 'reports.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  const received = (sequence: number) =>
    eventually(`report ${sequence}`, () =>
      Promise.resolve(reports().find((report) => report.sequence === sequence)),
    );
  /** Sends a report; gives the exit status of the program. */
  const notify = (program: string, access: readonly string[], sequence: number) => {
    const objects = [
      ...[`${BASE}.1.1.1.0`, 's', 'sip-01', `${BASE}.1.9.1.0`, 's', 'SIP-KPI-MIB'],
      ...[`${BASE}.1.9.2.0`, 'u', String(sequence), `${BASE}.1.9.3.0`, 'u', '1', `${BASE}.1.9.4.0`, 'u', '1'],
      ...[`${BASE}.1.9.5.0`, 'x', BEGIN, `${BASE}.1.9.6.0`, 'x', END],
      ...[INVITE_ATTEMPTS, 'C', '17'],
    ];
    const env = { ...process.env, MIBS: '', SNMP_PERSISTENT_DIR: folder, SNMPCONFPATH: folder };
    const target = ['-r', '0', '-t', '2', `127.0.0.1:${port}`, '', PM_REPORT];
    const peer = startPeer(program, [...access, ...target, ...objects], { env });
    return peer.exited;
  };
  const V2C = ['-v2c', '-c', 'noc'];

  it('K31 K65 K73 takes a trap of v2c, and names what it holds by the model', async () => {
    expect(await notify(snmptrap, V2C, 1)).to.equal(0);
    const { instanceId, via, measurements } = await received(1);
    expect([instanceId, via, measurements[0]!.identifier]).to.deep.equal(['sip-01', 'snmp', 'SIP-KPI-MIB']);
    expect(measurements[0]!.items.at(-1)).to.deep.equal({ name: 'inviteAttempts', value: '17' });
  });

  it('K55 acknowledges an inform of v2c that is in the file, and one that comes again', async () => {
    expect(await notify(snmpinform, V2C, 2)).to.equal(0);
    expect(reports().map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
    expect(await notify(snmpinform, V2C, 2)).to.equal(0);
    expect(reports()).to.have.length(2);
    expect(listener.output()).to.contain('sip-01: report 2 over snmp came again');
  });

  it('takes an inform of v3 that is authentic and encrypted', async () => {
    expect(await notify(snmpinform, [...V3, '-X', 'priv passphrase'], 3)).to.equal(0);
    expect((await received(3)).sequence).to.equal(3);
  });

  it('does not take one with another passphrase or community', async () => {
    expect(await notify(snmpinform, [...V3, '-X', 'another passphrase'], 4)).not.to.equal(0);
    expect(await notify(snmpinform, ['-v2c', '-c', 'other'], 4)).not.to.equal(0);
    expect(reports().map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
  });

  it('loses nothing that it acknowledged where it is killed, and ends with a summary on SIGTERM', async () => {
    expect(await notify(snmpinform, V2C, 5)).to.equal(0);
    await listener.kill();
    await start();
    expect(await notify(snmpinform, V2C, 5)).to.equal(0);
    await listener.stop();
    expect(await listener.exited).to.equal(0);
    expect(reports().map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 5]);
    expect(listener.output()).to.contain(
      'sip-01 over snmp: 4 reports, numbers 1 to 5; 1 missing, 1 came again',
    );
  });
});
