import type { Cell } from './cell.ts';
import { fixedRows, type RowSet, textIndex } from './row-set.ts';

/** One configuration item (KPIinOMA 8.2.7.1). */
export interface ConfigItem {
  /** Identifier of the ConfigurationInfo that holds it; at most 48 octets, as is the name. */
  readonly info: string;
  readonly name: string;
  readonly value: string;
  readonly description: string;
}

/** The rows of kpi1ConfigTable. */
export function configRows(items: readonly ConfigItem[]): RowSet<ConfigItem> {
  return fixedRows(
    items.map((item) => ({
      index: [...textIndex(item.info, false), ...textIndex(item.name, true)],
      row: item,
    })),
  );
}

/** A cell of kpi1ConfigTable. */
export function configCell(item: ConfigItem, column: string): Cell {
  return column === 'kpi1ConfigValue' ? item.value : item.description;
}
