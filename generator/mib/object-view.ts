import { capitalize } from '../names/mangle.ts';
import { clauseValue, heading, nameList, textClause, WIDTH } from './layout.ts';
import type { ObjectView, Status, TableView } from './module-view.ts';
import { ARC } from './structure.ts';
import { smiType, typeName } from './syntax.ts';

/** One OBJECT-TYPE with a value, a scalar or a column. */
export interface ObjectParts {
  readonly descriptor: string;
  readonly arc: number;
  /** What stands in its braces, where that is not the arc below its parent. */
  readonly oid?: string;
  /** As syntax.ts writes it. */
  readonly type: string;
  readonly unit: string;
  readonly access: ObjectView['access'];
  readonly status: Status;
  readonly description: string;
}

export interface TableParts {
  /** Descriptor without `Table`. */
  readonly base: string;
  /** What stands in the braces of the table. */
  readonly oid: string;
  readonly status: Status;
  readonly description: string;
  readonly rowDescription: string;
  readonly index: readonly ObjectParts[];
  /** Whether the last index column's length is left out (RFC 2578 section 7.7). */
  readonly implied: boolean;
  readonly columns: readonly ObjectParts[];
}

export function objectView(object: ObjectParts, parent: string, prefix: string): ObjectView {
  return {
    heading: heading(object.descriptor, 'OBJECT-TYPE'),
    syntax: clauseValue(smiType(object.type, prefix)),
    units: textClause('UNITS', object.unit),
    access: object.access,
    status: object.status,
    description: object.description,
    index: '',
    oid: object.oid ?? `${parent} ${object.arc}`,
  };
}

export function tableView(table: TableParts, prefix: string): TableView {
  const { base, status, index } = table;
  const [tableName, entryName, sequence] = [`${base}Table`, `${base}Entry`, `${capitalize(base)}Entry`];
  const columns = [...index, ...table.columns].sort((one, other) => one.arc - other.arc);
  const node = { units: '', access: 'not-accessible', status } as const;
  const names = index.map(({ descriptor }, at) =>
    table.implied && at === index.length - 1 ? `IMPLIED ${descriptor}` : descriptor,
  );
  return {
    table: {
      ...node,
      heading: heading(tableName, 'OBJECT-TYPE'),
      syntax: clauseValue(`SEQUENCE OF ${sequence}`),
      description: table.description,
      index: '',
      oid: table.oid,
    },
    entry: {
      ...node,
      heading: heading(entryName, 'OBJECT-TYPE'),
      syntax: clauseValue(sequence),
      description: table.rowDescription,
      index: nameList('INDEX', names),
      oid: `${tableName} ${ARC.entry}`,
    },
    sequence: { name: sequence, fields: sequenceFields(columns, prefix) },
    columns: columns.map((column) => objectView(column, entryName, prefix)),
  };
}

/** What stands in a SEQUENCE: types without their ranges (RFC 2578 section 7.1.12). */
function sequenceFields(columns: readonly ObjectParts[], prefix: string): string {
  const width = Math.max(...columns.map(({ descriptor }) => descriptor.length));
  const fields = columns.map(({ descriptor, type }, at) => {
    const end = at < columns.length - 1 ? ',' : '';
    const name = type === 'OBJECT IDENTIFIER' ? type : smiType(typeName(type), prefix);
    const line = `    ${descriptor.padEnd(width)}  ${name}${end}`;
    return line.length <= WIDTH ? line : `    ${descriptor}\n        ${name}${end}`;
  });
  return fields.join('\n');
}
