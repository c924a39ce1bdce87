import { expect } from 'chai';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from '../agent/running/calls.ts';
import { kpi1Mib } from '../agent/running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from '../agent/running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from '../agent/running/running-agent.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';
import { type AgentFolder, createAgentFolder } from './served-agent.ts';
import { startTrapDaemon, type TrapDaemon } from './trap-daemon.ts';
import { createUserLine } from './usm-users.ts';

const ENGINE_ID = '80007ed905c0ffee0123456789';
const USER = {
  name: 'ops',
  auth: { protocol: 'SHA-256', passphrase: 'auth passphrase' },
  priv: { protocol: 'AES-128', passphrase: 'priv passphrase' },
} as const;

const trapOid = (oid: string) => `.1.3.6.1.6.3.1.1.4.1.0 = .${oid}`;
const COLD_START = trapOid('1.3.6.1.6.3.1.1.5.1');
const AUTHENTICATION_FAILURE = trapOid('1.3.6.1.6.3.1.1.5.5');
const AGENT_START = trapOid('1.3.6.1.4.1.32473.1.0.4');
const TEST_NOTIFICATION = trapOid('1.3.6.1.4.1.32473.1.0.5');

/** How snmptrapd begins a line of each kind of target. */
const KINDS = [
  'TRAP2, SNMP v2c, community kpi1|',
  'INFORM, SNMP v2c, community kpi1|',
  'TRAP2, SNMP v3, user ops,',
  'INFORM, SNMP v3, user ops,',
];

describe("K65 what an agent notifies Net-SNMP's snmptrapd of", function () {
  this.timeout(60_000);
  let snmpget: string;
  let daemon: TrapDaemon | undefined;
  let folder: AgentFolder | undefined;
  let agent: PeerProcess | undefined;

  before(async function () {
    snmpget = requirePeer(this, 'snmpget');
    daemon = await startTrapDaemon(requirePeer(this, 'snmptrapd'), [
      'authCommunity log kpi1',
      createUserLine(USER),
      createUserLine(USER, Buffer.from(ENGINE_ID, 'hex')),
      'authUser log ops priv',
    ]);
    const to = { type: 'snmp', to: `127.0.0.1:${daemon.port}` };
    folder = await createAgentFolder(
      {
        engineId: ENGINE_ID,
        trapAddress: '192.0.2.7',
        users: [{ ...USER, view: 'all' }],
        views: { all: { include: ['1.3.6.1'] } },
      },
      [
        { ...to, community: 'kpi1' },
        { ...to, community: 'kpi1', inform: true },
        { ...to, version: 'v3', user: 'ops' },
        { ...to, version: 'v3', user: 'ops', inform: true },
      ],
    );
    agent = await folder.start();
  });
  after(async () => {
    await agent?.stop();
    await daemon?.stop();
    await folder?.remove();
  });
  afterEach(function () {
    if (this.currentTest?.isFailed()) console.log(agent?.output());
  });

  const askWith = async (passphrase: string) => {
    const user = [
      '-v3',
      '-u',
      'ops',
      '-l',
      'authPriv',
      '-a',
      'SHA-256',
      '-x',
      'AES',
      '-X',
      'priv passphrase',
    ];
    const target = [`127.0.0.1:${folder!.port}`, '.1.3.6.1.2.1.11.30.0'];
    const tool = startPeer(snmpget, [...user, '-A', passphrase, '-r0', '-Onq', ...target]);
    await tool.exited;
    return tool.output();
  };

  it('coldStart and kpi1AgentStart, with the address it is known by, to targets of every kind', async () => {
    for (const kind of KINDS) {
      const line = await daemon!.line(kind, COLD_START);
      expect(line.endsWith('.1.3.6.1.6.3.18.1.3.0 = 192.0.2.7')).to.equal(true);
      expect(await daemon!.line(kind, AGENT_START)).to.include('"test-01"');
    }
  });

  it('kpi1TestNotification, when told to, beside the agent that runs', async () => {
    const test = startKpi1('agent', '--config', folder!.configuration, '--send-test-notification');
    expect(await test.exited).to.equal(0);
    const receiver = `127.0.0.1:${daemon!.port}`;
    expect(test.output().split('\n').filter(Boolean)).to.have.members([
      `${receiver} (v2c trap): sent; nobody acknowledges a trap`,
      `${receiver} (v2c inform): acknowledged`,
      `${receiver} (v3 trap): sent; nobody acknowledges a trap`,
      `${receiver} (v3 inform): acknowledged`,
    ]);
    for (const kind of KINDS) expect(await daemon!.line(kind, TEST_NOTIFICATION)).to.include('"test-01"');
  });

  it('authenticationFailure, when a passphrase is wrong', async () => {
    expect(await askWith('auth passphrase')).to.equal('.1.3.6.1.2.1.11.30.0 1\n');
    expect(await askWith('another passphrase')).to.include('Authentication failure');
    // The v3 trap shows that the test notification took nothing from the agent's own boots and time.
    for (const kind of KINDS) await daemon!.line(kind, AUTHENTICATION_FAILURE);
  });

  it('coldStart again after a restart, with higher boots', async () => {
    await agent!.stop();
    agent = await folder!.start();
    for (const kind of KINDS) {
      await eventually(
        'a second coldStart',
        async () => daemon!.lines(kind, COLD_START).length === 2 || undefined,
      );
    }
  });

  it('says what was not delivered, and ends with 1', async () => {
    await daemon!.stop();
    const lonely = await createAgentFolder({ views: { all: { include: ['1.3'] } } }, [
      {
        type: 'snmp',
        to: `127.0.0.1:${daemon!.port}`,
        community: 'kpi1',
        inform: true,
        timeout: '1s',
        retries: 0,
      },
      { type: 'snmp', to: 'nowhere.invalid:162', community: 'kpi1' },
    ]);
    try {
      const test = startKpi1('agent', '--config', lonely.configuration, '--send-test-notification');
      expect(await test.exited).to.equal(1);
      expect(test.output()).to.include(
        `127.0.0.1:${daemon!.port} (v2c inform): not delivered: no answer to 1 try`,
      );
      expect(test.output()).to.include(
        'nowhere.invalid:162 (v2c trap): not delivered: nowhere.invalid has no address',
      );
    } finally {
      await lonely.remove();
    }
  });
});

describe("K55 K65 reports by informs to Net-SNMP's snmptrapd, which is down at first", function () {
  this.timeout(60_000);
  const model = compileModel({ 'calls.yaml': CALLS });
  const mib = kpi1Mib(model);
  const REPORT = trapOid(mib.notification('kpi1PmReport'));
  const KIND = 'INFORM, SNMP v2c, community kpi1|';
  let snmptrapd: string;
  let daemon: TrapDaemon | undefined;
  let metrics: MetricsServer | undefined;
  let agent: RunningAgent | undefined;

  before(function () {
    snmptrapd = requirePeer(this, 'snmptrapd');
  });
  after(async () => {
    await agent?.stop();
    await daemon?.stop();
    await metrics?.close();
  });

  it('arrive when it runs, every one, in order', async () => {
    const port = await freePort('udp');
    metrics = await startMetricsServer({ ...CALL_SERIES });
    const from = { name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' };
    const to = { type: 'snmp', to: `127.0.0.1:${port}`, community: 'kpi1', inform: true };
    agent = await startRunningAgent({
      model,
      sources: [{ ...from, measurements: CALL_MAPPINGS }],
      notify: [{ ...to, timeout: '1s', retries: 0 }],
    });
    await agent.says('the source answers', 'switch');
    for (let n = 0; n < 6; n++) await agent.endInterval(10);
    const { manager, clock } = agent;
    const only = async (descriptor: string) => {
      const [cell] = await manager.walk(mib.oid(descriptor));
      return String(cell?.value);
    };
    await eventually('delivery fails', async () => (await only('kpi1TargetStatus')) === '2' || undefined);
    expect(await only('kpi1TargetReason')).to.include(`127.0.0.1:${port}: no answer to 1 try`);
    const made = Number(await only('kpi1TargetWaiting'));
    expect(made).to.be.greaterThan(6);

    daemon = await startTrapDaemon(snmptrapd, ['authCommunity log kpi1'], {}, port);
    await eventually('every report is delivered', async () => {
      await clock.advance(60_000);
      return (await only('kpi1TargetWaiting')) === '0' || undefined;
    });
    const reports = daemon.lines(KIND, REPORT);
    const sequence = new RegExp(`\\.${mib.oid('kpi1ReportSequence', 0).replaceAll('.', '\\.')} = (\\d+)`);
    const numbers = reports.map((line) => Number(sequence.exec(line)?.[1]));
    const once = numbers.filter((number, i) => number !== numbers[i - 1]);
    expect(once.slice(0, made)).to.deep.equal(Array.from({ length: made }, (_, n) => n + 1));
    expect(once).to.deep.equal(once.map((_, n) => n + 1));
    expect(await only('kpi1TargetStatus')).to.equal('1');
    expect(await only('kpi1TargetDropped')).to.equal('0');
  });
});
