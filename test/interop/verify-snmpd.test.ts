import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { SnmpAccess, SnmpCredentials } from '../../oe/snmp/access.ts';
import { compareOids } from '../../verify/oid.ts';
import type { Seen } from '../agent/running/manager.ts';
import { CALLS_ONLY, oidOf, type Snapshot, takeSnapshot, verifyAt } from '../verify/verified-calls.ts';
import { eventually } from './eventually.ts';
import type { PeerProcess } from './peer-process.ts';
import { requirePeer } from './peers.ts';
import { createUserLine, USERS } from './usm-users.ts';
import { startSnmpd } from './verified-agent.ts';

const SCRIPT = fileURLToPath(new URL('pass-persist.ts', import.meta.url));
const LOADER = import.meta.resolve('tsx');
const USER = USERS.find(({ name }) => name === 'SHA-256_AES-128')!;

const hex = (octets: Buffer) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
/** A row as pass_persist has it. */
function passed({ oid, type, value }: Seen): [string, string, string] {
  if (type === 'OctetString') return [oid, 'octet', hex(value as Buffer)];
  if (type === 'OID') return [oid, 'objectid', `.${value}`];
  return [oid, { Integer: 'integer', Gauge: 'gauge', Counter64: 'counter64' }[type] ?? type, String(value)];
}

describe("kpi1 verify at Net-SNMP's snmpd, which serves our MIB by itself (pass_persist)", function () {
  this.timeout(30_000);
  let folder: string;
  let snapshot: Snapshot;
  let running: PeerProcess | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-pass-'));
    snapshot = await takeSnapshot();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => running?.stop());

  const verifyPassed = async (context: Mocha.Context, rows: readonly Seen[]) => {
    const file = join(folder, 'rows.json');
    writeFileSync(file, JSON.stringify([...rows].sort((a, b) => compareOids(a.oid, b.oid)).map(passed)));
    const { port, process: snmpd } = await startSnmpd(requirePeer(context, 'snmpd'), folder, [
      createUserLine(USER),
      `rouser ${USER.name} priv .1`,
      `pass_persist .1.3.6.1.4.1.32473 ${process.execPath} --import ${LOADER} ${SCRIPT} ${file}`,
    ]);
    running = snmpd;
    const access: SnmpAccess = {
      host: '127.0.0.1',
      port,
      community: '',
      user: USER as SnmpCredentials,
      timeoutMs: 3000,
      retries: 1,
    };
    return eventually('snmpd answers', () => verifyAt(port, snapshot.now, { access }));
  };

  it('finds only that pass_persist cannot say noSuchObject', async function () {
    const { findings, coverage } = await verifyPassed(this, snapshot.seen);
    expect(
      [...new Set(findings.map(({ rule }) => rule))],
      JSON.stringify(findings.slice(0, 3)),
    ).to.deep.equal(['EXCEPTION-WRONG']);
    expect(coverage[0]).to.include({ module: CALLS_ONLY[0]!.name, objects: 8, seen: 8 });
  });

  it('finds what it serves otherwise than the model says', async function () {
    const ratio = `${oidOf('exCallAnswerRatio')}.0`;
    const attempts = `${oidOf('exCallAttempts')}.0`;
    const rows = snapshot.seen
      .filter(({ oid }) => oid !== attempts)
      .map((row) => (row.oid === ratio ? { ...row, value: 20_000 } : row));
    const { findings } = await verifyPassed(this, rows);
    const told = findings.filter(({ rule }) => rule !== 'EXCEPTION-WRONG');
    expect(told.map(({ rule, name }) => `${rule} ${name}`)).to.have.members([
      'VALUE-RANGE exCallAnswerRatio.0',
      'VALUE-MISSING exCallAttempts.0',
      'CATALOGUE-DIFFERS kpi1KpiValue.3.1',
    ]);
  });
});
