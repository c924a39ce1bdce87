import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Outcome } from '../../agent/snmp/notify/notification-queue.ts';
import { Notifier } from '../../agent/snmp/notify/notifier.ts';
import { AuthoritativeEngine } from '../../agent/snmp/usm/engine.ts';
import { requirePeer } from './peers.ts';
import { startTrapDaemon, type TrapDaemon } from './trap-daemon.ts';
import { createUserLine, USERS } from './usm-users.ts';

const THREE_MINUTES = 180_000;
const ACKNOWLEDGED = { result: 'acknowledged' };
const USER = USERS.find(({ auth, priv }) => auth && priv)!;

/** snmptrapd's clock is set by libfaketime, this side's by what `performance.now` gives. */
describe("v3 informs at Net-SNMP's snmptrapd after three minutes of clock", () => {
  const now = performance.now;
  let folder: string;
  let daemon: TrapDaemon;
  let notifier: Notifier;
  let settle: (outcome: Outcome) => void;

  const inform = () =>
    new Promise<Outcome>((resolve) => {
      settle = resolve;
      notifier.notify({ trapOid: [1, 3, 6, 1, 4, 1, 32473, 1, 0, 1], varbinds: [] });
    });
  const setReceiverClock = (ms: number) => writeFile(join(folder, 'clock'), `+${ms / 1000}\n`);

  beforeEach(async function () {
    const program = requirePeer(this, 'snmptrapd');
    requirePeer(this, 'faketime');
    folder = await mkdtemp(join(tmpdir(), 'kpi1-clock-'));
    await setReceiverClock(0);
    daemon = await startTrapDaemon(program, [createUserLine(USER), `authUser log ${USER.name}`], {
      LD_PRELOAD: await findLibrary(),
      FAKETIME_TIMESTAMP_FILE: join(folder, 'clock'),
      FAKETIME_NO_CACHE: '1',
    });
    const quiet = () => {};
    notifier = new Notifier(
      [
        {
          host: '127.0.0.1',
          port: daemon.port,
          version: 'v3',
          user: USER,
          inform: true,
          timeoutMs: 500,
          retries: 0,
        },
      ],
      {
        sysUpTime: () => 0,
        log: { info: quiet, warn: quiet },
        engine: new AuthoritativeEngine(
          { engineID: Buffer.from('80007ed905c0ffee', 'hex'), engineBoots: 1 },
          () => 0,
        ),
        onOutcome: (_, outcome) => settle(outcome),
      },
    );
    expect(await inform()).to.deep.equal(ACKNOWLEDGED);
  });
  afterEach(async () => {
    performance.now = now;
    await notifier?.close(0);
    await daemon?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("are acknowledged at once: this side's notion of the receiver's time has gone on with it", async () => {
    performance.now = () => now.call(performance) + THREE_MINUTES;
    await setReceiverClock(THREE_MINUTES);
    expect(await inform()).to.deep.equal(ACKNOWLEDGED);
  });

  it("are acknowledged where the receiver's clock alone went on: its report says what time it is", async () => {
    await setReceiverClock(THREE_MINUTES);
    expect(await inform()).to.deep.equal(ACKNOWLEDGED);
  });

  it('are acknowledged from the one after the first failure on where the receiver stood still', async () => {
    performance.now = () => now.call(performance) + THREE_MINUTES;
    expect(await inform()).to.include({ result: 'failed' });
    expect(await inform()).to.deep.equal(ACKNOWLEDGED);
  });
});

async function findLibrary(): Promise<string | undefined> {
  const folders = await readdir('/usr/lib', { withFileTypes: true });
  const paths = folders.map(({ name }) => join('/usr/lib', name, 'faketime/libfaketime.so.1'));
  return paths.find((path) => existsSync(path));
}
