import { printer } from '../templates.ts';
import type { NmsFigure, NmsIndex, NmsModule, NmsTable, NmsView } from './view.ts';

interface TelegrafView {
  readonly mark: string;
  readonly key: string;
  readonly seconds: number;
  readonly fields: readonly TelegrafField[];
  readonly tables: readonly TelegrafTable[];
}

interface TelegrafField {
  readonly name: string;
  readonly oid: string;
  /** `float(2)` puts the point in; empty where there is nothing to convert. */
  readonly conversion: string;
}

interface TelegrafTable {
  readonly name: string;
  readonly tags: readonly TelegrafField[];
  readonly fields: readonly TelegrafField[];
  /** Statements of Starlark that take the parts of an index off the list `parts`. */
  readonly taken: readonly string[];
}

const print = printer<TelegrafView>('nms/telegraf');

/** A file for each module, with what telegraf's inputs.snmp asks for. */
export function printTelegraf({ mark, modules }: NmsView): [path: string, text: string][] {
  return modules.map((module) => [`telegraf/${module.name}.conf`, print(viewOf(mark, module))]);
}

function viewOf(mark: string, { key, scalars, tables }: NmsModule): TelegrafView {
  const figures = [...scalars, ...tables.flatMap(({ columns }) => columns)];
  return {
    mark,
    key,
    seconds: Math.min(...figures.map(({ pollSeconds }) => pollSeconds)),
    fields: scalars.map((figure) => fieldOf(figure, '.0')),
    tables: tables.map(tableOf),
  };
}

function fieldOf({ descriptor, oid, decimals }: NmsFigure, instance: string): TelegrafField {
  return { name: descriptor, oid: oid + instance, conversion: decimals > 0 ? `float(${decimals})` : '' };
}

function tableOf({ descriptor, labels, columns, index }: NmsTable): TelegrafTable {
  return {
    name: descriptor,
    tags: labels.map((label) => ({ name: label.descriptor, oid: label.oid, conversion: '' })),
    fields: columns.map((figure) => fieldOf(figure, '')),
    taken: index.flatMap(takePart),
  };
}

/** Starlark that makes a tag of a part of an index (RFC 2578 section 7.7). */
function takePart({ descriptor, kind, fixedSize, implied }: NmsIndex): string[] {
  const tag = `metric.tags["${descriptor}"]`;
  if (kind === 'number') return [`${tag} = str(parts.pop(0))`];
  const size = implied ? 'len(parts)' : (fixedSize ?? 'parts.pop(0)');
  return [`size = ${size}`, `${tag} = str(bytes(parts[:size]))`, 'parts = parts[size:]'];
}
