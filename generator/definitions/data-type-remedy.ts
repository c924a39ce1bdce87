import { DATA_TYPE_FORMS, MAX_DECIMALS, MAX_STRING, parseDataType } from '../../model/data-type.ts';

/** What other languages call our types. */
const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:real|float|double|decimal|number|percent(?:age)?|ratio)(?:\d*|\(\))$/, 'real(2)'],
  [/^u?(?:int|integer|long|short)\d*$|^unsigned\d*$/, 'integer'],
  [/^bool(?:ean)?$|^truthvalue$/, 'boolean'],
  [/^counter\d+$/, 'counter'],
  [/^gauge\d+$/, 'gauge'],
  [/^(?:text|str|char|varchar|displaystring|octet string)$/, 'string'],
];

/** What to write for a data type that is none; at least which there are. */
export function suggestDataType(text: string): string {
  const wanted = text.toLowerCase().replace(/\s+/g, '');
  if (parseDataType(wanted)) return `Write \`${wanted}\`.`;
  if (/^real\(\d+\)$/.test(wanted)) return `A real has at most ${MAX_DECIMALS} decimals.`;
  const size = /^string\((\d+)\)$/.exec(wanted)?.[1];
  if (size !== undefined && parseDataType(`string(0..${size})`)) return `Write \`string(0..${size})\`.`;
  if (/^string\(.*\)$/.test(wanted)) {
    return `A string has from 0 to ${MAX_STRING} octets, the smaller number first: \`string(1..32)\`.`;
  }
  const synonym = SYNONYMS.find(([pattern]) => pattern.test(wanted));
  return synonym ? `Write \`${synonym[1]}\`.` : `Write ${DATA_TYPE_FORMS.join(', ')}.`;
}
