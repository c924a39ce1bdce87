/**
 * Identifiers of the modules that every generated one imports, as far as they could be descriptors. SMI tools
 * take a descriptor that differs from one of them only in case for a mistake: `macAddress` is `MacAddress`.
 */
export const STANDARD_NAMES: Readonly<Record<'SNMPv2-SMI' | 'SNMPv2-TC' | 'SNMPv2-CONF', readonly string[]>> =
  {
    // RFC 2578 section 2
    'SNMPv2-SMI': [
      ...['org', 'dod', 'internet', 'directory', 'mgmt', 'transmission', 'experimental', 'private'],
      ...['enterprises', 'security', 'snmpV2', 'snmpDomains', 'snmpProxys', 'snmpModules', 'zeroDotZero'],
      ...['ExtUTCTime', 'ObjectName', 'NotificationName', 'ObjectSyntax', 'SimpleSyntax'],
      ...['ApplicationSyntax', 'Integer32', 'IpAddress', 'Counter32', 'Gauge32', 'Unsigned32', 'TimeTicks'],
      ...['Opaque', 'Counter64'],
    ],
    // RFC 2579 section 2
    'SNMPv2-TC': [
      ...['DisplayString', 'PhysAddress', 'MacAddress', 'TruthValue', 'TestAndIncr', 'AutonomousType'],
      ...['InstancePointer', 'VariablePointer', 'RowPointer', 'RowStatus', 'TimeStamp', 'TimeInterval'],
      ...['DateAndTime', 'StorageType', 'TDomain', 'TAddress'],
    ],
    // RFC 2580: nothing but macros, whose names have hyphens
    'SNMPv2-CONF': [],
  };
