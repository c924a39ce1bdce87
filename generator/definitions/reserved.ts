/** Modules that every manager has loaded, and ours. Two modules of one name cannot both be. */
const MODULES: ReadonlySet<string> = new Set([
  'KPI1-MIB',
  'RFC1155-SMI',
  'RFC-1212',
  'RFC-1215',
  'RFC1213-MIB',
  'SNMPV2-SMI',
  'SNMPV2-TC',
  'SNMPV2-CONF',
  'SNMPV2-MIB',
  'SNMPV2-TM',
  'SNMP-FRAMEWORK-MIB',
  'SNMP-MPD-MIB',
  'SNMP-TARGET-MIB',
  'SNMP-NOTIFICATION-MIB',
  'SNMP-COMMUNITY-MIB',
  'SNMP-USER-BASED-SM-MIB',
  'SNMP-VIEW-BASED-ACM-MIB',
  'IF-MIB',
  'IP-MIB',
  'TCP-MIB',
  'UDP-MIB',
  'INET-ADDRESS-MIB',
  'IANAIFTYPE-MIB',
  'HOST-RESOURCES-MIB',
  'ENTITY-MIB',
  'BRIDGE-MIB',
  'RMON-MIB',
  'DISMAN-EVENT-MIB',
  'PERFHIST-TC-MIB',
  'HCNUM-TC',
  'SIP-TC-MIB',
  'SIP-COMMON-MIB',
  'SIP-UA-MIB',
  'SIP-SERVER-MIB',
]);

/** Prefixes of descriptors in those modules. */
const PREFIXES: ReadonlySet<string> = new Set([
  'kpi1',
  'sys',
  'snmp',
  'usm',
  'vacm',
  'if',
  'ip',
  'icmp',
  'tcp',
  'udp',
  'hr',
  'ent',
  'rmon',
]);

export function isReservedModule(name: string): boolean {
  return MODULES.has(name.toUpperCase());
}

export function isReservedPrefix(prefix: string): boolean {
  return PREFIXES.has(prefix.toLowerCase());
}
