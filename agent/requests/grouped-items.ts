import { type PerformanceMeasurement, type PmItem, RESERVED_ITEMS } from '../../messages/message.ts';

/** What the values of a PerformanceMeasurement have in common; times in milliseconds since the epoch. */
export interface Span {
  /** Of measurements absent: they are of one moment. */
  readonly begin?: number;
  /** End of the interval, or time of the sample; absent where nothing has come yet. */
  readonly end?: number;
}

/** An item; without a value its `value` is empty and its description the reason (O22). */
export interface SpannedItem {
  readonly span: Span;
  readonly item: PmItem;
}

/**
 * One PerformanceMeasurement for each interval or moment, in order of time, with the reserved items that make
 * sense for it (O09).
 */
export function groupItems(identifier: string, items: readonly SpannedItem[]): PerformanceMeasurement[] {
  const groups = new Map<string, { span: Span; items: PmItem[] }>();
  for (const { span, item } of items) {
    const key = `${span.end ?? ''} ${span.begin ?? ''}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { span, items: [item] });
  }
  const ordered = [...groups.values()].sort((a, b) => (a.span.end ?? 0) - (b.span.end ?? 0));
  return ordered.map((group) => ({ identifier, items: [...reservedItems(group), ...group.items] }));
}

/** Says at the end of an answer that there is more, and from when on to ask for it. */
export function continuation(identifier: string, next: number): PerformanceMeasurement {
  const description = 'There are more values than fit into one answer: ask again with this time for Begin.';
  return { identifier, items: [{ name: RESERVED_ITEMS.next, value: timeText(next), description }] };
}

function reservedItems({ span: { begin, end }, items }: { span: Span; items: readonly PmItem[] }): PmItem[] {
  const reserved = (name: string, value: string): PmItem => ({ name, value });
  return [
    ...(begin === undefined ? [] : [reserved(RESERVED_ITEMS.begin, timeText(begin))]),
    ...(end === undefined ? [] : [reserved(RESERVED_ITEMS.end, timeText(end))]),
    ...(begin === undefined || end === undefined
      ? []
      : [reserved(RESERVED_ITEMS.granularity, String((end - begin) / 1000))]),
    reserved(
      RESERVED_ITEMS.validity,
      items.some(({ value, description }) => isMissing(value, description)) ? 'suspect' : 'valid',
    ),
  ];
}

/** A text may be empty; what is missing has a reason. */
function isMissing(value: string, description: string | undefined): boolean {
  return value === '' && description !== undefined;
}

/** xs:dateTime in UTC. */
function timeText(time: number): string {
  return new Date(time).toISOString();
}
