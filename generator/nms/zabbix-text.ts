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
