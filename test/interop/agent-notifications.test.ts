import { expect } from 'chai';
import { eventually } from './eventually.ts';
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
