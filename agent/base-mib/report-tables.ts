import type { PmReport, ReportItem } from '../report/pm-report.ts';
import type { Cell } from './cell.ts';

/** A cell of kpi1ReportTable. */
export function reportCell(report: PmReport, parts: number, column: string): Cell {
  switch (column) {
    case 'kpi1ReportLogIdentifier':
      return report.identifier;
    case 'kpi1ReportLogBegin':
      return report.begin;
    case 'kpi1ReportLogEnd':
      return report.end;
    case 'kpi1ReportLogParts':
      return parts;
    case 'kpi1ReportLogItems':
      return report.items.length;
    default:
      throw new Error(`kpi1ReportTable has no column ${column}`);
  }
}

/** A cell of kpi1ReportItemTable. */
export function reportItemCell(item: ReportItem, column: string): Cell {
  switch (column) {
    case 'kpi1ReportItemName':
      return item.name;
    case 'kpi1ReportItemValue':
      return item.text;
    case 'kpi1ReportItemObject':
      return item.oid.join('.');
    default:
      throw new Error(`kpi1ReportItemTable has no column ${column}`);
  }
}
