/** What `nms` of project.yaml chooses from: the folders below nms/, in the order in which they are written. */
export const NMS_TARGETS = [
  'zabbix-6.0',
  'zabbix-7.0',
  'snmp_exporter',
  'snmp_exporter-0.21',
  'prometheus',
  'grafana',
  'telegraf',
  'librenms',
  'opennms',
  'nagios',
  'snmptrapd',
  'snmptt',
  'html',
] as const;

export type NmsTarget = (typeof NMS_TARGETS)[number];
