import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { SmiValue, Varbind } from '../../agent/snmp/mib-view.ts';
import { Notifier } from '../../agent/snmp/notify/notifier.ts';
import { freePort } from './free-port.ts';
import { requirePeer } from './peers.ts';
import { startTrapDaemon, type TrapDaemon } from './trap-daemon.ts';

const TRAP_OID = [1, 3, 6, 1, 4, 1, 32473, 1, 0, 1];
const BASE = [1, 3, 6, 1, 4, 1, 32473, 1, 2];

/** A value of each type, and how `snmptrapd -OQn` prints it. */
const VALUES: readonly (readonly [SmiValue, string])[] = [
  [{ type: 'Integer32', value: -(2 ** 31) }, '-2147483648'],
  [{ type: 'Unsigned32', value: 2 ** 32 - 1 }, '4294967295'],
  [{ type: 'Counter32', value: 0 }, '0'],
  [{ type: 'Counter64', value: 2n ** 64n - 1n }, '18446744073709551615'],
  [{ type: 'TimeTicks', value: 123_456 }, '0:0:20:34.56'],
  [{ type: 'OCTET STRING', value: 'sip-01.example' }, '"sip-01.example"'],
  [{ type: 'OCTET STRING', value: Uint8Array.of(0x07, 0xea, 0x0b, 0x15) }, '"07 EA 0B 15 "'],
  [{ type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.32473.4294967295' }, '.1.3.6.1.4.1.32473.4294967295'],
  [{ type: 'IpAddress', value: Uint8Array.of(192, 0, 2, 1) }, '192.0.2.1'],
];

const varbinds: Varbind[] = VALUES.map(([value], i) => ({ oid: [...BASE, i + 1, 0], value }));
const printed = [
  '.1.3.6.1.2.1.1.3.0 = 0:0:00:01.00',
  '.1.3.6.1.6.3.1.1.4.1.0 = .1.3.6.1.4.1.32473.1.0.1',
  ...VALUES.map(([, text], i) => `.1.3.6.1.4.1.32473.1.2.${i + 1}.0 = ${text}`),
].join('\t');

function notifierTo(port: number, inform: boolean): Notifier {
  const quiet = () => {};
  return new Notifier([{ host: '127.0.0.1', port, version: 'v2c', community: 'kpi1', inform }], {
    sysUpTime: () => 100,
    log: { info: quiet, warn: quiet },
  });
}

describe("notifications at Net-SNMP's snmptrapd", () => {
  let daemon: TrapDaemon | undefined;

  before(async function () {
    daemon = await startTrapDaemon(requirePeer(this, 'snmptrapd'), ['authCommunity log kpi1']);
  });
  after(() => daemon?.stop());

  it('arrive as v2c traps with every type of value decoded (K65)', async () => {
    const notifier = notifierTo(daemon!.port, false);
    notifier.notify({ trapOid: TRAP_OID, varbinds });
    expect(await daemon!.line('TRAP2')).to.equal(`TRAP2, SNMP v2c, community kpi1|${printed}`);
    await notifier.close(0);
  });

  it('arrive as informs, and are acknowledged (K65)', async () => {
    const notifier = notifierTo(daemon!.port, true);
    notifier.notify({ trapOid: TRAP_OID, varbinds });
    expect(await daemon!.line('INFORM')).to.equal(`INFORM, SNMP v2c, community kpi1|${printed}`);
    await notifier.close(10_000);
    expect(notifier.statistics[0]).to.include({ acknowledged: 1, dropped: 0 });
  });
});

/** What is used of net-snmp's receiver, which has no types of its own. */
interface NetSnmp {
  createReceiver(
    options: { port: number; address: string; disableAuthorization: boolean },
    callback: (error: Error | null, notification: Received) => void,
  ): { close(): void };
  PduType: Record<number, string>;
}
interface Received {
  readonly pdu: {
    readonly type: number;
    readonly varbinds: readonly { readonly oid: string; readonly value: unknown }[];
  };
}

describe("notifications at net-snmp's receiver", () => {
  for (const inform of [false, true]) {
    it(`arrive as ${inform ? 'informs, and are acknowledged' : 'traps'} (K65)`, async () => {
      const snmp = createRequire(import.meta.url)('net-snmp') as NetSnmp;
      const port = await freePort('udp');
      let close = () => {};
      const received = new Promise<Received>((resolve, reject) => {
        const options = { port, address: '127.0.0.1', disableAuthorization: true };
        const receiver = snmp.createReceiver(options, (error, notification) =>
          error ? reject(error) : resolve(notification),
        );
        close = () => receiver.close();
      });
      const notifier = notifierTo(port, inform);
      notifier.notify({ trapOid: TRAP_OID, varbinds });
      const { pdu } = await received;
      expect(snmp.PduType[pdu.type]).to.equal(inform ? 'InformRequest' : 'TrapV2');
      expect(pdu.varbinds.map(({ oid }) => oid)).to.deep.equal(
        printed.split('\t').map((each) => each.slice(1).split(' ')[0]),
      );
      expect(pdu.varbinds.slice(2, 5).map(({ value }) => value)).to.deep.equal([-(2 ** 31), 2 ** 32 - 1, 0]);
      await notifier.close(10_000);
      expect(notifier.statistics[0]).to.include({ acknowledged: inform ? 1 : 0, dropped: 0 });
      close();
    });
  }
});
