import { type Index, rowKey } from '../kpi/row-key.ts';
import type { Oid, SmiValue } from '../snmp/mib-view.ts';

/** One figure of a report: a KPI or measurement, or one row of it. */
export interface ReportItem {
  /** The name in the definition; of a table row `Name[index,...]`. */
  readonly name: string;
  /** The value in the accuracy of the definition. */
  readonly text: string;
  /** The object instance that holds it. */
  readonly oid: Oid;
  readonly value: SmiValue;
}

/** A Performance Measurement report: the figures of one definition module over one interval (InstancePMReport). */
export interface PmReport {
  readonly sequence: number;
  /** Name of the MIB module. */
  readonly identifier: string;
  readonly begin: Date;
  readonly end: Date;
  /** `suspect`: a figure that is reported, or a row of it, has no value. Not given: it is not known. */
  readonly validity?: 'valid' | 'suspect';
  /** KPIs, then the measurements they were calculated from; what has no value is left out. */
  readonly items: readonly ReportItem[];
}

/** The name of a figure in reports: `Name`, or `Name[index,...]` of a table row. */
export function itemName(name: string, index: Index): string {
  return index.length === 0 ? name : `${name}[${rowKey(index)}]`;
}
