import type { NmsFigure } from './view.ts';

/** Units that Grafana knows by an id of its own. */
const KNOWN: Readonly<Record<string, string>> = {
  percent: 'percent',
  seconds: 's',
  milliseconds: 'ms',
  microseconds: 'µs',
  bytes: 'bytes',
  octets: 'bytes',
  'bit/s': 'bps',
  'bits/s': 'bps',
  'bytes/s': 'Bps',
  'octets/s': 'Bps',
  'packets/s': 'pps',
  'requests/s': 'reqps',
};

/** The unit of a figure as Grafana shows it; of a counter, that of its rate. */
export function grafanaUnit({ unit, kind }: NmsFigure): string {
  const shown = kind === 'counter' ? `${unit}/s` : unit;
  if (shown === '') return 'none';
  return KNOWN[shown] ?? `suffix: ${shown}`;
}
