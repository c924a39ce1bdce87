import type { ConfigItem } from '../base-mib/config-table.ts';
import type { Address, AgentConfig, SourceConfig } from './config.ts';

/** The configuration as items that may be read by anyone who may read at all: no community, no credential. */
export function configItems(config: AgentConfig): ConfigItem[] {
  const item = (info: string, name: string, value: unknown, description: string): ConfigItem => ({
    info,
    name,
    value: String(value),
    description,
  });
  return [
    item('instance', 'instanceId', config.instanceId, 'Identifier of this KPIinOMA-enabled Instance.'),
    item('collection', 'autostart', config.collection.autostart, 'Whether collection starts with the agent.'),
    item('history', 'intervals', config.history.intervals, 'Complete intervals kept of each KPI.'),
    item('history', 'reports', config.history.reports, 'Reports kept.'),
    item(
      'snmp',
      'listen',
      config.snmp.listen.map(formatAddress).join(' '),
      'Addresses SNMP requests are answered on.',
    ),
    item('snmp', 'maxMessageSize', config.snmp.maxMessageSize, 'Largest response in octets.'),
    ...config.notify.flatMap((target, n) => [
      item(`notify.${n + 1}`, 'to', formatAddress(target), 'Receiver of notifications.'),
      item(`notify.${n + 1}`, 'version', target.version, 'SNMP version of notifications.'),
      item(`notify.${n + 1}`, 'inform', target.inform, 'Whether notifications are to be acknowledged.'),
    ]),
    ...config.sources.flatMap((source) => {
      const info = `source.${source.name}`;
      return [
        item(info, 'type', source.type, 'Kind of source.'),
        item(info, 'every', `${source.every}s`, 'Sampling period.'),
        item(info, 'timeout', `${source.timeoutMs}ms`, 'How long a sample may take.'),
        item(info, 'from', describeOrigin(source), 'Where samples come from.'),
      ];
    }),
  ];
}

/** An address and port as configurations write them. */
function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A source's origin without the credentials a URL may hold. */
function describeOrigin(source: SourceConfig): string {
  if (source.type === 'handler') return source.module;
  const url = new URL(source.url);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
