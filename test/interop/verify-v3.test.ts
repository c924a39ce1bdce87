import { expect } from 'chai';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';
import { PRIV_PROTOCOLS } from '../../oe/snmp/access.ts';
import { run } from '../cli/run.ts';
import { freePort } from './free-port.ts';
import type { PeerProcess } from './peer-process.ts';
import { requirePeer } from './peers.ts';
import { createUserLine, USERS } from './usm-users.ts';
import { startSnmpd, startVerifiedAgent, type VerifiedAgent, verifyOptions } from './verified-agent.ts';

/** Those with protocols that `kpi1 verify` has. */
const OFFERED = USERS.filter(({ priv }) => !priv || priv.protocol in PRIV_PROTOCOLS);
const userNamed = (name: string) => OFFERED.find((user) => user.name === name) as UserCredentials;
/** All objects, of which the ratio has no value while nobody calls. */
const SEEN = /^EXAMPLE-CALL-KPI-MIB +8 +[78] /m;
/** Every protocol and every level once, for where each user takes longer. */
const SOME = [
  ...[
    'MD5_AES-128',
    'SHA-1_AES-256',
    'SHA-224_AES-128',
    'SHA-256_AES-128',
    'SHA-384_AES-256',
    'SHA-512_only',
  ],
  ...['SHA-256_only', 'SHA-1_AES-256-C', 'no_keys'],
].map(userNamed);
const NOTIFIED = userNamed('SHA-256_AES-128');

describe('kpi1 verify over SNMPv3', function () {
  this.timeout(60_000);
  let agent: VerifiedAgent;
  let snmpd: { readonly port: number; readonly process: PeerProcess } | undefined;
  let trapPorts: { v3Trap: number; v3Inform: number; v2cInform: number };

  before(async () => {
    trapPorts = {
      v3Trap: await freePort('udp'),
      v3Inform: await freePort('udp'),
      v2cInform: await freePort('udp'),
    };
    const to = (port: number) => ({ type: 'snmp', to: `127.0.0.1:${port}`, timeout: '1s', retries: 1 });
    agent = await startVerifiedAgent(
      [
        ...USERS.map((user) => ({ ...user, view: 'all', from: ['127.0.0.0/8'] })),
        { name: 'stranger', view: 'all', from: ['192.0.2.0/24'] },
      ],
      [
        { ...to(trapPorts.v3Trap), version: 'v3', user: NOTIFIED.name },
        { ...to(trapPorts.v3Inform), version: 'v3', user: NOTIFIED.name, inform: true },
        { ...to(trapPorts.v2cInform), version: 'v2c', community: 'noc', inform: true },
      ],
    );
  });
  after(async () => {
    await snmpd?.process.stop();
    await agent?.stop();
  });

  const verify = (port: number, user: UserCredentials, ...more: readonly string[]) =>
    run(
      ...['verify', `127.0.0.1:${port}`, '--model', agent.model, '--timeout', '1s'],
      ...verifyOptions(user, agent.folder),
      ...more,
    );

  // First of all: the longer an agent's informs are not acknowledged, the longer it waits between two tries.
  describe('takes notifications of our agent', function () {
    this.timeout(120_000);
    const listen = (port: number) => ['--listen', `127.0.0.1:${port}`];
    const checked = /^[1-9]\d* notifications? checked\.$/m;

    it('that are v3 traps', async () => {
      const { code, out } = await verify(agent.port, NOTIFIED, ...listen(trapPorts.v3Trap));
      expect(code, out).to.equal(0);
      expect(out).to.match(checked);
    });

    it('that are v3 informs: it tells its engine ID, and acknowledges', async () => {
      const { code, out } = await verify(agent.port, NOTIFIED, ...listen(trapPorts.v3Inform));
      expect(code, out).to.equal(0);
      expect(out).to.match(checked);
    });

    it('that are v2c informs; an agent that waits a minute until it tries again would be waited for', async () => {
      const { code, out, err } = await verify(
        agent.port,
        NOTIFIED,
        ...listen(trapPorts.v2cInform),
        '--community',
        'noc',
      );
      expect(code, out).to.equal(0);
      expect(err).to.contain('Waiting up to 78s for reports');
      expect(out).to.match(checked);
    });

    it('and says why it takes none of another user', async () => {
      const other = userNamed('SHA-512_AES-128');
      const where = ['--listen', `127.0.0.1:${trapPorts.v3Trap}`, '--for', '6s'];
      const { code, out } = await verify(agent.port, other, ...where);
      expect(code, out).to.equal(1);
      expect(out).to.match(/NOTIFICATION-NONE .*\n.*\n {2}seen: +none in 6s; \d+ messages not taken: .*user/);
    });
  });

  describe('at our agent', () => {
    for (const user of OFFERED) {
      it(`finds nothing as ${user.name}`, async () => {
        const { code, out, err } = await verify(agent.port, user);
        expect([code, err], out).to.deep.equal([0, '']);
        expect(out).to.match(SEEN);
      });
    }
  });

  describe("at Net-SNMP's snmpd, which asks our agent (proxy)", () => {
    before(async function () {
      const level = ({ auth, priv }: UserCredentials) => (priv ? 'priv' : auth ? 'auth' : 'noauth');
      snmpd = await startSnmpd(requirePeer(this, 'snmpd'), agent.folder, [
        ...SOME.map((user) => createUserLine(user)),
        ...SOME.map((user) => `rouser ${user.name} ${level(user)} .1`),
        createUserLine({ ...userNamed('SHA-256_only'), name: 'nothing' }),
        `proxy -v 2c -c public 127.0.0.1:${agent.port} .1.3.6.1.4.1.32473`,
      ]);
    });

    for (const user of SOME) {
      it(`finds nothing as ${user.name}`, async () => {
        const { code, out, err } = await verify(snmpd!.port, user);
        expect([code, err], out).to.deep.equal([0, '']);
        expect(out).to.match(SEEN);
      });
    }
  });

  describe('ends with 3 and the remedy', () => {
    const user = userNamed('SHA-256_AES-128');
    const other = 'another passphrase';
    const cases: readonly (readonly [string, UserCredentials, RegExp])[] = [
      [
        'where nobody has the name',
        { ...user, name: 'nobody' },
        /refuses user nobody: Unknown User Name\.\nremedy: Correct --user/,
      ],
      [
        'where the authentication passphrase is wrong',
        { ...user, auth: { protocol: 'SHA-256', passphrase: other } },
        /refuses user SHA-256_AES-128: the authentication passphrase or protocol is wrong\.\nremedy: Compare --auth/,
      ],
      [
        'where the authentication protocol is another',
        { ...user, auth: { protocol: 'SHA-512', passphrase: user.auth!.passphrase } },
        /the authentication passphrase or protocol is wrong\.\nremedy: Compare --auth/,
      ],
      [
        'where the privacy passphrase is wrong',
        { ...user, priv: { protocol: 'AES-128', passphrase: other } },
        /(does not answer what user \S+ encrypts|the privacy passphrase or protocol is wrong)\.\nremedy: Compare --priv/,
      ],
      [
        'where the user has no keys for the level',
        { ...userNamed('SHA-256_only'), priv: user.priv! },
        /refuses user SHA-256_only: Unsupported Security Level\.\nremedy: Give --auth and --priv where/,
      ],
      [
        'where the agent wants more security',
        { name: user.name, auth: user.auth! },
        /refuses user SHA-256_AES-128: authorizationError\.\nremedy: Give it a view .* all the keys that it has/,
      ],
    ];
    for (const [title, credentials, says] of cases) {
      it(`${title}: at our agent and at snmpd`, async () => {
        for (const port of [agent.port, ...(snmpd ? [snmpd.port] : [])]) {
          const { code, out, err } = await verify(port, credentials);
          expect([code, out], err).to.deep.equal([3, '']);
          expect(err).to.match(says);
        }
      });
    }

    it('where the user has no view, at snmpd', async function () {
      if (!snmpd) this.skip();
      const { code, err } = await verify(snmpd.port, { ...userNamed('SHA-256_only'), name: 'nothing' });
      expect(code, err).to.equal(3);
      expect(err).to.contain('refuses user nothing: authorizationError');
    });

    it('where the user may not come from here', async () => {
      const { code, err } = await verify(agent.port, { name: 'stranger' });
      expect(code, err).to.equal(3);
      expect(err).to.match(/refuses user stranger: Unknown User Name\.\nremedy: .* from this address/);
    });

    it('where nothing answers over SNMPv3', async () => {
      const { code, err } = await verify(await freePort('udp'), user);
      expect(code, err).to.equal(3);
      expect(err).to.match(/does not answer over SNMPv3\.\nremedy: See that the agent runs/);
    });
  });
});
