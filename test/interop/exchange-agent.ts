import { createCounters } from '../../agent/snmp/counters.ts';
import { createAnswerWriter, Dispatcher } from '../../agent/snmp/dispatch.ts';
import type { SmiValue } from '../../agent/snmp/mib-view.ts';
import { snmpGroup } from '../../agent/snmp/snmp-group.ts';
import { systemGroup } from '../../agent/snmp/system-group.ts';
import { AuthoritativeEngine } from '../../agent/snmp/usm/engine.ts';
import { securityGroups, snmpEngineGroup } from '../../agent/snmp/usm/engine-groups.ts';
import { createSecurityStatistics } from '../../agent/snmp/usm/statistics.ts';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';
import { V3Processor } from '../../agent/snmp/usm/v3-processor.ts';
import { ValueIndex } from '../../agent/snmp/value-index.ts';
import { View } from '../../agent/snmp/view.ts';

const ENTERPRISE = [1, 3, 6, 1, 4, 1, 32473];
export const ENGINE_ID = Buffer.from('80007ed905c0ffee0123456789', 'hex');
const MAX_MESSAGE_SIZE = 1472;

const user = (name: string, auth?: string, priv?: string) =>
  ({
    name,
    ...(auth && { auth: { protocol: auth, passphrase: 'auth passphrase' } }),
    ...(priv && { priv: { protocol: priv, passphrase: 'priv passphrase' } }),
  }) as UserCredentials;

/** The users that exchanges are recorded with. */
export const EXCHANGE_USERS = {
  open: user('open'),
  signer: user('signer', 'SHA-1'),
  old: user('old', 'MD5', 'DES'),
  ops: user('ops', 'SHA-256', 'AES-128'),
  strong: user('strong', 'SHA-512', 'AES-256'),
} as const;

/** What is below ENTERPRISE: a value of each type, a table with a Counter64 in it, and names at their limits. */
function publishValues(index: ValueIndex): void {
  const publish = (oid: readonly number[], value: SmiValue) => index.publish(index.open(oid), value);
  const values: SmiValue[] = [
    { type: 'Integer32', value: -(2 ** 31) },
    { type: 'Unsigned32', value: 2 ** 32 - 1 },
    { type: 'Counter32', value: 128 },
    { type: 'Counter64', value: 2n ** 64n - 1n },
    { type: 'TimeTicks', value: 123_456 },
    { type: 'OCTET STRING', value: 'sip-01.example' },
    { type: 'OCTET STRING', value: new Uint8Array(300).fill(0xa5) },
    { type: 'OBJECT IDENTIFIER', value: '2.999.4294967295' },
    { type: 'IpAddress', value: Uint8Array.of(192, 0, 2, 1) },
  ];
  values.forEach((value, i) => {
    publish([...ENTERPRISE, 1, i + 1, 0], value);
  });
  for (let column = 1; column <= 3; column++) {
    index.declare([...ENTERPRISE, 2, 1, column]);
    for (let row = 1; row <= 40; row++) {
      const type = column === 2 ? 'Counter64' : 'Gauge32';
      publish([...ENTERPRISE, 2, 1, column, row * 500], { type, value: column * 1000 + row });
    }
  }
  const longest = [...ENTERPRISE, 3, ...Array.from({ length: 120 }, (_, i) => (i * 2 ** 25) % 2 ** 32)];
  publish(longest, { type: 'Integer32', value: 128 });
  publish([...ENTERPRISE, 4, 2 ** 32 - 1], { type: 'Integer32', value: 32 });
}

/** An agent whose clocks stand still, so that it answers the same octets with the same octets. */
export function createExchangeAgent() {
  const index = new ValueIndex();
  publishValues(index);
  const counters = createCounters();
  const statistics = createSecurityStatistics();
  let seconds = 0;
  const engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots: 7 }, () => seconds * 1000);
  seconds = 1000;
  const system = {
    ...{ sysDescr: 'exchanges', sysObjectID: '1.3.6.1.4.1.32473', sysContact: '', sysName: 'sip-01' },
    ...{ sysLocation: '', resources: [{ sysORID: '1.3.6.1.6.3.1', sysORDescr: 'SNMPv2-MIB' }] },
  };
  const subtrees = [
    systemGroup(system, () => 4711),
    snmpGroup(counters, false),
    snmpEngineGroup(engine, MAX_MESSAGE_SIZE),
    ...securityGroups(statistics, counters),
  ];
  const view = new View({ include: [[1, 3, 6, 1]] }, { index, subtrees });
  const principals = Object.values(EXCHANGE_USERS).map((credentials) => ({ credentials, access: view }));
  const dispatcher = new Dispatcher({
    communities: [{ name: 'public', from: ['127.0.0.0/8'], view }],
    v3: new V3Processor(engine, principals, statistics, MAX_MESSAGE_SIZE),
    counters,
    maxMessageSize: MAX_MESSAGE_SIZE,
  });
  const writer = createAnswerWriter();
  const answer = (datagram: Uint8Array): Buffer | undefined => {
    // The dispatcher may change what it is given.
    if (!dispatcher.answer(Uint8Array.from(datagram), '127.0.0.1', writer)) return undefined;
    return Buffer.from(writer.bytes.subarray(writer.start, writer.end));
  };
  return { answer, counters, statistics };
}
