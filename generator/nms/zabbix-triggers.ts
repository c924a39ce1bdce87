import { uuidOf } from './names.ts';
import type { NmsFigure, NmsTable, NmsThreshold } from './view.ts';
import { rowMacros } from './zabbix-discovery.ts';
import { MAX_NAME } from './zabbix-text.ts';
import type { ZabbixTrigger, ZabbixView } from './zabbix-view.ts';

const OPERATOR = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '==': '=', '!=': '<>' } as const;
const PRIORITY = { warning: 'WARNING', critical: 'HIGH' } as const;

/** The limits of a figure, which operators may change for a host, or a row by the context of the macro. */
export function limitMacros(figure: NmsFigure): ZabbixView['macros'][number][] {
  return limited(figure).map(({ severity, limit }) => ({
    macro: `{$${macroName(figure, severity)}}`,
    value: `${limit}`,
    description: `${figure.name}: limit of the ${severity} alarm`,
  }));
}

/** Triggers of an item: each recovers when its condition no longer holds, and is silent while a worse one is not. */
export function triggersOf(
  figure: NmsFigure,
  item: string,
  row: string,
  table: NmsTable | undefined,
): ZabbixTrigger[] {
  const made = figure.thresholds.map((threshold) => ({
    threshold,
    name: nameOf(`${figure.name}${row}`, sayLimit(figure, threshold, table), threshold),
    expression: `${exact(figure, item)}${OPERATOR[threshold.operator]}${limitOf(figure, threshold, table)}`,
  }));
  return made.map(({ threshold, name, expression }, at) => ({
    uuid: uuidOf(`zabbix trigger ${figure.oid} ${threshold.severity}`),
    fields: [
      { name: 'name', value: name },
      { name: 'event_name', value: `${figure.name}${row} is {ITEM.LASTVALUE1}, ${threshold.severity}` },
      { name: 'expression', value: expression },
      { name: 'priority', value: PRIORITY[threshold.severity] },
      { name: 'description', value: figure.description },
    ],
    dependencies: made.slice(at + 1).map((worse) => [
      { name: 'name', value: worse.name },
      { name: 'expression', value: worse.expression },
    ]),
  }));
}

/** With the limit, where there is room for its macro. */
function nameOf(item: string, limit: string, { severity }: NmsThreshold): string {
  const name = `${item} ${limit}`;
  return name.length > MAX_NAME ? `${item} is ${severity}` : name;
}

/** A multiplication by 0.01 makes 0.5700000000000001 of 57: what people mean is the rounded number. */
function exact({ decimals }: NmsFigure, item: string): string {
  return decimals === 0 ? `last(${item})` : `round(last(${item}),${decimals})`;
}

function sayLimit(figure: NmsFigure, threshold: NmsThreshold, table: NmsTable | undefined): string {
  const choice = figure.choices.find(({ value }) => value === threshold.limit);
  if (choice) return `is ${choice.name}`;
  const unit = figure.unit === '' ? '' : ` ${figure.unit}`;
  return `${threshold.operator} ${limitOf(figure, threshold, table)}${unit}`;
}

function limitOf(figure: NmsFigure, { severity, limit }: NmsThreshold, table: NmsTable | undefined): string {
  if (figure.kind === 'choice') return `${limit}`;
  const context = table === undefined ? '' : `:"${rowMacros(table)[0]}"`;
  return `{$${macroName(figure, severity)}${context}}`;
}

/** What is one of several states has no limit to change. */
function limited({ kind, thresholds }: NmsFigure): readonly NmsThreshold[] {
  return kind === 'choice' ? [] : thresholds;
}

function macroName({ descriptor }: NmsFigure, severity: string): string {
  return `${descriptor}.${severity}`.toUpperCase();
}
