import { createRequire } from 'node:module';
import { eventually } from '../../interop/eventually.ts';
import { freePort } from '../../interop/free-port.ts';

/** What is used of net-snmp's receiver, which has no types of its own. */
interface NetSnmp {
  createReceiver(
    options: { port: number; address: string; disableAuthorization: boolean },
    callback: (error: Error | null, notification: Notification) => void,
  ): { close(): void };
}
interface Notification {
  readonly pdu: { readonly varbinds: readonly { readonly oid: string; readonly value: unknown }[] };
}

/** A notification: its identity, and its objects after snmpTrapOID.0 in their order. */
export interface Received {
  readonly trapOid: string;
  readonly objects: readonly { readonly oid: string; readonly value: unknown }[];
  /** Octets of the objects' values and names, about what the message takes. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** net-snmp's notification receiver on a port of 127.0.0.1. */
export interface TrapReceiver {
  readonly port: number;
  readonly received: readonly Received[];
  /** Resolves with all of this identity once there are so many. */
  await(trapOid: string, count: number): Promise<readonly Received[]>;
  close(): void;
}

const snmp = createRequire(import.meta.url)('net-snmp') as NetSnmp;

export async function startTrapReceiver(): Promise<TrapReceiver> {
  const port = await freePort('udp');
  const received: Received[] = [];
  const options = { port, address: '127.0.0.1', disableAuthorization: true };
  const receiver = snmp.createReceiver(options, (error, notification) => {
    if (error) throw error;
    const [, identity, ...objects] = notification.pdu.varbinds;
    const values = new Map(objects.map(({ oid, value }) => [oid, value] as const));
    received.push({ trapOid: String(identity?.value), objects, values });
  });
  const of = (trapOid: string) => received.filter((each) => each.trapOid === trapOid);
  return {
    port,
    received,
    await: (trapOid, count) =>
      eventually(`${count} notifications ${trapOid}`, async () =>
        of(trapOid).length >= count ? of(trapOid) : undefined,
      ),
    close: () => receiver.close(),
  };
}
