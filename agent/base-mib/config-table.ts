import type { InfoSet, ItemDefinition } from '../settings/item.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cell } from './cell.ts';
import { compareIndex, type RowSet, searchedRows, textIndex } from './row-set.ts';

/** One configuration item (KPIinOMA 8.2.7.1). */
export interface ConfigRow {
  readonly set: InfoSet;
  readonly item: ItemDefinition;
}

type ConfigurationView = Pick<Settings, 'version' | 'sets' | 'shown'>;

/** The rows of kpi1ConfigTable, put in order when first asked for after a change. */
export function configRows(settings: ConfigurationView): RowSet<ConfigRow> {
  let known: { version: number; rows: { index: number[]; row: ConfigRow }[] } | undefined;
  return searchedRows(() => {
    const { version } = settings;
    if (known?.version !== version) known = { version, rows: sortedRows(settings.sets()) };
    return known.rows;
  });
}

function sortedRows(sets: readonly InfoSet[]): { index: number[]; row: ConfigRow }[] {
  const rows = sets.flatMap((set) => {
    const start = textIndex(set.identifier, false);
    return set.items.map((item) => ({
      index: [...start, ...textIndex(item.name, true)],
      row: { set, item },
    }));
  });
  return rows.sort((a, b) => compareIndex(a.index, b.index));
}

/** A cell of kpi1ConfigTable: the value in force; a secret's is not shown. */
export function configCell({ set, item }: ConfigRow, column: string, settings: ConfigurationView): Cell {
  return column === 'kpi1ConfigValue' ? settings.shown(set, item) : item.description;
}
