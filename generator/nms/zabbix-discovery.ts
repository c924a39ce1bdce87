import type { NmsIndex, NmsTable } from './view.ts';
import { READ_TEXT } from './zabbix-text.ts';

/** Octets that an SNMP OID of Zabbix has room for. */
const MAX_SNMP_OID = 512;

/** Macros of low-level discovery that tell people which row it is. */
export function rowMacros({ index, labels }: NmsTable): string[] {
  return (labels.length > 0 ? labels : index).map(({ descriptor }) => macroOf(descriptor));
}

/**
 * The columns that rows are found by, each with a macro for its value: a row is there if one of them has a
 * value, so measurements come first, which have one sooner than KPIs. As many as there is room for.
 */
export function discoveredRows(
  { labels, columns }: NmsTable,
  room = MAX_SNMP_OID,
): [macro: string, oid: string][] {
  const measured = [...columns].sort((one, other) => order(one.role) - order(other.role));
  const found: [string, string][] = labels.map(({ descriptor, oid }) => [macroOf(descriptor), oid]);
  let length = 'discovery[]'.length + found.flat().join(',').length;
  for (const [at, { oid }] of measured.entries()) {
    const pair: [string, string] = [`{#COLUMN${at + 1}}`, oid];
    length += pair.join(',').length + 1;
    if (length > room) break;
    found.push(pair);
  }
  return found;
}

function order(role: string): number {
  return role === 'measurement' ? 0 : 1;
}

/**
 * JavaScript that makes macros of the parts of an index, which no column shows (RFC 2578 section 7.7): texts
 * are UTF-8, an octet a sub-identifier. Columns with names may be in hexadecimal digits.
 */
export function indexScript({ index, labels }: NmsTable, mayBeDigits: boolean): string[] {
  const reads = mayBeDigits && labels.length > 0;
  const label = (macro: string) => (reads ? `read(found['${macro}'])` : `found['${macro}']`);
  return [
    ...(reads ? READ_TEXT : []),
    'return JSON.stringify(JSON.parse(value).map(function (found) {',
    "  var parts = found['{#SNMPINDEX}'].split('.');",
    '  var text = function (octets) {',
    "    var escaped = octets.map(function (octet) { return '%' + (256 + Number(octet)).toString(16).slice(1); });",
    "    try { return decodeURIComponent(escaped.join('')); } catch (error) { return octets.join('.'); }",
    '  };',
    "  var row = { '{#SNMPINDEX}': found['{#SNMPINDEX}'] };",
    ...labels
      .map(({ descriptor }) => macroOf(descriptor))
      .map((macro) => `  row['${macro}'] = ${label(macro)};`),
    ...index.map((part) => `  row['${macroOf(part.descriptor)}'] = ${takePart(part)};`),
    '  return row;',
    '}));',
  ];
}

function takePart({ kind, fixedSize, implied }: NmsIndex): string {
  if (kind === 'number') return 'parts.shift()';
  if (implied) return 'text(parts)';
  return `text(parts.splice(0, ${fixedSize ?? 'Number(parts.shift())'}))`;
}

function macroOf(descriptor: string): string {
  return `{#${descriptor.toUpperCase()}}`;
}
