import type { KpiResult } from '../agent/kpi/calculate.ts';
import { formatFigure } from '../model/accuracy.ts';
import { NoValue } from '../model/value.ts';
import type { Terminal } from './terminal.ts';

interface Line {
  readonly name: string;
  readonly figure: string;
  /** The unit, or why there is no figure. */
  readonly note: string;
}

/** Prints the KPIs of an interval that has ended. */
export function intervalPrinter(terminal: Terminal) {
  return (results: readonly KpiResult[], end: number): void => {
    terminal.out(`\n${new Date(end).toISOString().slice(0, 19)}Z`);
    for (const line of layOut(results.flatMap(linesOf))) terminal.out(`  ${line}`);
  };
}

function linesOf({ kpi, rows }: KpiResult): Line[] {
  if (rows instanceof NoValue) return [{ name: kpi.name, figure: '-', note: rows.reason }];
  return rows.map(({ key, value }) => ({
    name: key === '' ? kpi.name : `${kpi.name} [${key}]`,
    figure: value instanceof NoValue ? '-' : formatFigure(value, kpi.dataType),
    note: value instanceof NoValue ? value.reason : kpi.unit,
  }));
}

function layOut(lines: readonly Line[]): string[] {
  const [first] = lines;
  if (first && lines.every(({ figure, note }) => figure === '-' && reasonOf(note) === reasonOf(first.note))) {
    return [`no values yet: ${reasonOf(first.note)}`];
  }
  const wide = longest(lines.map(({ name }) => name));
  const wideFigure = longest(lines.map(({ figure }) => figure));
  return lines.map(
    ({ name, figure, note }) => `${name.padEnd(wide)}  ${figure.padStart(wideFigure)} ${note}`,
  );
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}

/** A reason without the name of the measurement it begins with. */
function reasonOf(note: string): string {
  return note.replace(/^[\w.]+: /, '');
}
