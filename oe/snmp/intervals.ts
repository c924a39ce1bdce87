import { type PerformanceMeasurement, RESERVED_ITEMS, type TimeRange } from '../../messages/message.ts';
import { itemName, type NamedFigure } from '../figure-names.ts';
import { OeError } from '../oe-error.ts';
import type { BaseOids } from './base-oids.ts';
import { octetsToText, readDateAndTime } from './figure-text.ts';
import type { SnmpManager } from './manager.ts';
import type { Varbind } from './net-snmp.ts';

interface Interval {
  begin: number;
  end: number;
  readonly items: { name: string; value: string; description?: string }[];
}

/** How often the table is read anew where an interval ends meanwhile, which renumbers its rows. */
const TRIES = 5;

/** The complete intervals of a KPI with begin < their end ≤ end of a time range, the earliest first (kpi1IntervalTable). */
export async function readIntervals(
  manager: SnmpManager,
  base: BaseOids,
  { identifier, named, range }: { identifier: string; named: NamedFigure; range: TimeRange },
): Promise<PerformanceMeasurement[]> {
  const { module, figure, row } = named;
  const column = async (name: string) => {
    const root = `${base.of(name)}.${module.arc}.${figure.arc}`;
    const varbinds = await manager.walk(root);
    return new Map(varbinds.map((varbind) => [varbind.oid.slice(root.length + 1), varbind]));
  };
  for (let tried = 0; tried < TRIES; tried++) {
    const ends = await column('kpi1IntervalEnd');
    const begins = await column('kpi1IntervalBegin');
    const values = await column('kpi1IntervalValue');
    const reasons = await column('kpi1IntervalReason');
    if (!isSame(ends, await column('kpi1IntervalEnd'))) continue;
    const intervals = new Map<string, Interval>();
    for (const [index, { value }] of ends) {
      const [number = 0, , ...octets] = index.split('.').map(Number);
      const key = Buffer.from(octets).toString('utf8');
      const end = readDateAndTime(value) ?? Number.NaN;
      const isWanted = row === undefined || row === key;
      if (number === 0 || !isWanted || !(end > range.begin && end <= range.end)) continue;
      const begin = readDateAndTime(begins.get(index)?.value) ?? Number.NaN;
      const interval = intervals.get(String(number)) ?? { begin, end, items: [] };
      intervals.set(String(number), interval);
      const reason = octetsToText(reasons.get(index)?.value);
      const text = octetsToText(values.get(index)?.value);
      interval.items.push({
        name: itemName(figure.name, key),
        value: text,
        ...(reason !== '' && { description: reason }),
      });
    }
    return [...intervals.values()]
      .sort((a, b) => a.end - b.end)
      .map(({ begin, end, items }) => ({
        identifier,
        items: [
          { name: RESERVED_ITEMS.begin, value: new Date(begin).toISOString() },
          { name: RESERVED_ITEMS.end, value: new Date(end).toISOString() },
          ...items,
        ],
      }));
  }
  throw new OeError(
    'refused',
    `The intervals of ${figure.name} change faster than SNMP reads them.`,
    'Ask over HTTP, with --url, or for fewer KPIs.',
  );
}

/** Whether no interval ended between two readings of the column. */
function isSame(before: ReadonlyMap<string, Varbind>, after: ReadonlyMap<string, Varbind>): boolean {
  const [index, first] = [...before].find(([each]) => each.startsWith('1.')) ?? [];
  const again = index === undefined ? undefined : after.get(index);
  return octetsOf(first) === octetsOf(again) && before.size === after.size;
}

function octetsOf(varbind: Varbind | undefined): string {
  return Buffer.isBuffer(varbind?.value) ? varbind.value.toString('hex') : '';
}
