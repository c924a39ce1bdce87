/**
 * What the engine counts, under the names of RFC 3418 (the snmp group) and RFC 3412 (snmpMPDStats). The
 * numbers run on beyond 2^32; where they are shown as Counter32 they wrap.
 */
export interface EngineCounters {
  snmpInPkts: number;
  snmpInBadVersions: number;
  snmpInBadCommunityNames: number;
  snmpInBadCommunityUses: number;
  snmpInASNParseErrs: number;
  snmpSilentDrops: number;
  snmpUnknownPDUHandlers: number;
  /** Ours: datagrams dropped unread, from addresses that nobody may ask from. */
  refusedSources: number;
  /** Ours: datagrams dropped unread, from addresses that ask too often. */
  limitedSources: number;
  /** Ours: exceptions in computed subtrees, which managers see as genErr. */
  handlerErrors: number;
  /** Ours: datagrams dropped because the engine itself failed. */
  internalErrors: number;
}

export function createCounters(): EngineCounters {
  return {
    snmpInPkts: 0,
    snmpInBadVersions: 0,
    snmpInBadCommunityNames: 0,
    snmpInBadCommunityUses: 0,
    snmpInASNParseErrs: 0,
    snmpSilentDrops: 0,
    snmpUnknownPDUHandlers: 0,
    refusedSources: 0,
    limitedSources: 0,
    handlerErrors: 0,
    internalErrors: 0,
  };
}
