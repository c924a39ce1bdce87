import type { DeliveryTarget } from '../report/delivery.ts';
import type { Cell } from './cell.ts';
import { cutName } from './cut-name.ts';
import { fixedRows, type RowSet } from './row-set.ts';

/** Octets of a target's name in the index: an instance's OID must stay within 128 sub-identifiers. */
const MAX_TARGET_NAME = 96;

/** The rows of kpi1TargetTable. */
export function targetRows(targets: readonly DeliveryTarget[]): RowSet<DeliveryTarget> {
  const taken = new Set<string>();
  return fixedRows(() =>
    targets.map((target) => ({ index: [...cutName(target.name, MAX_TARGET_NAME, taken)], row: target })),
  );
}

/** A cell of kpi1TargetTable. */
export function targetCell({ type, statistics }: DeliveryTarget, column: string): Cell {
  switch (column) {
    case 'kpi1TargetType':
      return type;
    case 'kpi1TargetStatus':
      return statistics.status;
    case 'kpi1TargetReason':
      return statistics.reason;
    case 'kpi1TargetSequence':
      return statistics.sequence;
    case 'kpi1TargetWaiting':
      return statistics.waiting;
    case 'kpi1TargetLastSuccess':
      return statistics.lastSuccess;
    case 'kpi1TargetReports':
      return statistics.reports;
    case 'kpi1TargetFailures':
      return statistics.failures;
    case 'kpi1TargetDropped':
      return statistics.dropped;
    default:
      throw new Error(`kpi1TargetTable has no column ${column}`);
  }
}
