import { type NotificationTarget, nameOfTarget } from '../snmp/notify/notification-target.ts';
import type { Notifier } from '../snmp/notify/notifier.ts';
import type { SnmpReportEncoder } from './snmp-report-encoder.ts';
import { SnmpReportTarget } from './snmp-target.ts';

/** The targets of the notifier as receivers of reports. */
export function snmpReportTargets(
  targets: readonly NotificationTarget[],
  notifier: Notifier,
  encoder: SnmpReportEncoder,
): SnmpReportTarget[] {
  const names = nameTargets(targets);
  return targets.map((target, position) => {
    return new SnmpReportTarget({ name: names[position] as string, target, position, notifier, encoder });
  });
}

/** Names by address, as others may be told; what goes to one address is told apart by number. */
function nameTargets(targets: readonly NotificationTarget[]): string[] {
  const times = new Map<string, number>();
  return targets.map((target) => {
    const address = `snmp://${nameOfTarget(target)}`;
    const number = (times.get(address) ?? 0) + 1;
    times.set(address, number);
    return number === 1 ? address : `${address}#${number}`;
  });
}
