import type { KpiResult } from '../agent/kpi/calculate.ts';
import { formatFigure } from '../model/accuracy.ts';
import { NoValue } from '../model/value.ts';

/** Prints the KPIs of an interval that has ended. */
export function printInterval(results: readonly KpiResult[], end: number): void {
  const rows = results.flatMap(({ kpi, rows: all }) => {
    if (all instanceof NoValue) return [{ name: kpi.name, figure: '-', note: all.reason }];
    return all.map(({ key, value }) => ({
      name: key === '' ? kpi.name : `${kpi.name} [${key}]`,
      figure: value instanceof NoValue ? '-' : formatFigure(value, kpi.dataType),
      note: value instanceof NoValue ? value.reason : kpi.unit,
    }));
  });
  const time = new Date(end).toISOString().slice(0, 19);
  console.log(`\n${time}Z`);
  const [first] = rows;
  if (first && rows.every(({ figure, note }) => figure === '-' && reasonOf(note) === reasonOf(first.note))) {
    console.log(`  no values yet: ${reasonOf(first.note)}`);
    return;
  }
  const wide = Math.max(...rows.map(({ name }) => name.length));
  const wideFigure = Math.max(...rows.map(({ figure }) => figure.length));
  for (const { name, figure, note } of rows)
    console.log(`  ${name.padEnd(wide)}  ${figure.padStart(wideFigure)} ${note}`);
}

/** A reason without the name of the measurement it begins with. */
function reasonOf(note: string): string {
  return note.replace(/^[\w.]+: /, '');
}
