/**
 * What Net-SNMP's snmpd runs for `pass_persist`: answers get and getnext from a JSON file, `[oid, type, value][]` in
 * order, types and values as snmpd.conf(5) has them. Plain Node: snmpd starts it without any loader.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const rows = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as [string, string, string][];
const places = new Map(rows.map(([oid], i) => [oid, i]));

/** What comes after an OID, by arcs as numbers. */
function after(oid: string): number {
  const arcs = oid.split('.').map(Number);
  return rows.findIndex(([each]) => {
    const own = each.split('.').map(Number);
    for (let i = 0; i < Math.min(own.length, arcs.length); i++) {
      if (own[i] !== arcs[i]) return (own[i] as number) > (arcs[i] as number);
    }
    return own.length > arcs.length;
  });
}

let command = '';
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'PING') {
    process.stdout.write('PONG\n');
  } else if (command === '') {
    command = line;
  } else {
    const oid = line.replace(/^\./, '');
    const row = rows[command === 'get' ? (places.get(oid) ?? -1) : after(oid)];
    process.stdout.write(row ? `.${row[0]}\n${row[1]}\n${row[2]}\n` : 'NONE\n');
    command = '';
  }
}
