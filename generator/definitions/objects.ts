import { formatDataType, parseDataType } from '../../model/data-type.ts';
import type { IndexDefinition, ObjectDefinition } from '../definition.ts';
import { indexSyntaxOf } from '../mib/syntax.ts';
import type { Fields } from './definition-file.ts';
import { readRange } from './figures.ts';
import { Names } from './names.ts';
import { readText } from './texts.ts';

/** Reads an object that is measured more than once; undefined where it has no name. */
export function readObject(fields: Fields): ObjectDefinition | undefined {
  const name = fields.text('name');
  if (name === undefined) return undefined;
  const snmpName = fields.text('snmpName');
  const names = new Names();
  return {
    name,
    at: fields.range('name'),
    description: readText(fields, 'description'),
    index: fields.list('index').flatMap((element) => readIndex(element, names) ?? []),
    ...(snmpName === undefined ? {} : { snmpName }),
  };
}

function readIndex(fields: Fields, names: Names): IndexDefinition | undefined {
  const name = fields.text('name');
  const dataType = parseDataType(fields.text('dataType') ?? '');
  const description = readText(fields, 'description');
  if (name === undefined) return undefined;
  names.take(fields);
  if (dataType === undefined) return undefined;
  const named = { name, at: fields.range('name'), description, dataType };
  if (indexSyntaxOf({ dataType }, '') === undefined) {
    const message = `An index is a string or an integer, not ${formatDataType(dataType)}.`;
    fields.report('INDEX-TYPE', 'dataType', message, 'Write `string(1..32)` or `integer`.');
    return named;
  }
  const range = readRange(fields, dataType);
  if (range === undefined) return named;
  if (indexSyntaxOf({ dataType, range }, '') === undefined) {
    const message = 'An integer in an index lies within 0..4294967295 (RFC 2578 section 7.7).';
    fields.report('INDEX-TYPE', 'range', message, 'Narrow the range.');
  }
  return { ...named, range };
}
