import { type InstancePmReport, type PmItem, RESERVED_ITEMS } from '../../messages/message.ts';
import type { PmReport } from './pm-report.ts';

/**
 * A report as the message of KPIinOMA 8.2.2.1: one PerformanceMeasurement, named as its definition module. The
 * reserved items come first (O09): sequence number, begin and end (xs:dateTime in UTC), granularity in seconds,
 * and validity where it is known. Then KPIs and measurements in the accuracy of their definitions.
 */
export function reportMessage(report: PmReport, instanceId: string): InstancePmReport {
  const figures = report.items.map(({ name, text }) => ({ name, value: text }));
  return {
    kind: 'InstancePMReport',
    instanceId,
    measurements: [{ identifier: report.identifier, items: [...reservedItems(report), ...figures] }],
  };
}

function reservedItems({ sequence, begin, end, validity }: PmReport): PmItem[] {
  return [
    { name: RESERVED_ITEMS.sequence, value: String(sequence) },
    { name: RESERVED_ITEMS.begin, value: begin.toISOString() },
    { name: RESERVED_ITEMS.end, value: end.toISOString() },
    { name: RESERVED_ITEMS.granularity, value: String((end.getTime() - begin.getTime()) / 1000) },
    ...(validity === undefined ? [] : [{ name: RESERVED_ITEMS.validity, value: validity }]),
  ];
}
