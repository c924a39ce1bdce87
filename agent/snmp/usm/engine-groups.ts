import type { EngineCounters } from '../counters.ts';
import { fixedInstances } from '../fixed-instances.ts';
import type { ComputedSubtree, SmiValue } from '../mib-view.ts';
import type { AuthoritativeEngine } from './engine.ts';
import { COUNTER_OIDS, type SecurityCounter, type SecurityStatistics } from './statistics.ts';

const SNMP_ENGINE = [1, 3, 6, 1, 6, 3, 10, 2, 1];
const SNMP_UNAVAILABLE_CONTEXTS = [1, 3, 6, 1, 6, 3, 12, 1, 4];

/** The snmpEngine group (RFC 3411): who this engine is, and how far its clock has come. */
export function snmpEngineGroup(engine: AuthoritativeEngine, maxMessageSize: number): ComputedSubtree {
  const scalars: (() => SmiValue)[] = [
    () => ({ type: 'OCTET STRING', value: engine.engineID }),
    () => ({ type: 'Integer32', value: engine.engineBoots }),
    () => ({ type: 'Integer32', value: engine.engineTime }),
    () => ({ type: 'Integer32', value: maxMessageSize }),
  ];
  return fixedInstances(
    SNMP_ENGINE,
    scalars.map((read, i) => ({ oid: [...SNMP_ENGINE, i + 1, 0], read })),
  );
}

/**
 * What the security subsystem counts: snmpMPDStats (RFC 3412), usmStats (RFC 3414), and the two counters of
 * contexts (RFC 3413). The counters of the dispatcher add what it met in community-based messages.
 */
export function securityGroups(statistics: SecurityStatistics, counters: EngineCounters): ComputedSubtree[] {
  const read = (name: SecurityCounter) => (): SmiValue => {
    const others = name === 'snmpUnknownPDUHandlers' ? counters.snmpUnknownPDUHandlers : 0;
    return { type: 'Counter32', value: (statistics[name] + others) % 2 ** 32 };
  };
  const group = (...names: SecurityCounter[]) => {
    const instances = names.map((name) => ({ oid: COUNTER_OIDS[name], read: read(name) }));
    return fixedInstances(COUNTER_OIDS[names[0] as SecurityCounter].slice(0, -2), instances);
  };
  return [
    group('snmpUnknownSecurityModels', 'snmpInvalidMsgs', 'snmpUnknownPDUHandlers'),
    // There is one context, and it is always to be had.
    fixedInstances(SNMP_UNAVAILABLE_CONTEXTS, [
      { oid: [...SNMP_UNAVAILABLE_CONTEXTS, 0], read: () => ({ type: 'Counter32', value: 0 }) },
    ]),
    fixedInstances(COUNTER_OIDS.snmpUnknownContexts.slice(0, -1), [
      { oid: COUNTER_OIDS.snmpUnknownContexts, read: read('snmpUnknownContexts') },
    ]),
    group(
      'usmStatsUnsupportedSecLevels',
      'usmStatsNotInTimeWindows',
      'usmStatsUnknownUserNames',
      'usmStatsUnknownEngineIDs',
      'usmStatsWrongDigests',
      'usmStatsDecryptionErrors',
    ),
  ];
}
