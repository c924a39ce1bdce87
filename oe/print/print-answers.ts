import type { ConfigurationInfo, PerformanceMeasurement } from '../../messages/message.ts';
import type { Model } from '../../model/model.ts';
import type { Answer } from '../instance-client.ts';
import { toCsv } from './csv.ts';
import { type FigureRow, figureRows } from './figure-rows.ts';
import { layOut } from './table.ts';

export const ANSWER_FORMATS = ['table', 'json', 'csv'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

const FIGURE_COLUMNS = ['name', 'value', 'unit', 'begin', 'end', 'note'] as const;
const CONFIG_COLUMNS = ['info', 'name', 'value', 'description'] as const;

/** What KPIs without a category, and measurements, stand under where others have one. */
const NO_CATEGORY = 'Other';

/** The answer to a query of figures; in a table grouped by category (KPIinOMA 5.10). */
export function printMeasurements(
  { instanceId, found, unknown }: Answer<PerformanceMeasurement>,
  format: AnswerFormat,
  model?: Model,
): string {
  const rows = figureRows(found, model);
  if (format === 'csv')
    return toCsv(['instance', 'identifier', 'category', ...FIGURE_COLUMNS], withInstance(rows));
  if (format === 'json')
    return JSON.stringify({ instanceId, figures: rows.map(withoutBlanks), unknown }, null, 2);
  return groupByCategory(rows)
    .map(([category, group]) => {
      const lines = layOut(FIGURE_COLUMNS, group, ['value']);
      return (category === '' ? lines : [category, ...lines.map((line) => `  ${line}`)]).join('\n');
    })
    .join('\n\n');

  function withInstance(all: readonly FigureRow[]) {
    return all.map((row) => ({ instance: instanceId, ...row }));
  }
}

/** The answer to a query of configuration. */
export function printConfiguration(
  { instanceId, found, unknown }: Answer<ConfigurationInfo>,
  format: AnswerFormat,
): string {
  if (format === 'json') return JSON.stringify({ instanceId, configuration: found, unknown }, null, 2);
  const rows = found.flatMap(({ identifier: info, items }) =>
    items.map(({ name, value, description = '' }) => ({ info, name, value, description })),
  );
  return format === 'csv' ? toCsv(CONFIG_COLUMNS, rows) : layOut(CONFIG_COLUMNS, rows).join('\n');
}

/** In the order in which categories first occur; without one last. One nameless group where none has one. */
function groupByCategory(rows: readonly FigureRow[]): (readonly [string, FigureRow[]])[] {
  const groups = new Map<string, FigureRow[]>();
  for (const row of rows) {
    const group = groups.get(row.category);
    if (group) group.push(row);
    else groups.set(row.category, [row]);
  }
  const rest = groups.get('') ?? [];
  groups.delete('');
  if (groups.size === 0) return [['', rest]];
  return [...groups, ...(rest.length > 0 ? [[NO_CATEGORY, rest] as const] : [])];
}

function withoutBlanks(row: FigureRow): object {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== '' || name === 'value'));
}
