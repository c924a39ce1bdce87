import { type FixedInstance, fixedInstances } from '../fixed-instances.ts';
import { octetsOfAddress } from '../ip-address.ts';
import type { ComputedSubtree, Oid, SmiValue } from '../mib-view.ts';
import { SecurityLevel } from '../usm/user.ts';
import { DEFAULT_RETRIES, DEFAULT_TIMEOUT_MS, type NotificationTarget } from './notification-target.ts';

const SNMP_TARGET_SPIN_LOCK = [1, 3, 6, 1, 6, 3, 12, 1, 1];
const SNMP_TARGET_ADDR_ENTRY = [1, 3, 6, 1, 6, 3, 12, 1, 2, 1];
const SNMP_TARGET_PARAMS_ENTRY = [1, 3, 6, 1, 6, 3, 12, 1, 3, 1];
const SNMP_NOTIFY_ENTRY = [1, 3, 6, 1, 6, 3, 13, 1, 1, 1];

/** Transport domains: RFC 3417 for IPv4, as every manager knows it, RFC 3419 for the rest. */
const SNMP_UDP_DOMAIN = '1.3.6.1.6.1.1';
const TRANSPORT_DOMAIN_UDP_IPV6 = '1.3.6.1.2.1.100.1.2';
const TRANSPORT_DOMAIN_UDP_DNS = '1.3.6.1.2.1.100.1.14';

/** StorageType and RowStatus (RFC 2579). */
const READ_ONLY = 5;
const ACTIVE = 1;

/** snmpNotifyType; its name is the tag that targets have, too. */
const NOTIFY_TYPES = { trap: 1, inform: 2 } as const;

/** SnmpMessageProcessingModel and SnmpSecurityModel (RFC 3411). */
const MODELS = {
  v2c: { processing: 1, security: 2 },
  v3: { processing: 3, security: 3 },
} as const;

/**
 * SNMP-TARGET-MIB and SNMP-NOTIFICATION-MIB (RFC 3413), read-only: the targets that are configured, called
 * notify.1, notify.2 and so on. They have no filters.
 */
export function targetGroups(targets: readonly NotificationTarget[]): ComputedSubtree[] {
  const named = targets.map((target, i) => ({ name: `notify.${i + 1}`, target }));
  const types = (['inform', 'trap'] as const).filter((type) =>
    targets.some((target) => tagOf(target) === type),
  );
  return [
    fixedInstances(SNMP_TARGET_SPIN_LOCK, [
      // Nobody can set anything, so there is nothing to lock.
      { oid: [...SNMP_TARGET_SPIN_LOCK, 0], read: () => integer(0) },
    ]),
    table(
      SNMP_TARGET_ADDR_ENTRY,
      8,
      named.map(({ name, target }) => ({ name, cells: addressCells(name, target) })),
    ),
    table(
      SNMP_TARGET_PARAMS_ENTRY,
      6,
      named.map(({ name, target }) => ({ name, cells: paramsCells(target) })),
    ),
    table(
      SNMP_NOTIFY_ENTRY,
      4,
      types.map((type) => ({
        name: type,
        cells: [text(type), integer(NOTIFY_TYPES[type]), integer(READ_ONLY), integer(ACTIVE)],
      })),
    ),
  ];
}

/** snmpTargetAddrTDomain and the columns after it. */
function addressCells(name: string, target: NotificationTarget): SmiValue[] {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retries = DEFAULT_RETRIES } = target;
  const hundredths = Math.floor(timeoutMs / 10);
  return [
    ...transportAddress(target),
    integer(hundredths),
    integer(retries),
    text(tagOf(target)),
    text(name),
    integer(READ_ONLY),
    integer(ACTIVE),
  ];
}

function transportAddress({ host, port }: NotificationTarget): SmiValue[] {
  const address = octetsOfAddress(host);
  if (!address) return [identifier(TRANSPORT_DOMAIN_UDP_DNS), text(`${host}:${port}`)];
  const domain = address.length === 4 ? SNMP_UDP_DOMAIN : TRANSPORT_DOMAIN_UDP_IPV6;
  const value = Uint8Array.of(...address, port >> 8, port & 0xff);
  return [identifier(domain), { type: 'OCTET STRING', value }];
}

/**
 * snmpTargetParamsMPModel and the columns after it. The security name is empty where it is all that one needs
 * to know to be let in: a community, or a user without keys.
 */
function paramsCells(target: NotificationTarget): SmiValue[] {
  const { processing, security } = MODELS[target.version];
  const { securityName, securityLevel } = securityOf(target);
  const cells = [integer(processing), integer(security), text(securityName), integer(securityLevel)];
  return [...cells, integer(READ_ONLY), integer(ACTIVE)];
}

function securityOf(target: NotificationTarget): { securityName: string; securityLevel: SecurityLevel } {
  if (target.version === 'v2c' || !target.user.auth) {
    return { securityName: '', securityLevel: SecurityLevel.noAuthNoPriv };
  }
  const { name, priv } = target.user;
  return {
    securityName: name,
    securityLevel: priv ? SecurityLevel.authPriv : SecurityLevel.authNoPriv,
  };
}

function tagOf({ inform }: NotificationTarget): keyof typeof NOTIFY_TYPES {
  return inform ? 'inform' : 'trap';
}

/** A table indexed by an IMPLIED name, of which no row comes or goes; `cells` are those of the columns from 2 on. */
function table(
  entry: Oid,
  columns: number,
  rows: readonly { readonly name: string; readonly cells: readonly SmiValue[] }[],
): ComputedSubtree {
  const instances = rows.flatMap(({ name, cells }): FixedInstance[] => {
    return cells.map((value, i) => ({ oid: [...entry, i + 2, ...Buffer.from(name)], read: () => value }));
  });
  const objects = Array.from({ length: columns }, (_, i) => [...entry, i + 2]);
  return fixedInstances(entry, instances, objects);
}

function integer(value: number): SmiValue {
  return { type: 'Integer32', value };
}

function text(value: string): SmiValue {
  return { type: 'OCTET STRING', value };
}

function identifier(value: string): SmiValue {
  return { type: 'OBJECT IDENTIFIER', value };
}
