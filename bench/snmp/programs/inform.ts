/**
 * Informs one receiver of ten objects, again as soon as one is acknowledged: `inform.js PORT SECONDS`. Tells
 * its parent how many were acknowledged a second, and how many failed in all.
 */
import type { NotificationTarget } from '../../../agent/snmp/notify/notification-target.ts';
import { Notifier } from '../../../agent/snmp/notify/notifier.ts';
import { COLUMN, COMMUNITY } from '../table.ts';

/** What it tells at its end. */
export interface Informed {
  readonly rate: number;
  readonly failed: number;
}

const OBJECTS = 10;
/** More than are ever under way to one target, fewer than a queue holds. */
const WAITING = 200;

const port = Number(process.argv[2]);
const seconds = Number(process.argv[3]);
const target: NotificationTarget = {
  host: '127.0.0.1',
  port,
  inform: true,
  version: 'v2c',
  community: COMMUNITY,
};
const notification = {
  trapOid: [...COLUMN.slice(0, 8), 0, 1],
  varbinds: Array.from({ length: OBJECTS }, (_, row) => ({
    oid: [...COLUMN, row + 1],
    value: { type: 'Gauge32', value: row * 1000 } as const,
  })),
};
const log = { info() {}, warn() {} };

let acknowledged = 0;
let failed = 0;
let running = true;
const notifier = new Notifier([target], {
  sysUpTime: () => Math.floor(performance.now() / 10),
  log,
  onOutcome: (_target, { result }) => {
    if (result === 'acknowledged') acknowledged += 1;
    else failed += 1;
    if (running) notifier.notify(notification);
  },
});
for (let i = 0; i < WAITING; i++) notifier.notify(notification);

const began = performance.now();
setTimeout(() => {
  const informed: Informed = { rate: (acknowledged / (performance.now() - began)) * 1000, failed };
  running = false;
  process.send?.(informed, () => process.exit());
}, seconds * 1000);
