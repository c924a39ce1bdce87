import type { Decoded, TrapReceiver } from './net-snmp.ts';

/** A PM report as snmptrapd decoded it, all its parts put together. */
export interface ReceivedReport {
  readonly sequence: number;
  readonly parts: readonly Decoded[];
  /** Every object of every part. */
  readonly objects: Decoded;
}

/** The reports of one MIB module that have arrived in full so far, oldest first. */
export function completeReports(receiver: TrapReceiver, module: string): ReceivedReport[] {
  const bySequence = new Map<number, Decoded[]>();
  for (const notification of receiver.received()) {
    if (notification.get('SNMPv2-MIB::snmpTrapOID.0') !== 'OID: KPI1-MIB::kpi1PmReport') continue;
    if (notification.get('KPI1-MIB::kpi1ReportIdentifier.0') !== `STRING: ${module}`) continue;
    const sequence = readNumber(notification, 'KPI1-MIB::kpi1ReportSequence.0');
    bySequence.set(sequence, [...(bySequence.get(sequence) ?? []), notification]);
  }
  return [...bySequence]
    .filter(([, parts]) => parts.length === readNumber(parts[0]!, 'KPI1-MIB::kpi1ReportParts.0'))
    .map(([sequence, parts]) => ({
      sequence,
      parts,
      objects: new Map(parts.flatMap((part) => [...part])),
    }));
}

/** The number in `Gauge32: 3`. */
function readNumber(objects: Decoded, name: string): number {
  return Number(/: (\d+)/.exec(objects.get(name) ?? '')?.[1]);
}
