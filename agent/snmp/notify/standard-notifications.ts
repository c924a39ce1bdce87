import type { Notification } from './notification.ts';

/** snmpTraps of SNMPv2-MIB (RFC 3418). */
const SNMP_TRAPS = [1, 3, 6, 1, 6, 3, 1, 1, 5];

/** The agent started, perhaps with another configuration. */
export const COLD_START: Notification = { trapOid: [...SNMP_TRAPS, 1], varbinds: [] };

/** A request was not properly authenticated. */
export const AUTHENTICATION_FAILURE: Notification = { trapOid: [...SNMP_TRAPS, 5], varbinds: [] };
