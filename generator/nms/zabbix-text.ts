import type { NmsFigure } from './view.ts';

/** Names of items and of triggers have at most so many characters. */
export const MAX_NAME = 255;

/** A figure in whose texts Zabbix finds no macro: a blank is put into `{HOST.NAME}`, `{$X}`, `{#X}`, `{?x}` and `$1`. */
export function withoutMacros(figure: NmsFigure): NmsFigure {
  const { name, description, unit, category } = figure;
  return {
    ...figure,
    name: literal(name),
    description: literal(description),
    unit: literal(unit),
    category: literal(category),
  };
}

function literal(text: string): string {
  return text.replace(/\{(?=[A-Z$#?{])|\$(?=[1-9])/g, '$& ');
}

/**
 * JavaScript of a function that reads a text as Zabbix 6.0 has it: with a character that is not ASCII it comes as
 * hexadecimal digits, an octet a pair, from Net-SNMP. Digits of ASCII are more likely the text itself, `12 34`, and
 * stay.
 */
export const READ_TEXT = [
  'var read = function (shown) {',
  '  if (!/^([0-9A-F]{2}(\\s+|$))+$/.test(shown)) return shown;',
  '  try {',
  "    var text = decodeURIComponent(shown.replace(/(..)\\s*/g, '%$1'));",
  '    return /[^\\x00-\\x7F]/.test(text) ? text : shown;',
  '  } catch (error) { return shown; }',
  '};',
];

/** JavaScript that does it to the value of an item. */
export const READ_VALUE = [...READ_TEXT, 'return read(value);'].join('\n');
