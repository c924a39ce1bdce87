import type { TimeRange } from '../../messages/message.ts';
import { formatFigure } from '../../model/accuracy.ts';
import type { ModelKpi, ModelMeasurement } from '../../model/model.ts';
import { formatRaw } from '../base-mib/pm-table.ts';
import { itemName } from '../report/pm-report.ts';
import type { HistoryEntry, HistoryStore } from '../store/store.ts';
import type { SpannedItem } from './grouped-items.ts';
import type { OwnedFigure } from './identifiers.ts';

/** Most values of a figure in one answer: the latest of more are left out, to be asked for from the last one on. */
export const MAX_HISTORY = 100_000;

/** What a figure was in a time range (K20): an item for each interval or sample, and row. */
export function storedItems(
  { module, kind, figure }: OwnedFigure,
  { begin, end }: TimeRange,
  store: Pick<HistoryStore, 'samples' | 'intervals'>,
): SpannedItem[] {
  const name = { module: module.name, name: figure.name };
  const range = { begin, end, limit: MAX_HISTORY };
  const item = ({ index }: HistoryEntry, value: string) => ({ name: itemName(figure.name, index), value });
  if (kind === 'measurement') {
    return store.samples(name, range).map((entry) => ({
      span: { end: entry.at },
      item: item(entry, formatRaw(entry.value, figure as ModelMeasurement)),
    }));
  }
  const length = (figure as ModelKpi).reportingFrequency * 1000;
  return store.intervals(name, range).map((entry) => ({
    span: { begin: entry.at - length, end: entry.at },
    item: item(entry, formatFigure(asFigure(entry.value), figure.dataType)),
  }));
}

function asFigure(value: HistoryEntry['value']): number | string | boolean {
  return typeof value === 'bigint' ? Number(value) : value;
}
