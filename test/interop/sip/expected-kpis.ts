import type { MessageCounts } from './message-counts.ts';

/** What SIPp counted, by who counted it. */
export interface Traffic {
  readonly calls: MessageCounts;
  /** The same calls by trunk. */
  readonly trunks: Readonly<Record<string, MessageCounts>>;
  readonly registrations: MessageCounts;
}

/** Objects and their values as Net-SNMP prints them. */
export type Expected = Readonly<Record<string, string>>;

const INEFFECTIVE = [408, 500, 503, 504];
const REFUSED_BY_USER = [480, 486, 600, 603];
/** What the scenario takes for a refusal; 401 is a challenge. */
const REGISTRATION_FAILED = [403, 500, 503];

/**
 * The KPIs of RFC 6076 section 4, worked out from SIPp's own counts alone: what SIP-KPI-MIB is to say after
 * an interval with just this traffic. Only RRD is no matter of counts.
 */
export function expectedKpis({ calls, trunks, registrations }: Traffic): Expected {
  const attempts = calls.sent('INVITE');
  const established = calls.received('INVITE', 200);
  const ineffective = total(calls, 'INVITE', INEFFECTIVE);
  const refusedByUser = total(calls, 'INVITE', REFUSED_BY_USER);
  const failedRegistrations = total(registrations, 'REGISTER', REGISTRATION_FAILED);
  return {
    'SIP-KPI-MIB::sipKpiSER.0': percent(established, attempts - redirected(calls)),
    'SIP-KPI-MIB::sipKpiSEER.0': percent(established + refusedByUser, attempts - redirected(calls)),
    'SIP-KPI-MIB::sipKpiISA.0': percent(ineffective, attempts),
    'SIP-KPI-MIB::sipKpiSCR.0': percent(calls.received('BYE', 200), attempts),
    'SIP-KPI-MIB::sipKpiNER.0': percent(attempts - ineffective, attempts),
    'SIP-KPI-MIB::sipKpiASR.0': percent(established, attempts),
    'SIP-KPI-MIB::sipKpiIRA.0': percent(failedRegistrations, registrations.sent('REGISTER')),
    ...perTrunk(trunks, (trunk, counts) => ({
      [`SIP-KPI-MIB::sipKpiTrunkSER."${trunk}"`]: percent(
        counts.received('INVITE', 200),
        counts.sent('INVITE') - redirected(counts),
      ),
    })),
  };
}

/** The running totals in SIP-KPI-MIB, of a Kamailio that has seen just this traffic. */
export function expectedMeasurements({ calls, trunks, registrations }: Traffic): Expected {
  const byCode = [200, ...INEFFECTIVE, ...REFUSED_BY_USER].map((code) => [
    `SIP-KPI-MIB::sipKpiInvite${code}.0`,
    counter(calls.received('INVITE', code)),
  ]);
  return {
    'SIP-KPI-MIB::sipKpiInviteAttempts.0': counter(calls.sent('INVITE')),
    'SIP-KPI-MIB::sipKpiInvite3xx.0': counter(redirected(calls)),
    ...Object.fromEntries(byCode),
    'SIP-KPI-MIB::sipKpiSessionsCompleted.0': counter(calls.received('BYE', 200), 'sessions'),
    'SIP-KPI-MIB::sipKpiRegisterAttempts.0': counter(registrations.sent('REGISTER')),
    'SIP-KPI-MIB::sipKpiRegisterFailed.0': counter(total(registrations, 'REGISTER', REGISTRATION_FAILED)),
    'SIP-KPI-MIB::sipKpiRegisterTimed.0': counter(registrations.received('REGISTER', 200)),
    ...perTrunk(trunks, (trunk, counts) => ({
      [`SIP-KPI-MIB::sipKpiTrunkAttempts."${trunk}"`]: counter(counts.sent('INVITE')),
      [`SIP-KPI-MIB::sipKpiTrunkAnswered."${trunk}"`]: counter(counts.received('INVITE', 200)),
      [`SIP-KPI-MIB::sipKpiTrunkRedirected."${trunk}"`]: counter(redirected(counts)),
    })),
  };
}

function perTrunk(
  trunks: Traffic['trunks'],
  objects: (trunk: string, counts: MessageCounts) => Expected,
): Expected {
  return Object.assign({}, ...Object.entries(trunks).map(([trunk, counts]) => objects(trunk, counts)));
}

const total = (counts: MessageCounts, method: string, codes: readonly number[]) =>
  codes.reduce((sum, code) => sum + counts.received(method, code), 0);

/** The scenario knows no redirection but 302. */
const redirected = (counts: MessageCounts) => counts.received('INVITE', 302);

const percent = (part: number, whole: number) => `INTEGER: ${((100 * part) / whole).toFixed(2)} percent`;

const counter = (value: number, unit = 'requests') => `Counter64: ${value} ${unit}`;
