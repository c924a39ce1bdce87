import type { EngineCounters } from './counters.ts';
import { fixedInstances } from './fixed-instances.ts';
import type { ComputedSubtree } from './mib-view.ts';

const SNMP = [1, 3, 6, 1, 2, 1, 11];

/** Arcs of the counters below `snmp`; those between them are obsolete (RFC 3418). */
const COUNTERS = {
  snmpInPkts: 1,
  snmpInBadVersions: 3,
  snmpInBadCommunityNames: 4,
  snmpInBadCommunityUses: 5,
  snmpInASNParseErrs: 6,
  snmpSilentDrops: 31,
} as const;
const SNMP_ENABLE_AUTHEN_TRAPS = 30;
const SNMP_PROXY_DROPS = 32;

const ENABLED = 1;
const DISABLED = 2;

/**
 * The snmp group of RFC 3418, read-only.
 *
 * @param authenTraps whether authenticationFailure notifications are sent
 */
export function snmpGroup(counters: EngineCounters, authenTraps: boolean): ComputedSubtree {
  const scalar = (arc: number) => [...SNMP, arc, 0];
  const names = Object.keys(COUNTERS) as (keyof typeof COUNTERS)[];
  return fixedInstances(SNMP, [
    ...names.map((name) => ({
      oid: scalar(COUNTERS[name]),
      read: () => ({ type: 'Counter32', value: counters[name] % 2 ** 32 }) as const,
    })),
    {
      oid: scalar(SNMP_ENABLE_AUTHEN_TRAPS),
      read: () => ({ type: 'Integer32', value: authenTraps ? ENABLED : DISABLED }),
    },
    // This agent is no proxy.
    { oid: scalar(SNMP_PROXY_DROPS), read: () => ({ type: 'Counter32', value: 0 }) },
  ]);
}
