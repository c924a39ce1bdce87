/** Counters of RFC 3414 section 5 (usmStats), RFC 3412 section 5 (snmpMPDStats), RFC 3413 section 4.1.2. */
export interface SecurityStatistics {
  usmStatsUnsupportedSecLevels: number;
  usmStatsNotInTimeWindows: number;
  usmStatsUnknownUserNames: number;
  usmStatsUnknownEngineIDs: number;
  usmStatsWrongDigests: number;
  usmStatsDecryptionErrors: number;
  snmpUnknownSecurityModels: number;
  snmpInvalidMsgs: number;
  snmpUnknownPDUHandlers: number;
  snmpUnknownContexts: number;
}

export type SecurityCounter = keyof SecurityStatistics;

/** The instance of each counter, which a report names too. */
export const COUNTER_OIDS: { readonly [counter in SecurityCounter]: readonly number[] } = {
  usmStatsUnsupportedSecLevels: [1, 3, 6, 1, 6, 3, 15, 1, 1, 1, 0],
  usmStatsNotInTimeWindows: [1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0],
  usmStatsUnknownUserNames: [1, 3, 6, 1, 6, 3, 15, 1, 1, 3, 0],
  usmStatsUnknownEngineIDs: [1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0],
  usmStatsWrongDigests: [1, 3, 6, 1, 6, 3, 15, 1, 1, 5, 0],
  usmStatsDecryptionErrors: [1, 3, 6, 1, 6, 3, 15, 1, 1, 6, 0],
  snmpUnknownSecurityModels: [1, 3, 6, 1, 6, 3, 11, 2, 1, 1, 0],
  snmpInvalidMsgs: [1, 3, 6, 1, 6, 3, 11, 2, 1, 2, 0],
  snmpUnknownPDUHandlers: [1, 3, 6, 1, 6, 3, 11, 2, 1, 3, 0],
  snmpUnknownContexts: [1, 3, 6, 1, 6, 3, 12, 1, 5, 0],
};

export function createSecurityStatistics(): SecurityStatistics {
  const zeros = Object.keys(COUNTER_OIDS).map((counter) => [counter, 0]);
  return Object.fromEntries(zeros) as SecurityStatistics;
}

/** Counts one more, and wraps as a Counter32 does. */
export function count(statistics: SecurityStatistics, counter: SecurityCounter): void {
  statistics[counter] = (statistics[counter] + 1) >>> 0;
}
