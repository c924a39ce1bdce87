import type { TimeRange } from '../../messages/message.ts';
import { formatFigure } from '../../model/accuracy.ts';
import type { ModelKpi, ModelMeasurement } from '../../model/model.ts';
import { formatRaw } from '../base-mib/pm-table.ts';
import { itemName } from '../report/pm-report.ts';
import type { HistoryEntry, HistoryStore } from '../store/store.ts';
import type { SpannedItem } from './grouped-items.ts';
import type { OwnedFigure } from './identifiers.ts';

/** Most values of a figure in one answer, but for those of one moment, which are never parted. */
export const MAX_HISTORY = 100_000;

/** History of some figures. */
export interface StoredItems {
  readonly items: readonly SpannedItem[];
  /** Where not all went into it: the begin of the range that the rest is in. */
  readonly next?: number;
}

/**
 * What figures were in a time range (K20): an item for each interval or sample, and row. Where one of them has
 * more than fit into an answer, all end at the same time, so that asking from there on gives each value once.
 */
export function storedItems(
  figures: readonly OwnedFigure[],
  range: TimeRange,
  store: Pick<HistoryStore, 'samples' | 'intervals'>,
): StoredItems {
  const parts = figures.map((figure) => figureItems(figure, range, store));
  const items = parts.flatMap((part) => part.items);
  const ends = parts.flatMap(({ next }) => (next === undefined ? [] : [next]));
  if (ends.length === 0) return { items };
  const next = Math.min(...ends);
  return { items: items.filter(({ span }) => isBefore(span, next)), next };
}

/** Samples are asked for from a time on, intervals that end after it. */
function isBefore({ begin, end = 0 }: SpannedItem['span'], time: number): boolean {
  return begin === undefined ? end < time : end <= time;
}

function figureItems(
  { module, kind, figure }: OwnedFigure,
  { begin, end }: TimeRange,
  store: Pick<HistoryStore, 'samples' | 'intervals'>,
): StoredItems {
  const name = { module: module.name, name: figure.name };
  const range = { begin, end, limit: MAX_HISTORY + 1 };
  const item = ({ index }: HistoryEntry, value: string) => ({ name: itemName(figure.name, index), value });
  if (kind === 'measurement') {
    const moment = (at: number) => store.samples(name, { begin: at, end: at + 1 });
    const { entries, rest } = cut(store.samples(name, range), moment);
    const items = entries.map((entry) => ({
      span: { end: entry.at },
      item: item(entry, formatRaw(entry.value, figure as ModelMeasurement)),
    }));
    return { items, ...(rest !== undefined && { next: rest }) };
  }
  const length = (figure as ModelKpi).reportingFrequency * 1000;
  const moment = (at: number) => store.intervals(name, { begin: at - 1, end: at });
  const { entries, rest } = cut(store.intervals(name, range), moment);
  const items = entries.map((entry) => ({
    span: { begin: entry.at - length, end: entry.at },
    item: item(entry, formatFigure(asFigure(entry.value), figure.dataType)),
  }));
  // Of the interval that ends at `rest` nothing is in this answer: the next one is to have it.
  return { items, ...(rest !== undefined && { next: rest - 1 }) };
}

/** What fits into an answer, in whole moments, and the time of the first value that does not. */
function cut(
  entries: readonly HistoryEntry[],
  allOf: (moment: number) => readonly HistoryEntry[],
): { readonly entries: readonly HistoryEntry[]; readonly rest?: number } {
  const first = entries[MAX_HISTORY];
  if (!first) return { entries };
  const rest = first.at;
  const whole = entries.filter(({ at }) => at < rest);
  // More rows at one time than fit: the answer has them all, or nobody would come past them.
  return whole.length > 0 ? { entries: whole, rest } : { entries: allOf(rest), rest: rest + 1 };
}

function asFigure(value: HistoryEntry['value']): number | string | boolean {
  return typeof value === 'bigint' ? Number(value) : value;
}
