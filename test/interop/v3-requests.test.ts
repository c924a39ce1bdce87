import { expect } from 'chai';
import { createCounters } from '../../agent/snmp/counters.ts';
import { Dispatcher } from '../../agent/snmp/dispatch.ts';
import { UdpListener } from '../../agent/snmp/udp-listener.ts';
import { AuthoritativeEngine } from '../../agent/snmp/usm/engine.ts';
import { securityGroups, snmpEngineGroup } from '../../agent/snmp/usm/engine-groups.ts';
import { createSecurityStatistics } from '../../agent/snmp/usm/statistics.ts';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';
import { V3Processor } from '../../agent/snmp/usm/v3-processor.ts';
import { ValueIndex } from '../../agent/snmp/value-index.ts';
import { View } from '../../agent/snmp/view.ts';
import { startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';
import { USERS, userOptions } from './usm-users.ts';

const ENGINE_ID = Buffer.from('80007ed905c0ffee0123456789', 'hex');
const COLUMN = [1, 3, 6, 1, 4, 1, 32473, 1, 1];
const ROWS = 40;

/** An agent with forty rows that listens on a free port, and a clock the test sets. */
async function startAgent() {
  const agent = { seconds: 0, engineBoots: 1 };
  const index = new ValueIndex();
  index.declare(COLUMN);
  for (let row = 1; row <= ROWS; row++)
    index.publish(index.open([...COLUMN, row]), { type: 'Gauge32', value: row });
  const counters = createCounters();
  const statistics = createSecurityStatistics();
  const start = () => {
    const { engineBoots } = agent;
    const engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots }, () => agent.seconds * 1000);
    const subtrees = [snmpEngineGroup(engine, 1472), ...securityGroups(statistics, counters)];
    const access = new View({ include: [[1, 3, 6, 1]] }, { index, subtrees });
    const principals = USERS.map((credentials) => ({ credentials, access }));
    const v3 = new V3Processor(engine, principals, statistics, 1472);
    return new Dispatcher({ communities: [], v3, counters, maxMessageSize: 1472 });
  };
  let dispatcher = start();
  const listener = await UdpListener.open({ host: '127.0.0.1', port: 0 }, (datagram, address, writer) =>
    dispatcher.answer(datagram, address, writer),
  );
  const restart = () => {
    agent.engineBoots += 1;
    agent.seconds = 0;
    dispatcher = start();
  };
  return { ...listener.endpoint, statistics, restart, close: () => listener.close(), clock: agent };
}

describe("v3 requests of Net-SNMP's tools", () => {
  let agent: Awaited<ReturnType<typeof startAgent>>;
  let snmpget: string;
  let snmpbulkwalk: string;

  const run = async (program: string, options: readonly string[], oid: string) => {
    const tool = startPeer(
      program,
      [...options, '-r', '0', '-t', '2', '-On', '-OQ', `127.0.0.1:${agent.port}`, oid],
      {
        env: { ...process.env, MIBS: '' },
      },
    );
    await tool.exited;
    return tool.output();
  };
  const get = (user: UserCredentials, oid = `.${COLUMN.join('.')}.7`, ...options: string[]) =>
    run(snmpget, [...userOptions(user), ...options], oid);

  before(async function () {
    snmpget = requirePeer(this, 'snmpget');
    snmpbulkwalk = requirePeer(this, 'snmpbulkwalk');
    agent = await startAgent();
  });
  after(() => agent?.close());

  for (const user of USERS) {
    it(`of ${user.name} are answered: a GET, and a walk with GETBULK`, async () => {
      const [value, walk] = await Promise.all([
        get(user),
        run(snmpbulkwalk, [...userOptions(user), '-Cr25'], `.${COLUMN.join('.')}`),
      ]);
      expect(value).to.equal('.1.3.6.1.4.1.32473.1.1.7 = 7\n');
      const rows = Array.from({ length: ROWS }, (_, i) => `.1.3.6.1.4.1.32473.1.1.${i + 1} = ${i + 1}\n`);
      expect(walk).to.equal(rows.join(''));
    });
  }

  describe('are told what is wrong', () => {
    const user = USERS.find(({ name }) => name === 'SHA-256_AES-128')!;

    it('when nobody has the name', async () => {
      expect(await get({ ...user, name: 'nobody' })).to.include('Unknown user name');
    });

    it('when the passphrase is another', async () => {
      const auth = { protocol: 'SHA-256', passphrase: 'another passphrase' } as const;
      expect(await get({ ...user, auth })).to.include('Authentication failure');
    });

    it('when the user has no keys for the level', async () => {
      expect(await get({ ...user, name: 'SHA-256_only' })).to.include('Unsupported security level');
    });

    it('when they come with less security than their keys are for', async () => {
      const { name, auth } = user;
      expect(await get({ name, auth: auth! })).to.include('authorizationError');
    });

    it('when they ask for a context or an engine that is not here', async () => {
      expect(await get(user, undefined, '-n', 'vrf1')).to.include('Bad context');
      // What Net-SNMP makes of a report of snmpUnknownPDUHandlers.
      expect(await get(user, undefined, '-E', '80007ed905aaaaaaaa')).to.include('Bad version');
      expect(agent.statistics).to.include({ snmpUnknownContexts: 1, snmpUnknownPDUHandlers: 1 });
    });
  });

  describe('over time', () => {
    it('learn a new time by the report that their old one gets', async () => {
      const user = USERS.find(({ name }) => name === 'SHA-256_AES-128')!;
      const { usmStatsNotInTimeWindows } = agent.statistics;
      agent.restart();
      agent.clock.seconds = 180;
      const stale = ['-Z', '1,0'];
      expect(
        await run(
          snmpget,
          [...userOptions(user), '-e', ENGINE_ID.toString('hex'), ...stale],
          '.1.3.6.1.6.3.10.2.1.2.0',
        ),
      ).to.equal('.1.3.6.1.6.3.10.2.1.2.0 = 2\n');
      expect(agent.statistics.usmStatsNotInTimeWindows).to.equal(usmStatsNotInTimeWindows + 1);
    });

    it('read the clock and the counters of the engine', async () => {
      const user = USERS.at(-1)!;
      expect(await get(user, '.1.3.6.1.6.3.10.2.1.3.0')).to.equal('.1.3.6.1.6.3.10.2.1.3.0 = 180\n');
      const { usmStatsUnknownUserNames } = agent.statistics;
      expect(usmStatsUnknownUserNames).to.be.above(0);
      expect(await get(user, '.1.3.6.1.6.3.15.1.1.3.0')).to.equal(
        `.1.3.6.1.6.3.15.1.1.3.0 = ${usmStatsUnknownUserNames}\n`,
      );
    });
  });
});
