import type { ConfigItem, ConfigurationInfo } from '../../messages/message.ts';
import type { BaseOids } from './base-oids.ts';
import { octetsToText } from './figure-text.ts';
import type { SnmpManager } from './manager.ts';

/** The configuration information of these identifiers, `*` is all there is (KPIinOMA 8.3.3). */
export async function readConfiguration(
  manager: SnmpManager,
  base: BaseOids,
  identifiers: readonly string[],
): Promise<ConfigurationInfo[]> {
  const indexes = identifiers.includes('*') ? [''] : identifiers.map((identifier) => indexOf(identifier));
  const infos = new Map<string, ConfigItem[]>();
  for (const index of indexes) {
    const values = await manager.walk(base.of('kpi1ConfigValue') + index);
    const texts = await manager.walk(base.of('kpi1ConfigDescription') + index);
    const from = base.of('kpi1ConfigDescription').length;
    const descriptions = new Map(texts.map(({ oid, value }) => [oid.slice(from), octetsToText(value)]));
    for (const { oid, value } of values) {
      const item = oid.slice(base.of('kpi1ConfigValue').length);
      const [info, name] = readIndex(item);
      const description = descriptions.get(item) ?? '';
      const items = infos.get(info) ?? [];
      infos.set(info, items);
      items.push({ name, value: octetsToText(value), ...(description !== '' && { description }) });
    }
  }
  return [...infos].map(([identifier, items]) => ({ identifier, items }));
}

/** The first part of the index: a text with its length before it. */
function indexOf(identifier: string): string {
  const octets = Buffer.from(identifier, 'utf8');
  return ['', octets.length, ...octets].join('.');
}

/** `.4.115.110.109.112.…`: the identifier, and the rest, which is IMPLIED, the name. */
function readIndex(index: string): [info: string, name: string] {
  const [length = 0, ...octets] = index.slice(1).split('.').map(Number);
  const text = (part: number[]) => Buffer.from(part).toString('utf8');
  return [text(octets.slice(0, length)), text(octets.slice(length))];
}
