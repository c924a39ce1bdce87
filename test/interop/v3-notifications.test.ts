import { expect } from 'chai';
import type { NotificationTarget } from '../../agent/snmp/notify/notification-target.ts';
import { Notifier } from '../../agent/snmp/notify/notifier.ts';
import { AuthoritativeEngine } from '../../agent/snmp/usm/engine.ts';
import { requirePeer } from './peers.ts';
import { startTrapDaemon, type TrapDaemon } from './trap-daemon.ts';
import { createUserLine, USERS } from './usm-users.ts';

const TRAP_OID = [1, 3, 6, 1, 4, 1, 32473, 1, 0, 1];
const PRINTED = '.1.3.6.1.6.3.1.1.4.1.0 = .1.3.6.1.4.1.32473.1.0.1';
const ENGINE_ID = Buffer.from('80007ed905c0ffee0123456789', 'hex');

describe("v3 notifications at Net-SNMP's snmptrapd", () => {
  let daemon: TrapDaemon | undefined;
  let clock = 0;
  let engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots: 1 }, () => clock);

  const notifierOf = (user: NotificationTarget & { version: 'v3' }) => {
    const quiet = () => {};
    const log = { info: quiet, warn: quiet };
    return new Notifier([user], { sysUpTime: () => clock / 10, log, engine });
  };
  const send = async (user: (typeof USERS)[number], inform: boolean) => {
    const notifier = notifierOf({ host: '127.0.0.1', port: daemon!.port, version: 'v3', user, inform });
    notifier.notify({ trapOid: TRAP_OID, varbinds: [] });
    await notifier.close(10_000);
    return notifier.statistics[0];
  };

  before(async function () {
    const program = requirePeer(this, 'snmptrapd');
    daemon = await startTrapDaemon(program, [
      ...USERS.map((user) => createUserLine(user)),
      ...USERS.map((user) => createUserLine(user, ENGINE_ID)),
      ...USERS.map(({ name, auth }) => `authUser log ${name} ${auth ? 'auth' : 'noauth'}`),
    ]);
  });
  after(() => daemon?.stop());

  for (const user of USERS) {
    it(`arrive as informs of ${user.name}, and are acknowledged`, async () => {
      expect(await send(user, true)).to.include({ acknowledged: 1, retried: 0 });
      expect(await daemon!.line(`INFORM, SNMP v3, user ${user.name},`)).to.include(PRINTED);
    });

    it(`arrive as traps of ${user.name}`, async () => {
      await send(user, false);
      expect(await daemon!.line(`TRAP2, SNMP v3, user ${user.name},`)).to.include(PRINTED);
    });
  }

  it('arrive as traps when three minutes have passed, and after a restart of the agent', async () => {
    const user = USERS[0]!;
    const arrived = (upTime: string) =>
      daemon!.line(`TRAP2, SNMP v3, user ${user.name}, context |.1.3.6.1.2.1.1.3.0 = ${upTime}`);
    await send(user, false);
    await arrived('0:0:00:00.00');
    clock = 180_000;
    await send(user, false);
    await arrived('0:0:03:00.00');
    engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots: 2 }, () => clock);
    clock = 181_000;
    await send(user, false);
    await arrived('0:0:03:01.00');
  });

  it('arrive as informs after a restart of the receiver', async () => {
    const [user] = USERS;
    const notifier = notifierOf({
      host: '127.0.0.1',
      port: daemon!.port,
      version: 'v3',
      user: user!,
      inform: true,
    });
    const acknowledged = async (count: number) => {
      notifier.notify({ trapOid: TRAP_OID, varbinds: [] });
      await daemon!.line(`INFORM, SNMP v3, user ${user!.name},`);
      while (notifier.statistics[0]!.acknowledged < count) await new Promise(setImmediate);
    };
    await acknowledged(1);
    await daemon!.restart();
    await acknowledged(2);
    await notifier.close(0);
  });
});
