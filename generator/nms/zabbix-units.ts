import type { NmsFigure } from './view.ts';

/** Units that Zabbix knows: it turns seconds into hours, bytes into megabytes. `!`: as it is, without K and M. */
const KNOWN: Readonly<Record<string, string>> = {
  percent: '%',
  seconds: 's',
  milliseconds: 'ms',
  microseconds: '!us',
  bytes: 'B',
  octets: 'B',
  bits: 'b',
  'bit/s': 'bps',
  'bits/s': 'bps',
  'bytes/s': 'Bps',
  'octets/s': 'Bps',
};

/** The unit of a figure as Zabbix shows it; of a counter, that of its rate. */
export function zabbixUnit({ unit, kind }: NmsFigure): string {
  if (unit === '') return kind === 'counter' ? '/s' : '';
  const shown = kind === 'counter' ? `${unit}/s` : unit;
  return KNOWN[shown] ?? shown;
}
